/** Owns: what a client asks, whatever its protocol: made by the readers of requests, taken by `lib/gateway`. */
import type { Effort } from "#lib/core/effort.ts";
import type { Surface } from "#lib/core/surface.ts";
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";

/** A call of a tool, of a client's own or told of from elsewhere. */
export interface AskCall {
  callId: string;
  name: string;
  args: unknown;
}

export type AskMessage =
  | { role: "user"; text: string; images?: PromptImage[] }
  /** Thoughts that a client brings are not in here: what is needed of them is in the log. */
  | { role: "assistant"; text: string; calls: AskCall[] }
  | { role: "tool"; callId: string; text: string; isError: boolean };

export interface Ask {
  surface: Exclude<Surface, "page">;
  /** The whole conversation as the client tells it; the last message is a user's or a tool's. */
  messages: AskMessage[];
  /** Null: none. */
  instructions: string | null;
  /** `connection/model`; null: what its conversation used last, else the person's own choice. */
  modelId: string | null;
  /** Null: as `modelId`. */
  effort: Effort | null;
  outputLimit: number | null;
  mostSteps: number | null;
  timeZone: string | null;
  tools: ClientTool[];
  settings: CallSettings;
  /** Kept in the brief, of a run that is resumed as well. */
  answerShape?: Record<string, unknown>;
  /** The client's own name for the conversation; null: it is recognised by what was said. */
  threadId: string | null;
  /** One message is what is new in the conversation of that name, and not all that was said. True of a WebSocket without saying so. */
  isNewestOnly?: boolean;
  /** With that: the question is one of before, to be answered once more: that of this run, or the newest. */
  regenerates?: { runId: string | null };
  /** The run it replies to, where the client names it (`previous_response_id`). `messages` then hold what is new only. */
  parentRunId?: string;
  /** The same key again gives the same run. */
  idempotencyKey: string | null;
}
