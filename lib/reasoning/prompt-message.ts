/** Owns: what a model is shown of the path, before any provider's own shape. Made by `prompt.ts`, read by `lib/models`. */
import type { Seal } from "./event.ts";

/**
 * What is in here is to be sent: a thought with a seal by its seal, one without by its text. A request that cannot carry
 * a part is a mistake of the model's `ReplayPolicy`, for the replay ledger has already said that it was sent.
 */
export type PromptPart =
  | { kind: "reasoning"; text: string; seal: Seal | null }
  | { kind: "text"; text: string; seal: Seal | null }
  | { kind: "tool-call"; callId: string; name: string; args: unknown; seal: Seal | null };

/** A picture in a question. */
export interface PromptImage {
  /** image/png, image/jpeg, image/gif or image/webp. */
  mediaType: string;
  /** Base64. */
  data: string;
}

export type PromptMessage =
  /** At most one, and the first. */
  | { role: "system"; text: string }
  | { role: "user"; text: string; images?: readonly PromptImage[] }
  | { role: "assistant"; parts: PromptPart[] }
  | { role: "tool"; callId: string; name: string; result: unknown; isError: boolean }
  /** Always last: thinking of this very turn that was cut short. The answer is to be made from it, without thinking anew. */
  | { role: "unfinished-thought"; text: string };

/** Which earlier thoughts a model takes back. */
export interface ReplayPolicy {
  /** Who its seals are from; only seals of an equal issuer go back. */
  issuer: string;
  /** Thoughts as readable text: never, only in a message that also calls tools, or always. */
  text: "never" | "tool-calls" | "always";
  /** Whether sealed thoughts, texts and calls go back. */
  takesSeals: boolean;
}
