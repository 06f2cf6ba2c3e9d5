/**
 * Owns: what a server of the chat format wants back unmodified, under the names of the fields it came in.
 * `chat-stream.ts` makes these seals, `chat-request.ts` sends them.
 */
import { z } from "zod";

/**
 * On a thought: its entries of the message's list, whole and in order. OpenRouter and MiniMax call the list
 * `reasoning_details`, LiteLLM `thinking_blocks`. A message carries the entries of all its thoughts, joined.
 */
export const chatThoughtSeal = z.object({
  reasoning_details: z.array(z.unknown()).optional(),
  thinking_blocks: z.array(z.unknown()).optional(),
});
export type ChatThoughtSeal = z.infer<typeof chatThoughtSeal>;

/** On a call or a text: what Gemini's compatible endpoint put beside it, its thought signature. */
export const chatExtraSeal = z.object({ extra_content: z.record(z.string(), z.unknown()) });
export type ChatExtraSeal = z.infer<typeof chatExtraSeal>;
