/** Owns: telling a function call from a text in a message of the assistant. */
import { parseJson } from "#lib/core/parse-json.ts";

export interface SaidCall {
  name: string;
  args: Record<string, unknown>;
}

/** Null: it is no call. A call is an object, the JSON of one, or the JSON of that. */
export function readFunctionCall(content: unknown): SaidCall | null {
  const value = typeof content === "string" ? parsed(parsed(content)) : content;
  if (typeof value !== "object" || value === null || !("function" in value) || typeof value.function !== "string") return null;
  const args = "input_arguments" in value ? value.input_arguments : undefined;
  if (typeof args !== "object" || args === null || Array.isArray(args)) return null;
  return { name: value.function, args: args as Record<string, unknown> };
}

/** What is no JSON stays as it is. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*["{]/.test(value)) return value;
  try {
    return parseJson(value);
  } catch {
    // A text that only looks like JSON is a text.
    return value;
  }
}
