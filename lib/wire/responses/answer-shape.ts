/**
 * Owns: what of a request decides how its answer is told, and how that is kept with the question, so that an answer that is asked for again
 * is told the same way.
 */
import { z } from "zod";
import { efforts } from "#lib/core/effort.ts";
import { exposures } from "#lib/core/exposure.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import type { ResponseHead, ResponseTool, TextFormat, ToolChoice } from "./response.ts";

const shapeSchema = z.object({
  protocol: z.literal("responses"),
  isStored: z.boolean(),
  isBackground: z.boolean(),
  /** The most that the request wants to see of the thinking. */
  exposure: z.enum(exposures),
  /** Thoughts word for word, not as summaries. */
  isRaw: z.boolean(),
  /** Thoughts come with what the client may send back for them. */
  isSealed: z.boolean(),
  effort: z.enum(efforts).nullable(),
  summary: z.string().nullable(),
  maxOutputTokens: z.number().nullable(),
  previousResponseId: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
});

export type AnswerShape = Omit<z.infer<typeof shapeSchema>, "protocol">;

export function keepShape(shape: AnswerShape): Record<string, unknown> {
  return { protocol: "responses", ...shape };
}

/** Null: the question did not come as a response. */
export function readShape(brief: Brief | null): AnswerShape | null {
  const { data } = shapeSchema.safeParse(brief?.answerShape);
  if (data === undefined) return null;
  const { protocol: _, ...shape } = data;
  return shape;
}

/** `brief` is that of the answer, `shape` what it keeps. */
export function headOf(answer: { id: string; model: string }, shape: AnswerShape, brief: Brief): ResponseHead {
  const { temperature, topP, parallelToolCalls, toolChoice, responseFormat } = brief.settings ?? {};
  return {
    id: answer.id,
    object: "response",
    model: answer.model,
    background: shape.isBackground,
    instructions: brief.instructions ?? null,
    max_output_tokens: shape.maxOutputTokens,
    metadata: shape.metadata,
    parallel_tool_calls: parallelToolCalls ?? true,
    previous_response_id: shape.previousResponseId,
    reasoning: { effort: shape.effort === "off" ? "none" : shape.effort, summary: shape.summary },
    store: shape.isStored,
    temperature: temperature ?? null,
    text: { format: formatOf(responseFormat) },
    tool_choice: choiceOf(toolChoice),
    tools: (brief.tools ?? []).map(
      ({ name, description, inputSchema }): ResponseTool => ({
        type: "function",
        name,
        description,
        parameters: inputSchema,
        strict: null,
      }),
    ),
    top_p: topP ?? null,
    truncation: "disabled",
  };
}

type Settings = NonNullable<Brief["settings"]>;

function formatOf(format: Settings["responseFormat"]): TextFormat {
  if (format === undefined) return { type: "text" };
  if (format.type === "json-object") return { type: "json_object" };
  const { name, schema, strict = false } = format;
  return { type: "json_schema", name, schema, strict };
}

function choiceOf(choice: Settings["toolChoice"]): ToolChoice {
  return typeof choice === "object" ? { type: "function", name: choice.name } : (choice ?? "auto");
}
