/** Owns: looking into what a server sent, of which nothing is certain. Pure. */
import { parseJson } from "#lib/core/parse-json.ts";

export type Wire = Record<string, unknown>;

export function recordOf(value: unknown): Wire {
  return typeof value === "object" && value !== null ? (value as Wire) : {};
}

export function listAt(value: Wire, name: string): Wire[] {
  const list = value[name];
  return Array.isArray(list) ? list.map(recordOf) : [];
}

/** Empty when it is not a string. */
export function wordAt(value: Wire, name: string): string {
  const word = value[name];
  return typeof word === "string" ? word : "";
}

export function numberAt(value: Wire, name: string): number | null {
  const number = value[name];
  return typeof number === "number" ? number : null;
}

/** Arguments of a tool: the object they are, or the text as it came when it is none. */
export function argumentsOf(given: unknown): unknown {
  if (typeof given !== "string") return given ?? {};
  if (given.trim() === "") return {};
  try {
    return parseJson(given);
  } catch {
    // The text as it came says more than nothing.
    return given;
  }
}
