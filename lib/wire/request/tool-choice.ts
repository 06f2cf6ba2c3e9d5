/** Owns: whether what a client says of which tool is to be used can be held to. */
import { AppError } from "#lib/core/errors.ts";
import type { CallSettings, ClientTool } from "#lib/reasoning/brief.ts";

/** What is wrong with it beside these tools, to follow the field's name; null: nothing. */
export function faultOfChoice(choice: CallSettings["toolChoice"], tools: readonly ClientTool[]): string | null {
  if (choice === "required" && tools.length === 0) return "requires a tool, but there are no tools";
  const isThere = typeof choice !== "object" || tools.some(({ name }) => name === choice.name);
  return isThere ? null : "names a tool that is not among tools";
}

/** Throws AppError bad-request for a choice among tools that are not there. */
export function checkChoice(choice: CallSettings["toolChoice"], tools: readonly ClientTool[], field: string): void {
  const fault = faultOfChoice(choice, tools);
  if (fault !== null) throw new AppError("bad-request", { field, message: `${field} ${fault}.` });
}
