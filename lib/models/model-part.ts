/**
 * Owns: the parts in which any provider's answer is read, whatever its wire. Made in `providers/`, turned into drafts by
 * `part-reader.ts`. Keys tell parts of one answer apart; they may return for later parts, ids in the log are our own.
 */
import type { ReasoningForm } from "#lib/reasoning/event.ts";

export type ModelPart =
  /** The provider began to answer. `responseId`: its name for the answer, where it has one. */
  | { type: "response-start"; responseId?: string }
  /** `form`: where it is not the model's usual one. Without text and with form `sealed` or `redacted`, such a thought begins. */
  | { type: "reasoning-delta"; key: string; text: string; form?: ReasoningForm }
  /**
   * `seal` is what must go back to the same issuer; `covers` are the keys of earlier thoughts that it holds as well. With no
   * delta of that key before it, it is a thought without text.
   */
  | { type: "reasoning-end"; key: string; seal?: unknown; covers?: readonly string[]; form?: ReasoningForm }
  /** Tagged thoughts may still be in it, where the model may write tags. */
  | { type: "text-delta"; key: string; text: string }
  | { type: "text-end"; key: string; seal?: unknown }
  /** A piece of a call's arguments, as it arrives. */
  | { type: "tool-input"; callId: string; name: string; delta: string }
  /** The whole call. `args` is the parsed object, or the text as it came when it is not JSON. */
  | { type: "tool-call"; callId: string; name: string; args: unknown; seal?: unknown }
  | { type: "source"; url: string; title: string | null }
  /** The provider's own end. `reason`: stop, length, content-filter, tool-calls or other. `usage` as the provider wrote it. */
  | { type: "finish"; reason: "stop" | "length" | "content-filter" | "tool-calls" | "other"; usage: unknown }
  /** Nothing follows. */
  | { type: "error"; error: unknown };

/** A tool as a model is told of it. */
export interface ToolDeclaration {
  /** Letters, digits, `_` and `-`, at most 64. */
  name: string;
  description: string;
  /** JSON Schema of an object. */
  inputSchema: Record<string, unknown>;
}
