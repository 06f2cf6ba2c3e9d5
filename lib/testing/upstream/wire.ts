import type { Action, ThoughtField, WireUsage } from "./scenario.ts";

/** One stream in the making: each call gives the frames to send, complete with their blank lines. */
export interface Wire {
  begin(): string[];
  thought(token: string, field: ThoughtField): string[];
  /** Before each thought action: Responses begins another summary part. */
  newThought(field: ThoughtField): string[];
  text(token: string): string[];
  sealed(): string[];
  error(error: Action & { kind: "error" }): string[];
  finish(reason: "stop" | "length" | "content-filter", usage: WireUsage | null): string[];
}
