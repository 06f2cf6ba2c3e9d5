/** Owns: a chat completions request as what is asked of the gateway and how the answer is to be told. */
import type { ReasoningFormat } from "#lib/core/exposure.ts";
import type { Ask } from "../request/ask.ts";
import type { ReadImage } from "../request/image-reader.ts";
import { readMessages } from "./read-messages.ts";
import { readOutputLimit, readSettings, readTools } from "./read-settings.ts";
import { readEffort, readFormat } from "./read-wishes.ts";
import type { ChatRequestBody } from "./request-body.ts";

export interface ChatRequest {
  ask: Ask;
  isStream: boolean;
  includesUsage: boolean;
  /** Undefined: as is usual for whoever asks. */
  format: ReasoningFormat | "off" | undefined;
}

export interface ReadOptions {
  /** The format that is usual for whoever asks. */
  usualFormat: ReasoningFormat;
  readImage: ReadImage;
}

/** Throws AppError bad-request, naming the field. What `readImage` throws goes on. */
export async function readChatRequest(
  body: ChatRequestBody,
  headers: Headers,
  { usualFormat, readImage }: ReadOptions,
): Promise<ChatRequest> {
  const tools = readTools(body);
  const settings = readSettings(body, tools);
  const format = readFormat(body, headers, usualFormat);
  const effort = readEffort(body);
  const { messages, instructions } = await readMessages(body.messages, readImage);
  return {
    ask: {
      surface: "chat-completions",
      messages,
      instructions,
      modelId: body.model ?? null,
      effort,
      outputLimit: readOutputLimit(body),
      mostSteps: null,
      timeZone: null,
      tools,
      settings,
      threadId: readThread(body, headers),
      idempotencyKey: headers.get("idempotency-key") || null,
    },
    isStream: body.stream ?? false,
    includesUsage: body.stream_options?.include_usage ?? false,
    format,
  };
}

/**
 * The client's own name for the conversation. `user` is none: clients send the same for all conversations of a person, and these
 * would become one.
 */
function readThread({ metadata }: ChatRequestBody, headers: Headers): string | null {
  const named = [headers.get("x-session-id"), metadata?.thread_id, metadata?.session_id, metadata?.conversation_id];
  return named.find((name): name is string => typeof name === "string" && name !== "") ?? null;
}
