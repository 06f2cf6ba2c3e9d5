/** Owns: what is known of xAI's models by their names. Pure. Unknown names are let through, with unknown abilities. */
import type { Effort } from "#lib/core/effort.ts";
import type { KnownModel } from "./describe.ts";

const threeLevels: Effort[] = ["low", "medium", "high"];

/** The first that fits. A model that thinks and has no efforts refuses the word for them, `none` too. */
const families: { pattern: RegExp; reasons: boolean; efforts: Effort[]; seesImages: boolean; contextSize?: number }[] = [
  { pattern: /non-reasoning/, reasons: false, efforts: [], seesImages: true },
  { pattern: /^grok-4\.20-multi-agent/, reasons: true, efforts: threeLevels, seesImages: true },
  { pattern: /^grok-4\.20/, reasons: true, efforts: [], seesImages: true },
  { pattern: /^grok-4\.3(-|$)/, reasons: true, efforts: ["off", ...threeLevels], seesImages: true },
  { pattern: /^grok-4\.6(-|$)/, reasons: true, efforts: [...threeLevels, "xhigh"], seesImages: true },
  { pattern: /^grok-(4\.\d+|[5-9]|latest)(-|\.|$)/, reasons: true, efforts: threeLevels, seesImages: true },
  { pattern: /^grok-4-(1-)?fast/, reasons: true, efforts: [], seesImages: true, contextSize: 2_000_000 },
  { pattern: /^grok-4-1$/, reasons: false, efforts: [], seesImages: false },
  { pattern: /^grok-4(-|$)/, reasons: true, efforts: [], seesImages: true, contextSize: 256_000 },
  { pattern: /^grok-code/, reasons: true, efforts: [], seesImages: false, contextSize: 256_000 },
  { pattern: /^grok-3-mini/, reasons: true, efforts: ["low", "high"], seesImages: false, contextSize: 131_072 },
  { pattern: /^grok-3/, reasons: false, efforts: [], seesImages: false, contextSize: 131_072 },
];

/** The list when xAI's own cannot be had. */
export const wellKnownXaiModels = ["grok-4.6", "grok-4.5", "grok-4.3", "grok-4.20-reasoning", "grok-4.20-non-reasoning"];

export function describeXaiModel(modelId: string): KnownModel {
  const family = families.find(({ pattern }) => pattern.test(modelId));
  if (family === undefined) return { reasons: null, efforts: threeLevels };
  const { reasons, efforts, seesImages, contextSize = null } = family;
  return { reasons, efforts, seesImages, callsTools: true, contextSize };
}
