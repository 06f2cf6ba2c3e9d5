/** Owns: the pieces that stories of runs are put together from. */
import type { Draft, EndStatus, FinishReason, ReasoningForm, RunError, Seal } from "#lib/reasoning/event.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { aUsage, type Beat } from "./builders.ts";

export const begin: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "builtin/reasoner", modelName: "Reasoner", effortAsked: "medium" }],
];

export function stepStart(step = 1): Beat[] {
  return [[5, { type: "step-start", step, effortSent: "medium" }]];
}

export function firstByte(afterMs = 240): Beat {
  return [afterMs, { type: "status", level: "info", code: "first-byte", message: "The provider began to answer." }];
}

export function stepEnd(step = 1, finish: FinishReason = "stop"): Beat[] {
  return [[8, { type: "step-end", step, finish, usage: aUsage() }]];
}

export function end(status: EndStatus = "completed", reason = "stop", error: RunError | null = null): Beat[] {
  return [[3, { type: "run-end", status, reason, usage: status === "completed" ? aUsage() : unknownUsage, error }]];
}

function words(text: string): string[] {
  return text.match(/\s*\S+\s*?/g) ?? [];
}

interface ThoughtOptions {
  form?: ReasoningForm;
  seal?: Seal;
  isCut?: true;
  isLeftOpen?: boolean;
}

export function thought(partId: string, text: string, { form = "full", seal, isCut, isLeftOpen }: ThoughtOptions = {}): Beat[] {
  const deltas = words(text).map((delta): Beat => [40, { type: "reasoning-delta", partId, delta }]);
  const ending: Draft = { type: "reasoning-end", partId, ...(seal && { seal }), ...(isCut && { isCut }) };
  return [[2, { type: "reasoning-start", partId, form }], ...deltas, ...(isLeftOpen ? [] : [[2, ending] satisfies Beat])];
}

export function answer(partId: string, text: string, { isLeftOpen, seal }: ThoughtOptions = {}): Beat[] {
  const deltas = words(text).map((delta): Beat => [30, { type: "text-delta", partId, delta }]);
  const ending: Beat[] = isLeftOpen ? [] : [[2, { type: "text-end", partId, ...(seal && { seal }) }]];
  return [[2, { type: "text-start", partId }], ...deltas, ...ending];
}

export function call(partId: string, callId: string, name: string, args: unknown, seal?: Seal): Beat {
  return [10, { type: "tool-call", partId, callId, name, args, ...(seal && { seal }) }];
}

/** A call as it is written: its name, then its arguments in pieces. */
export function writtenCall(partId: string, callId: string, name: string, args: Record<string, unknown>): Beat[] {
  const text = JSON.stringify(args);
  const middle = Math.ceil(text.length / 2);
  return [
    [10, { type: "tool-input-start", partId, callId, name }],
    [30, { type: "tool-input-delta", partId, delta: text.slice(0, middle) }],
    [30, { type: "tool-input-delta", partId, delta: text.slice(middle) }],
    call(partId, callId, name, args),
  ];
}

export function toolStart(callId: string, afterMs = 2): Beat {
  return [afterMs, { type: "tool-start", callId, attempt: 1 }];
}

export const cutError: RunError = {
  code: "provider-cut",
  message: "The connection to the provider broke before the answer was complete.",
  suggestion: "Retry to ask again.",
  retryable: true,
};

export const testSeal: Seal = {
  issuer: "openai https://api.openai.com/v1 gpt-5 3f2a91c07be4d856",
  data: { itemId: "rs_1", encrypted: "c2VhbGVk" },
};

export const plan = "**Working it out**\n\nSeven times six is forty-two. That is easy.";
export const result = "Seven times six is **42**.";
