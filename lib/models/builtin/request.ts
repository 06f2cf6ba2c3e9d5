/** Owns: reading a request to the Responses endpoint, and refusing it in OpenAI's error shape. */
import { z } from "zod";
import type { Effort } from "#lib/core/effort.ts";
import { type Input, inputSchema, readInput } from "./input-items.ts";
import { type Refusal, refusal } from "./refusal.ts";

export const modelName = "reasoner";

export interface Ask extends Input {
  effort: Effort;
  isStream: boolean;
  maxOutputTokens: number | null;
  /** Names of the functions that may be called now, with the names of their parameters. */
  offered: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether calls may be made side by side. */
  mayCallSeveral: boolean;
  /** Whether thoughts are to go out in a form that may come back. */
  wantsSeals: boolean;
  /** What it said about tools, as it came. */
  tools: { tools: unknown[]; tool_choice: string; parallel_tool_calls: boolean };
}

const wireEfforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
const declaration = z.looseObject({
  type: z.literal("function"),
  name: z.string(),
  parameters: z.looseObject({ properties: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

const schema = z.object({
  model: z.string(),
  input: inputSchema,
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().int().min(1).nullish(),
  reasoning: z.looseObject({ effort: z.enum(wireEfforts).nullish() }).nullish(),
  include: z.array(z.string()).nullish(),
  tools: z.array(declaration).nullish(),
  tool_choice: z.enum(["auto", "none"]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
});

/** Reads the body of `POST …/responses`. */
export function readAsk(body: string): Ask | Refusal {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // Not JSON is an answer of its own, as for a real endpoint.
    return refusal(400, null, null, "We could not parse the JSON body of your request.");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = issue?.path.join(".") || null;
    const isMissing = param !== null && typeof json === "object" && json !== null && !(param in json) && !param.includes(".");
    return isMissing
      ? refusal(400, "missing_required_parameter", param, `Missing required parameter: '${param}'.`)
      : refusal(
          400,
          "invalid_type",
          param,
          `Invalid value${param ? ` for '${param}'` : ""}: ${issue?.message ?? "not understood"}.`,
        );
  }
  const ask = parsed.data;
  if (ask.model !== modelName && ask.model !== `builtin/${modelName}`) {
    return refusal(404, "model_not_found", "model", `The model '${ask.model.slice(0, 100)}' does not exist.`);
  }
  const input = readInput(ask.input);
  if ("status" in input) return input;
  const effort = ask.reasoning?.effort ?? "medium";
  const tools = ask.tools ?? [];
  const choice = ask.tool_choice ?? "auto";
  const mayCallSeveral = ask.parallel_tool_calls ?? true;
  return {
    ...input,
    texts: [ask.instructions ?? "", ...input.texts, ...tools.map((tool) => JSON.stringify(tool))],
    effort: effort === "none" ? "off" : effort,
    isStream: ask.stream ?? false,
    maxOutputTokens: ask.max_output_tokens ?? null,
    offered: new Map(
      choice === "none" ? [] : tools.map(({ name, parameters }) => [name, new Set(Object.keys(parameters?.properties ?? {}))]),
    ),
    mayCallSeveral,
    wantsSeals: ask.include?.includes("reasoning.encrypted_content") ?? false,
    tools: { tools, tool_choice: choice, parallel_tool_calls: mayCallSeveral },
  };
}
