/** Owns: what is known of OpenAI's models by their names. Pure. Unknown names are let through, with unknown abilities. */
import type { Effort } from "#lib/core/effort.ts";

export interface OpenAiModel {
  name: string;
  reasons: boolean | null;
  efforts: Effort[];
  /** In tokens. */
  contextSize: number | null;
  /** The most it writes in one answer, thinking included. */
  outputSize: number | null;
  callsTools: boolean | null;
  seesImages: boolean | null;
}

type Family = Omit<OpenAiModel, "name" | "callsTools" | "seesImages"> & { pattern: RegExp };

const guess: Effort[] = ["off", "low", "medium", "high"];
const threeLevels: Effort[] = ["low", "medium", "high"];
const five = (efforts: Effort[]) => ({ reasons: true, efforts, contextSize: 400_000, outputSize: 128_000 });
const later = (efforts: Effort[]) => ({ reasons: true, efforts, contextSize: null, outputSize: null });
/** The first that fits. */
const families: Family[] = [
  { pattern: /^o1-(mini|preview)/, reasons: true, efforts: [], contextSize: 128_000, outputSize: null },
  { pattern: /^o\d+(-|$)/, reasons: true, efforts: threeLevels, contextSize: 200_000, outputSize: 100_000 },
  { pattern: /^gpt-oss/, reasons: true, efforts: threeLevels, contextSize: 131_072, outputSize: 131_072 },
  { pattern: /^gpt-5-chat/, reasons: false, efforts: [], contextSize: 128_000, outputSize: 16_384 },
  { pattern: /^gpt-5\.\d+-chat/, reasons: true, efforts: ["medium"], contextSize: 128_000, outputSize: 16_384 },
  { pattern: /^gpt-5-pro/, reasons: true, efforts: ["high"], contextSize: 400_000, outputSize: 272_000 },
  { pattern: /^gpt-5\.\d+-pro/, ...later(["medium", "high", "xhigh"]) },
  { pattern: /^gpt-5(\.1)?-codex(-mini)?(-\d|$)/, ...five(threeLevels) },
  { pattern: /^gpt-5\.\d+-codex/, ...five([...threeLevels, "xhigh"]) },
  { pattern: /^gpt-5(-|$)/, ...five(["minimal", ...threeLevels]) },
  { pattern: /^gpt-5\.1(-|$)/, ...five(["off", ...threeLevels]) },
  { pattern: /^gpt-5\.[2-5](-|$)/, ...later(["off", ...threeLevels, "xhigh"]), outputSize: 128_000 },
  { pattern: /^gpt-5\.\d+(-|$)/, ...later(["off", ...threeLevels, "xhigh", "max"]) },
  { pattern: /^gpt-6(\.1-terra|-luna|-sol)/, ...later(["off", ...threeLevels, "xhigh", "max"]) },
  { pattern: /^gpt-[6-9](\.|-|$)/, ...later([...threeLevels, "xhigh", "max"]) },
  { pattern: /^gpt-4\.1/, reasons: false, efforts: [], contextSize: 1_047_576, outputSize: 32_768 },
  { pattern: /^(gpt-4o|chatgpt-4o)/, reasons: false, efforts: [], contextSize: 128_000, outputSize: 16_384 },
  { pattern: /^gpt-4-turbo/, reasons: false, efforts: [], contextSize: 128_000, outputSize: 4_096 },
  { pattern: /^(gpt-4|gpt-3\.5)/, reasons: false, efforts: [], contextSize: null, outputSize: null },
];
const withoutTools = /^(o1-(mini|preview)|gpt-5-chat|chatgpt-4o)/;
const withoutEyes = /^(o1-(mini|preview)|o3-mini|gpt-oss|gpt-3\.5|gpt-4(-\d|$))/;

/** The list when OpenAI's own cannot be had. */
export const wellKnownOpenAiModels = [
  "gpt-5.5",
  "gpt-5.4",
  "gpt-5.4-mini",
  "gpt-5.2",
  "gpt-5.1",
  "gpt-5",
  "gpt-5-mini",
  "o4-mini",
  "o3",
];

export function describeOpenAiModel(id: string): OpenAiModel {
  const bare = (id.split("/").at(-1) ?? id).replace(/^ft:/, "");
  const family = families.find(({ pattern }) => pattern.test(bare));
  if (family === undefined) {
    const unknown = { contextSize: null, outputSize: null, callsTools: null, seesImages: null };
    return { name: nameOf(id), reasons: null, efforts: [...guess], ...unknown };
  }
  const { pattern: _, efforts, ...known } = family;
  const can = { callsTools: !withoutTools.test(bare), seesImages: !withoutEyes.test(bare) };
  return { name: nameOf(id), ...known, efforts: [...efforts], ...can };
}

/** Whether a listed model converses in text; OpenAI lists all its models together. */
export function isChatModel(id: string): boolean {
  return /^(gpt-|o\d|chatgpt-)/.test(id) && isTextModel(id);
}

/** Whether nothing in the name speaks against text. */
export function isTextModel(id: string): boolean {
  return !/embed|tts|whisper|image|dall-e|realtime|audio|moderation|transcribe|search|deep-research|instruct|live|babbage|davinci|sora|computer-use/.test(
    id,
  );
}

function nameOf(id: string): string {
  const match = /^gpt-([\d.]+o?)(?:-(.+))?$/.exec(id);
  if (!match) return id;
  const [, version, variant] = match;
  return variant ? `GPT-${version} ${variant.replaceAll(/(?<!\d)-|-(?!\d)/g, " ")}` : `GPT-${version}`;
}
