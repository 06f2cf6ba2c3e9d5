/** Owns: what a scripted Ollama server refuses in what callers may set and in pictures, as the real one does. */
import { z } from "zod";
import { base64 } from "./openai-rules.ts";

const request = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        role: z.enum(["system", "user", "assistant", "tool"]),
        content: z.string().optional(),
        images: z.array(base64).optional(),
      }),
    )
    .optional(),
  options: z
    .strictObject({
      num_predict: z.int(),
      temperature: z.number(),
      top_p: z.number(),
      presence_penalty: z.number(),
      frequency_penalty: z.number(),
      seed: z.int(),
      stop: z.array(z.string()),
    })
    .partial()
    .optional(),
  format: z.union([z.literal("json"), z.looseObject({ type: z.string() })]).optional(),
});

/** The message of its 400; null: it takes the request. */
export function ollamaObjection(body: unknown): string | null {
  const [issue] = request.safeParse(body).error?.issues ?? [];
  return issue ? `json: cannot unmarshal into Go struct field ChatRequest.${issue.path.join(".")}: ${issue.message}` : null;
}
