/** Owns: what a model is shown of the path, before any provider's own shape. Made by `prompt.ts`, read by `lib/models`. */
import type { Seal } from "./event.ts";

export type PromptPart =
  | { kind: "reasoning"; text: string; seal: Seal | null }
  | { kind: "text"; text: string }
  | { kind: "tool-call"; callId: string; name: string; args: unknown };

export type PromptMessage =
  | { role: "user"; text: string }
  | { role: "assistant"; parts: PromptPart[] }
  | { role: "tool"; callId: string; name: string; result: unknown; isError: boolean };
