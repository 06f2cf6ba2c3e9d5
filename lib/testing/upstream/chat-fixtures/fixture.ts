/** Owns: the shape of an answer of a chat server as it was on the wire, and what is to be read from it. */
import type { ReasoningForm } from "#lib/reasoning/event.ts";

/** Text of a part, of a call its name and arguments. `seal` is what has to go back. */
export type ReadPart =
  | { kind: ReasoningForm | "text"; text: string; seal?: unknown; isCut?: true }
  | { kind: "call"; name: string; args: unknown; callId?: string; seal?: unknown };

export interface ChatFixture {
  /** Server, and what is special about this answer. */
  name: string;
  modelId: string;
  startsInside?: true;
  contentType: string;
  body: string;
  parts: ReadPart[];
  finish: "stop" | "tool-calls" | "length";
  usage: { input: number; output: number; reasoning: number | null; cached: number | null } | null;
}

export const eventStream = "text/event-stream; charset=utf-8";

/** Chunks as a stream of events; strings are lines as they are. `envelope` is around each choice. */
export function streamOf(
  envelope: Record<string, unknown>,
  chunks: readonly (object | string)[],
  { newline = "\n", done = true }: { newline?: string; done?: boolean } = {},
): string {
  const lines = chunks.map((chunk) => (typeof chunk === "string" ? chunk : `data: ${JSON.stringify({ ...envelope, ...chunk })}`));
  return [...lines, ...(done ? ["data: [DONE]"] : [])].map((line) => line + newline + newline).join("");
}

/** A chunk with one choice. */
export function delta(value: object, finish: string | null = null, more: object = {}): object {
  return { choices: [{ index: 0, delta: value, logprobs: null, finish_reason: finish }], ...more };
}
