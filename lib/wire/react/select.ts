/** Owns: which messages of a run a reader wants. The numbers of those it is given are the same in every choice. */
import type { RunBody, RunMessage } from "./server-message.ts";

export interface Choice {
  /** `token`: each growth of a thought or text as it comes. `step`: whole steps. */
  stream: "step" | "token";
  /** False: the answer alone, once it is whole. */
  hasReasoning: boolean;
}

export const usualChoice: Choice = { stream: "step", hasReasoning: true };

/** Null: not wanted. */
export function select(message: RunMessage, { stream, hasReasoning }: Choice): RunMessage | null {
  if (message.type === "reasoning_delta") return stream === "token" && hasReasoning ? message : null;
  if (message.type !== "reasoning_step" || hasReasoning) return message;
  const { v, run_id, seq } = message;
  const body = withoutReasoning(message.data);
  return body && { ...body, v, run_id, seq };
}

function withoutReasoning({ type, content, code = "internal", recoverable }: StepOf<RunBody>): RunBody | null {
  if (type === "final_answer") return { type: "response", content, data: { content } };
  if (type === "error" && !recoverable) return { type: "error", message: content, code, data: { message: content, code } };
  return null;
}

type StepOf<Body> = Body extends { type: "reasoning_step"; data: infer Data } ? Data : never;
