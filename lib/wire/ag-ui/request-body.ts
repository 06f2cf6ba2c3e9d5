/** Owns: the shape of AG-UI's `RunAgentInput`. Fields that are not named here are taken and say nothing. */
import { z } from "zod";
import { efforts } from "#lib/core/effort.ts";
import { exposures } from "#lib/core/exposure.ts";
import { toolName } from "../request/read-client-tools.ts";

const source = z.looseObject({ type: z.string(), value: z.string().optional(), mimeType: z.string().nullish() });
const part = z.looseObject({ type: z.string(), text: z.string().optional(), source: source.optional() });
const content = z.union([z.string(), z.array(part)], { error: "expected a text or a list of parts" });
const id = z.string().optional();

const call = z.looseObject({
  id: z.string().min(1),
  function: z.looseObject({ name: z.string(), arguments: z.string().nullish() }),
});

const message = z.discriminatedUnion(
  "role",
  [
    z.looseObject({ id, role: z.literal("system"), content }),
    z.looseObject({ id, role: z.literal("developer"), content }),
    z.looseObject({ id, role: z.literal("user"), content }),
    z.looseObject({ id, role: z.literal("assistant"), content: content.nullish(), toolCalls: z.array(call).nullish() }),
    z.looseObject({ id, role: z.literal("tool"), toolCallId: z.string().min(1), content, error: z.string().nullish() }),
    z.looseObject({ id, role: z.literal("reasoning") }),
    z.looseObject({ id, role: z.literal("activity") }),
  ],
  { error: "expected a message whose role is system, developer, user, assistant, tool, reasoning or activity" },
);

const tool = z.looseObject({
  name: toolName,
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
});

/** What of `forwardedProps` is ours; the rest of it is anybody's. */
export const agUiWishes = z.looseObject({
  modelId: z.string().nullish(),
  effort: z.enum(efforts).nullish(),
  exposure: z.enum(exposures).nullish(),
  outputLimit: z.int().min(1).nullish(),
  timeZone: z.string().nullish(),
});

export const agUiRequestBody = z.looseObject({
  threadId: z.string().min(1, "expected the id of the thread"),
  runId: z.string().min(1, "expected the id of the run"),
  parentRunId: z.string().nullish(),
  messages: z.array(message),
  tools: z.array(tool).max(128, "expected at most 128 tools").nullish(),
  context: z.array(z.looseObject({ description: z.string(), value: z.string() })).nullish(),
  forwardedProps: z.unknown().optional(),
  resume: z.array(z.looseObject({ interruptId: z.string() })).nullish(),
});

export type AgUiRequestBody = z.infer<typeof agUiRequestBody>;
export type AgUiMessage = z.infer<typeof message>;
export type AgUiPart = z.infer<typeof part>;
