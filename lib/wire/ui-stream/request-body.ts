/** Owns: the shape of what `useChat` and its transport send, and what may be added. Fields that are not named here are taken and say nothing. */
import { z } from "zod";
import { efforts } from "#lib/core/effort.ts";
import { exposures } from "#lib/core/exposure.ts";
import { toolName } from "../request/read-client-tools.ts";

const approval = z.looseObject({ id: z.string(), approved: z.boolean().optional(), reason: z.string().nullish() });

/** Parts of kinds that are not named here say nothing to a model. */
const part = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  mediaType: z.string().optional(),
  toolName: z.string().optional(),
  toolCallId: z.string().optional(),
  state: z.string().optional(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  errorText: z.string().nullish(),
  preliminary: z.boolean().nullish(),
  approval: approval.nullish(),
});

const message = z.looseObject({
  id: z.string().optional(),
  role: z.enum(["system", "user", "assistant"], { error: "expected a role of system, user or assistant" }),
  parts: z.array(part, { error: "expected the parts of a UI message" }),
});

const tool = z.looseObject({
  name: toolName,
  description: z.string().nullish(),
  inputSchema: z.record(z.string(), z.unknown()).nullish(),
});

export const uiRequestBody = z
  .looseObject({
    id: z.string().min(1, "expected the id of the chat"),
    messages: z.array(message).min(1, "expected at least one message").optional(),
    /** In place of `messages`, from clients that send only what is new. */
    message: message.optional(),
    trigger: z.enum(["submit-message", "regenerate-message"]).nullish(),
    messageId: z.string().nullish(),

    modelId: z.string().nullish(),
    effort: z.enum(efforts).nullish(),
    exposure: z.enum(exposures).nullish(),
    instructions: z.string().nullish(),
    outputLimit: z.int().min(1).nullish(),
    timeZone: z.string().nullish(),
    tools: z.array(tool).max(128, "expected at most 128 tools").nullish(),
    toolChoice: z.union([z.enum(["auto", "none", "required"]), z.looseObject({ name: z.string() })]).nullish(),
  })
  .refine((body) => body.messages !== undefined || body.message !== undefined, {
    path: ["messages"],
    error: "expected messages",
  });

export type UiRequestBody = z.infer<typeof uiRequestBody>;
export type UiMessage = z.infer<typeof message>;
export type UiPart = z.infer<typeof part>;
