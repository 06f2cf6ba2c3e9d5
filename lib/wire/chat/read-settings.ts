/** Owns: the tools and the settings of a request in our own words. */
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";
import { readClientTools } from "../request/read-client-tools.ts";
import { saidSettings } from "../request/said-settings.ts";
import { checkChoice } from "../request/tool-choice.ts";
import type { ChatRequestBody } from "./request-body.ts";

/** Throws AppError bad-request for two tools of one name. */
export function readTools({ tools }: ChatRequestBody): ClientTool[] {
  const declared = (tools ?? []).map(({ function: { parameters, ...tool } }) => ({ ...tool, schema: parameters }));
  return readClientTools(declared, "function.name");
}

/** Throws AppError bad-request for a choice among tools that are not there. */
export function readSettings(body: ChatRequestBody, tools: readonly ClientTool[]): CallSettings {
  const stop = typeof body.stop === "string" ? [body.stop] : (body.stop ?? []);
  return saidSettings({
    temperature: body.temperature,
    topP: body.top_p,
    presencePenalty: body.presence_penalty,
    frequencyPenalty: body.frequency_penalty,
    seed: body.seed,
    stop: stop.length > 0 ? stop : undefined,
    toolChoice: readChoice(body.tool_choice, tools),
    parallelToolCalls: body.parallel_tool_calls,
    responseFormat: readResponseFormat(body.response_format),
  });
}

/** No model writes more; clients that want no limit send what comes to their mind. */
const mostOutputLimit = 1_000_000;

/** Tokens of the answer, thinking included. The newer name wins. */
export function readOutputLimit({ max_completion_tokens, max_tokens }: ChatRequestBody): number | null {
  const limit = max_completion_tokens ?? max_tokens ?? null;
  return limit === null ? null : Math.min(limit, mostOutputLimit);
}

function readChoice(choice: ChatRequestBody["tool_choice"], tools: readonly ClientTool[]): CallSettings["toolChoice"] {
  const read = typeof choice === "object" && choice !== null ? { name: choice.function.name } : (choice ?? undefined);
  checkChoice(read, tools, "tool_choice");
  return read;
}

function readResponseFormat(format: ChatRequestBody["response_format"]): CallSettings["responseFormat"] {
  switch (format?.type) {
    case "json_object":
      return { type: "json-object" };
    case "json_schema": {
      const { name, schema, strict } = format.json_schema;
      return { type: "json-schema", name, schema: schema ?? {}, ...(typeof strict === "boolean" && { strict }) };
    }
    default:
      return undefined;
  }
}
