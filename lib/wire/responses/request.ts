/**
 * Owns: the body of a request for a response. What cannot be done is refused by name; what changes nothing here (`user`,
 * `service_tier`, …) is passed over.
 */
import { z } from "zod";
import { type Effort, efforts } from "#lib/core/effort.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";
import { saidSettings } from "../request/said-settings.ts";
import { faultOfChoice } from "../request/tool-choice.ts";
import type { AnswerShape } from "./answer-shape.ts";
import { type InputItem, inputItem } from "./input-item.ts";
import { textFormat, tool, toolChoice } from "./request-tools.ts";

export interface ResponsesRequest {
  modelId: string | null;
  effort: Effort | null;
  outputLimit: number | null;
  instructions: string | null;
  items: InputItem[];
  previousResponseId: string | null;
  isStreamed: boolean;
  tools: ClientTool[];
  settings: CallSettings;
  shape: AnswerShape;
}

/** More is as much as there is. */
const mostOutputTokens = 1_000_000;

const flag = z.boolean().nullish();
const between = (least: number, most: number) => z.number().min(least).max(most).nullish();
/** A thing of OpenAI's that there is none of here. */
const absent = (sentence: string) => z.null(sentence).optional();

const effort = z
  .enum(["none", ...efforts])
  .nullish()
  .transform((word): Effort | null => (word === "none" ? "off" : (word ?? null)));

const reasoning = z.object({
  effort,
  summary: z.enum(["auto", "concise", "detailed"]).nullish(),
  generate_summary: z.enum(["auto", "concise", "detailed"]).nullish(),
  /** True: no thoughts in the answer. */
  exclude: flag,
  mode: z.literal("standard", "only the standard mode is there").nullish(),
});

const metadata = z
  .record(z.string().max(64), z.string().max(512))
  .refine((all) => Object.keys(all).length <= 16, "more than 16 entries");

/** Makes items of thoughts word for word; ours. */
const rawThoughts = "reasoning.content";
const sealedThoughts = "reasoning.encrypted_content";

const fields = z.object({
  model: z.string().min(1).nullish(),
  input: z.unknown().transform(readInput),
  instructions: z.string().nullish(),
  previous_response_id: z.string().min(1).nullish(),
  store: flag,
  stream: flag,
  background: flag,
  reasoning: reasoning.nullish(),
  include: z
    .array(z.string())
    .nullish()
    .refine((all) => !all?.includes("message.output_text.logprobs"), "there are no log probabilities here"),
  /** Both as other servers spell `reasoning.exclude`. */
  include_reasoning: flag,
  reasoning_format: z.string().nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  temperature: between(0, 2),
  top_p: between(0, 1),
  presence_penalty: between(-2, 2),
  frequency_penalty: between(-2, 2),
  tools: z.array(tool).max(128).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: flag,
  text: z.object({ format: textFormat.nullish() }).nullish(),
  metadata: metadata.nullish(),
  top_logprobs: z.literal(0, "there are no log probabilities here").nullish(),
  conversation: absent("conversations are continued with previous_response_id or by sending what was said"),
  prompt: absent("there are no stored prompts here; send instructions and input"),
  context_management: absent("nothing is left out of a conversation by itself"),
  moderation: absent("there is no moderation here"),
});

export const responsesRequest: z.ZodType<ResponsesRequest> = fields.transform((body, context) => {
  const tools = body.tools ?? [];
  const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
  if (new Set(tools.map(({ name }) => name)).size < tools.length) refuse("tools", "two tools have the same name");
  const choice = body.tool_choice ?? undefined;
  const choiceFault = faultOfChoice(choice, tools);
  if (choiceFault !== null) refuse("tool_choice", choiceFault);
  if (body.background && body.store === false) refuse("background", "an answer in the background has to be stored");
  if (body.input.length === 0) refuse("input", "nothing is asked");
  const include = body.include ?? [];
  const summary = body.reasoning?.summary ?? body.reasoning?.generate_summary ?? null;
  return {
    modelId: body.model ?? null,
    effort: body.reasoning?.effort ?? null,
    outputLimit: body.max_output_tokens == null ? null : Math.min(body.max_output_tokens, mostOutputTokens),
    instructions: body.instructions || null,
    items: body.input,
    previousResponseId: body.previous_response_id ?? null,
    isStreamed: body.stream === true,
    tools,
    settings: saidSettings({
      temperature: body.temperature,
      topP: body.top_p,
      presencePenalty: body.presence_penalty,
      frequencyPenalty: body.frequency_penalty,
      toolChoice: choice,
      parallelToolCalls: body.parallel_tool_calls,
      responseFormat: body.text?.format,
    }),
    shape: {
      isStored: body.store !== false,
      isBackground: body.background === true,
      exposure: wishOf(body),
      // Never both for the same thought.
      isRaw: include.includes(rawThoughts) && summary === null,
      isSealed: include.includes(sealedThoughts),
      effort: body.reasoning?.effort ?? null,
      summary,
      maxOutputTokens: body.max_output_tokens ?? null,
      previousResponseId: body.previous_response_id ?? null,
      metadata: body.metadata ?? {},
    },
  };
});

function readInput(value: unknown, context: z.core.$RefinementCtx<unknown>): InputItem[] {
  if (typeof value === "string") return [{ kind: "message", role: "user", id: null, text: value, imageUrls: [] }];
  const parsed = z.array(inputItem, "expected a text or a list of items").safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) context.addIssue({ code: "custom", path: issue.path, message: issue.message });
  return [];
}

function wishOf(body: Pick<z.infer<typeof fields>, "reasoning" | "include_reasoning" | "reasoning_format">): Exposure {
  const isHidden = body.reasoning_format === "hidden" || body.reasoning_format === "none";
  return body.reasoning?.exclude === true || body.include_reasoning === false || isHidden ? "none" : "full";
}
