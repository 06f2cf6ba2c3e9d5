/** Owns: what a tool is, to the loop that runs it and to the model that is told of it. */
import type { z } from "zod";
import type { Clock } from "#lib/core/clock.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { ToolEffect, ToolShown } from "#lib/reasoning/tool-shown.ts";

export interface Tool<Input = never> {
  /** Letters, digits, `_` and `-`, at most 64; tools of a server are called `server__tool`. */
  name: string;
  /** For people. */
  title: string;
  /** For people, one line. */
  purpose: string;
  /** For the model. */
  description: string;
  /** Arguments are checked with it before the tool runs; what does not fit goes back to the model as an error. */
  input: z.ZodType<Input>;
  /** The same as JSON Schema, for the model. */
  inputSchema: Record<string, unknown>;
  effect: ToolEffect;
  timeoutMs: number;
  /** The server it comes from; null for those that come with the application. */
  server: { id: string; name: string } | null;
  /** This call in one line, for a person who watches or is asked: "17 × 24". */
  say(input: Input): string;
  /** Throws ToolFailure with a sentence the model can act on; anything else it throws is a defect, and is told as such. */
  run(input: Input, context: ToolContext): Promise<ToolOutput>;
}

/** A tool whatever its input, as lists hold it. Only `runTool`, which checks the arguments with `input`, may call its `run`. */
export type AnyTool = Omit<Tool<never>, "input"> & { input: z.ZodType };

export interface ToolContext {
  viewer: Viewer;
  conversationId: string;
  runId: string;
  /** Fires when the run is stopped or the tool's time is up. */
  signal: AbortSignal;
  clock: Clock;
  /** The person's IANA time zone; `UTC` when unknown. */
  timeZone: string;
  /** Output as it comes: console lines. */
  write(text: string): void;
  /** `total` null: unknown. */
  progress(done: number, total: number | null, message: string | null): void;
  /** A page or document that the result draws on. */
  source(url: string, title: string | null): void;
}

export interface ToolOutput {
  /** What the model is given; shortened by the loop where it is long. A JSON value. */
  result: unknown;
  /** How a person is shown it; absent: `result` as JSON or text. */
  shown?: ToolShown;
}

const mark = Symbol.for("aloud.ToolFailure");

/** Something that the model may repair: wrong arguments, a page that is not there. The sentence is shown to model and person. */
export class ToolFailure extends Error {
  readonly [mark] = true;

  /** `instanceof` holds across the two copies of this module that one process may hold (see `remember.ts`). */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return typeof error === "object" && error !== null && mark in error;
  }
}
