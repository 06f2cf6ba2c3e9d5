/** Owns: what is known of Gemini models by their names. Pure. A name from after this list is taken for one of the newest. */
import type { Effort } from "#lib/core/effort.ts";

export interface GoogleFamily {
  /** How it is told to think: by a level, by a number of tokens, or not at all. */
  thinking: "level" | "budget" | "none";
  /** In order. `off` is in it where thinking can be turned off. */
  efforts: readonly Effort[];
  /** The most it may think, in tokens, where it is told in tokens. */
  mostBudget: number;
}

const threeLevels: readonly Effort[] = ["low", "medium", "high"];
const levels: GoogleFamily = { thinking: "level", efforts: ["minimal", ...threeLevels], mostBudget: 0 };
const fromLow: GoogleFamily = { ...levels, efforts: threeLevels };
const none: GoogleFamily = { thinking: "none", efforts: [], mostBudget: 0 };
const flash25: GoogleFamily = {
  thinking: "budget",
  efforts: ["off", "minimal", "low", "medium", "high", "max"],
  mostBudget: 24_576,
};

const families: readonly [pattern: RegExp, family: GoogleFamily][] = [
  // It thinks from 128 tokens on and cannot be told not to.
  [/gemini-2\.5-pro/, { thinking: "budget", efforts: ["minimal", "low", "medium", "high", "xhigh"], mostBudget: 32_768 }],
  [/gemini-(2\.5-flash|robotics-er-1\.5)/, flash25],
  [/gemini-(1|2)(\.|-)|gemma-[1-3]|learnlm|^aqa$/, none],
  [/gemini-3-pro-preview/, { ...levels, efforts: ["low", "high"] }],
  [/gemini-\d+(\.\d+)?-pro|gemini-pro-latest|gemini-flash-latest/, fromLow],
  [/gemini-4-hydrogen/, { ...levels, efforts: [...threeLevels, "xhigh"] }],
  [/gemini-(3\.[7-9]|[4-9](\.\d+)?)-flash(?!-lite)/, fromLow],
  [/gemini-/, levels],
];

/** Null for a name of another family. */
export function googleFamily(modelId: string): GoogleFamily | null {
  return families.find(([pattern]) => pattern.test(modelId))?.[1] ?? null;
}

/** Whether nothing in its name says that it does something else than converse. */
export function conversesInText(modelId: string): boolean {
  return !/embed|image|tts|audio|live|imagen|veo|banana|lyria|^aqa$|computer-use|deep-research|robotics/.test(modelId);
}

/** Shown while the list cannot be had. */
export const wellKnownGeminiModels = [
  "gemini-4-argon",
  "gemini-3.8-flash",
  "gemini-3.1-pro-preview",
  "gemini-2.5-pro",
  "gemini-2.5-flash",
  "gemini-2.5-flash-lite",
];

/** `gemini-2.5-pro` is Gemini 2.5 Pro; another name stays as it is. */
export function geminiName(modelId: string): string {
  if (!/^gem(ini|ma)-/.test(modelId)) return modelId;
  return modelId
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
