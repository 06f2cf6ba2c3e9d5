/** Owns: the tools and the settings of a request in our own words. */
import { AppError } from "#lib/core/errors.ts";
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";
import type { ChatRequestBody } from "./request-body.ts";

/** Throws AppError bad-request for two tools of one name. */
export function readTools({ tools }: ChatRequestBody): ClientTool[] {
  const names = new Set<string>();
  return (tools ?? []).map(({ function: { name, description, parameters } }, index) => {
    if (names.has(name)) throw wrong(`tools.${index}.function.name`, `There are two tools of the name ${name}.`);
    names.add(name);
    return { name, description: description ?? "", inputSchema: { type: "object", ...parameters } };
  });
}

/** Throws AppError bad-request for a choice among tools that are not there. */
export function readSettings(body: ChatRequestBody, tools: readonly ClientTool[]): CallSettings {
  const stop = typeof body.stop === "string" ? [body.stop] : (body.stop ?? []);
  return withoutUnsaid({
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

function readChoice(
  choice: ChatRequestBody["tool_choice"],
  tools: readonly ClientTool[],
): CallSettings["toolChoice"] | undefined {
  if (choice === null || choice === undefined) return undefined;
  if (typeof choice !== "string") {
    const { name } = choice.function;
    if (!tools.some((tool) => tool.name === name))
      throw wrong("tool_choice", "tool_choice names a tool that is not among tools.");
    return { name };
  }
  if (choice === "required" && tools.length === 0)
    throw wrong("tool_choice", "tool_choice requires a tool, but there are no tools.");
  return choice;
}

function readResponseFormat(format: ChatRequestBody["response_format"]): CallSettings["responseFormat"] | undefined {
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

type Said = { [Name in keyof CallSettings]: CallSettings[Name] | null | undefined };

function withoutUnsaid(settings: Said): CallSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined));
}

function wrong(field: string, message: string): AppError {
  return new AppError("bad-request", { field, message });
}
