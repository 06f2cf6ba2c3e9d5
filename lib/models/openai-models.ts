/** Owns: what is known of OpenAI's models by their names. Pure. Unknown names are let through, with unknown abilities. */
import type { Effort } from "#lib/core/effort.ts";

export interface OpenAiModel {
  name: string;
  reasons: boolean | null;
  efforts: Effort[];
  contextSize: number | null;
}

const guess: Effort[] = ["off", "low", "medium", "high"];
const threeLevels: Effort[] = ["low", "medium", "high"];
const families: { pattern: RegExp; reasons: boolean; efforts: Effort[]; contextSize: number | null }[] = [
  { pattern: /^o1-(mini|preview)/, reasons: true, efforts: [], contextSize: 128_000 },
  { pattern: /^o\d+(-|$)/, reasons: true, efforts: threeLevels, contextSize: 200_000 },
  { pattern: /^gpt-oss/, reasons: true, efforts: threeLevels, contextSize: 131_072 },
  { pattern: /^gpt-5-chat/, reasons: false, efforts: [], contextSize: 128_000 },
  { pattern: /^gpt-5\.\d+-chat/, reasons: true, efforts: ["medium"], contextSize: 128_000 },
  { pattern: /^gpt-5-pro/, reasons: true, efforts: ["high"], contextSize: 400_000 },
  { pattern: /^gpt-5\.\d+-pro/, reasons: true, efforts: ["medium", "high", "xhigh"], contextSize: null },
  { pattern: /^gpt-5(\.1)?-codex(-mini)?(-\d|$)/, reasons: true, efforts: threeLevels, contextSize: 400_000 },
  { pattern: /^gpt-5\.\d+-codex/, reasons: true, efforts: [...threeLevels, "xhigh"], contextSize: 400_000 },
  { pattern: /^gpt-5(-|$)/, reasons: true, efforts: ["minimal", ...threeLevels], contextSize: 400_000 },
  { pattern: /^gpt-5\.1(-|$)/, reasons: true, efforts: ["off", ...threeLevels], contextSize: 400_000 },
  { pattern: /^gpt-5\.[2-5](-|$)/, reasons: true, efforts: ["off", ...threeLevels, "xhigh"], contextSize: null },
  { pattern: /^gpt-5\.\d+(-|$)/, reasons: true, efforts: ["off", ...threeLevels, "xhigh", "max"], contextSize: null },
  { pattern: /^gpt-6(\.1-terra|-luna|-sol)/, reasons: true, efforts: ["off", ...threeLevels, "xhigh", "max"], contextSize: null },
  { pattern: /^gpt-[6-9](\.|-|$)/, reasons: true, efforts: [...threeLevels, "xhigh", "max"], contextSize: null },
  { pattern: /^gpt-4\.1/, reasons: false, efforts: [], contextSize: 1_047_576 },
  { pattern: /^(gpt-4o|chatgpt-4o|gpt-4-turbo)/, reasons: false, efforts: [], contextSize: 128_000 },
  { pattern: /^(gpt-4|gpt-3\.5)/, reasons: false, efforts: [], contextSize: null },
];

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
  const { reasons, efforts, contextSize } = family ?? { reasons: null, efforts: guess, contextSize: null };
  return { name: nameOf(id), reasons, efforts: [...efforts], contextSize };
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
