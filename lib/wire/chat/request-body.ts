/** Owns: the shape of a chat completions request. Fields that are not named here are taken and say nothing; null says nothing too. */
import { z } from "zod";
import { toolName } from "../request/read-client-tools.ts";
import { requestMessage } from "./request-message.ts";

const schema = z.record(z.string(), z.unknown());

const tool = z.looseObject({
  type: z.literal("function", { error: 'only tools of type "function" are known' }),
  function: z.looseObject({ name: toolName, description: z.string().nullish(), parameters: schema.nullish() }),
});

const toolChoice = z.union(
  [
    z.enum(["none", "auto", "required"]),
    z.looseObject({ type: z.literal("function"), function: z.looseObject({ name: z.string() }) }),
  ],
  { error: 'expected "none", "auto", "required" or {"type": "function", "function": {"name": …}}' },
);

const responseFormat = z.discriminatedUnion(
  "type",
  [
    z.looseObject({ type: z.literal("text") }),
    z.looseObject({ type: z.literal("json_object") }),
    z.looseObject({
      type: z.literal("json_schema"),
      json_schema: z.looseObject({ name: toolName, schema: schema.nullish(), strict: z.boolean().nullish() }),
    }),
  ],
  { error: "expected a type of text, json_object or json_schema" },
);

/** Of another kind of answer, and of an older way to call functions. */
const notTaken = (why: string) => z.null({ error: why }).optional();
const oldFunctions = notTaken("functions of the old kind are not taken, use tools and tool_choice");

export const chatRequestBody = z.looseObject({
  model: z.string().nullish(),
  messages: z.array(requestMessage).min(1, "expected at least one message"),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.literal(1, { error: "one request gets one answer, so n must be 1" }).nullish(),

  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)], { error: "expected a text, or a list of at most 4" }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  response_format: responseFormat.nullish(),

  tools: z.array(tool).max(128, "expected at most 128 tools").nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  functions: oldFunctions,
  function_call: oldFunctions,

  reasoning_effort: z.string().nullish(),
  reasoning: z
    .looseObject({
      effort: z.string().nullish(),
      max_tokens: z.int().min(0).nullish(),
      enabled: z.boolean().nullish(),
      exclude: z.boolean().nullish(),
    })
    .nullish(),
  include_reasoning: z.boolean().nullish(),
  reasoning_format: z.string().nullish(),

  metadata: z.record(z.string(), z.unknown()).nullish(),
  modalities: z.array(z.literal("text", { error: "answers are text only" })).nullish(),
  audio: notTaken("answers are text only"),
});

export type ChatRequestBody = z.infer<typeof chatRequestBody>;
