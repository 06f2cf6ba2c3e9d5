/** Owns: what is told of a tool while it is used. Pure. */
import type { ToolPart } from "#lib/reasoning/view.ts";

/** `isOpen`: words that come from the model or from the tool may be told. */
export function detailsOfCall(part: ToolPart, isOpen: boolean): Record<string, unknown> {
  const { args, server } = part;
  const given = isOpen && typeof args === "object" && args !== null && !Array.isArray(args) ? { ...args } : {};
  return { tool: knownName(part, isOpen), server, ...given };
}

export function detailsOfOutcome(part: ToolPart, isOpen: boolean): Record<string, unknown> {
  const { state, result, error, ranAt, endedAt } = part;
  const took = ranAt === null || endedAt === null ? {} : { took_ms: endedAt - ranAt };
  const base = { tool: knownName(part, isOpen), server: part.server, ...took };
  if (!isOpen) return base;
  return state === "failed" ? { ...base, error } : { ...base, result };
}

/** A tool that there is; a name that the model made up is the model's word. */
export function knownName({ title, name, server }: ToolPart, isOpen: boolean): string {
  if (title !== null) return title;
  return isOpen || server !== null ? name : "a tool";
}
