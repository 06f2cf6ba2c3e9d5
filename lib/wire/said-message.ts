/** Owns: what a client tells of a conversation, of the shape that the gateway takes. */
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";

export type SaidMessage =
  | { role: "user"; text: string; images?: PromptImage[] }
  | { role: "assistant"; text: string; calls: { callId: string; name: string; args: unknown }[] }
  | { role: "tool"; callId: string; text: string; isError: boolean };
