import type { Action, ThoughtField, WireError, WireFinish, WireUsage } from "./scenario.ts";

/** One stream in the making: each call gives the frames to send, complete with their blank lines. */
export interface Wire {
  /** Where it is not `text/event-stream`. */
  contentType?: string;
  begin(): string[];
  thought(token: string, field: ThoughtField): string[];
  /** Before each thought action: Responses begins another summary part. */
  newThought(field: ThoughtField): string[];
  /** `phase`: what the message is said to be, on wires that say so. */
  text(token: string, phase?: string): string[];
  sealed(): string[];
  error(error: Action & { kind: "error" }): string[];
  /** A thought withheld for safety, where the format has a word for it. */
  redacted?(): string[];
  toolCall?(call: Action & { kind: "tool" }): string[];
  /** One piece of JSON as it is, where it is not a `data:` line. */
  raw?(data: string): string[];
  finish(reason: WireFinish, usage: WireUsage | null): string[];
  /** The body of a refusal, where it is not OpenAI's. */
  refusal?(status: number, error: WireError): object;
}
