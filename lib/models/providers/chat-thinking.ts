/**
 * Owns: the ways in which chat servers are told how hard to think. Pure. A control turns one of its efforts into the server's
 * own word, which is recorded, and the word into fields of the request.
 */
import type { Effort } from "#lib/core/effort.ts";
import { effortWord } from "../effort.ts";
import { thinkingBudget } from "./thinking-budget.ts";

export interface ThinkingControl {
  /** Those that change something, in order; without `off` where thinking cannot be turned off. */
  efforts: readonly Effort[];
  /** `effort` is one of `efforts`. */
  word(effort: Effort, outputLimit: number | null): string;
  fields(word: string): Record<string, unknown>;
}

/** For models that think or do not, but only on or off: `medium` stands for on. */
export const onOff: readonly Effort[] = ["off", "medium"];
/** For models of which nothing is known. */
export const usualEfforts: readonly Effort[] = ["off", "low", "medium", "high"];

/** Nothing can be said: it always thinks, or never. */
export const fixed: ThinkingControl = { efforts: [], word: effortWord, fields: () => ({}) };

/** `reasoning_effort`, with `none` for off. */
export function byLevel(efforts: readonly Effort[]): ThinkingControl {
  return { efforts, word: effortWord, fields: (word) => ({ reasoning_effort: word }) };
}

/** `thinking: {type}`, beside `reasoning_effort` where the model has levels. `extra` goes into `thinking`. */
export function byType(
  efforts: readonly Effort[],
  { on = "enabled", extra = {} }: { on?: string; extra?: Record<string, unknown> } = {},
): ThinkingControl {
  const hasLevels = efforts.length > onOff.length;
  return {
    efforts,
    word: (effort) => (effort === "off" ? "disabled" : hasLevels ? effort : on),
    fields: (word) => ({
      thinking: { type: word === "disabled" ? word : on, ...extra },
      ...(word !== "disabled" && word !== on && { reasoning_effort: word }),
    }),
  };
}

/** A switch that is true or false, put where `place` says, beside `reasoning_effort` where the model has levels. */
export function bySwitch(efforts: readonly Effort[], place: (isOn: boolean) => Record<string, unknown>): ThinkingControl {
  const hasLevels = efforts.length > onOff.length;
  return {
    efforts,
    word: (effort) => (effort === "off" ? "off" : hasLevels ? effort : "on"),
    fields: (word) => ({
      ...place(word !== "off"),
      ...(word !== "off" && word !== "on" && { reasoning_effort: word }),
    }),
  };
}

/** A number of tokens for thinking. `on` and `off`: without one. */
export function byBudget(
  efforts: readonly Effort[],
  place: (budget: number | "on" | "off") => Record<string, unknown>,
): ThinkingControl {
  return {
    efforts,
    word(effort, outputLimit) {
      if (effort === "off") return "off";
      const budget = thinkingBudget(effort, outputLimit);
      return budget === null ? "on" : String(budget);
    },
    fields: (word) => place(word === "on" || word === "off" ? word : Number(word)),
  };
}
