/** Owns: the shape of what Workspace posts when a person says what an answer was worth. */
import { z } from "zod";

const longText = z.string().nullish().catch(null);

export const feedbackRequest = z.object({
  vote: z.enum(["thumbs_up", "thumbs_down"]),
  tags: z.array(z.string().max(200)).max(50).nullish(),
  user_comment: z.string().max(20_000).nullish(),
  /** The answer that is meant, as Workspace has it. */
  ai_response: longText,
  user_prompt: longText,
  trace_id: longText,
});

export type FeedbackRequest = z.output<typeof feedbackRequest>;
