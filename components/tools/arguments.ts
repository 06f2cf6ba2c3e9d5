/** Owns: a call's arguments as they are read: while they are written, and once they are whole. Pure. */

import { tidyJson } from "./tidy-json.ts";

export interface ShownArguments {
  /** The only argument's name, where there is one and it is text; it is then shown as it is and not as JSON. */
  key: string | null;
  text: string;
  /** For colouring; null for plain text. */
  language: string | null;
  /** How much more there is than is shown. */
  leftOut: number;
}

const mostWritten = 20_000;

/** The arguments so far; of very long ones the end. Null before their first letter. */
export function writtenArguments(input: string): ShownArguments | null {
  if (input.trim() === "") return null;
  const only = /^\s*\{\s*"([^"\\]{1,60})"\s*:\s*"/.exec(input);
  const letters = only ? lettersOf(input.slice(only[0].length)) : null;
  const text = letters ?? input;
  const leftOut = Math.max(0, text.length - mostWritten);
  return { key: letters === null ? null : (only?.[1] ?? null), text: wellCut(text.slice(leftOut)), language: null, leftOut };
}

/** The letters of a string that is still being written, or null once something other than the end follows it. */
function lettersOf(quoted: string): string | null {
  const end = /(?<!\\)(?:\\\\)*"/.exec(quoted);
  if (end && !/^\s*\}?\s*$/.test(quoted.slice(end.index + end[0].length))) return null;
  const raw = end ? quoted.slice(0, end.index + end[0].length - 1) : quoted.replace(/\\(?:u[0-9a-f]{0,3})?$/i, "");
  try {
    return JSON.parse(`"${raw.replace(/\n/g, "\\n")}"`);
  } catch {
    // Not a string of JSON: it is shown as it was written.
    return null;
  }
}

/** Whole arguments; null where there are none. `most`: letters that are shown. */
export function wholeArguments(args: unknown, most = Number.POSITIVE_INFINITY): ShownArguments | null {
  if (args === null || args === undefined || args === "") return null;
  const only = onlyText(args);
  const text = only?.text ?? (typeof args === "string" ? args : tidyJson(args));
  if (text === undefined || text === "{}" || text === "[]") return null;
  const language = only ? (only.key === "code" ? "javascript" : null) : typeof args === "string" ? null : "json";
  const leftOut = Math.max(0, text.length - most);
  return { key: only?.key ?? null, text: wellCut(text.slice(0, text.length - leftOut)), language, leftOut };
}

function onlyText(args: unknown): { key: string; text: string } | null {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return null;
  const [first, ...rest] = Object.entries(args);
  return first && rest.length === 0 && typeof first[1] === "string" && first[1] !== "" ? { key: first[0], text: first[1] } : null;
}

/** A call in a few words, where its tool has none for it. */
export function purposeOf(args: unknown): string {
  if (typeof args === "string") return shorten(args);
  if (typeof args !== "object" || args === null) return "";
  const words = Object.values(args).filter((value) => typeof value === "string" || typeof value === "number");
  return shorten(words.join(", "));
}

function shorten(text: string): string {
  const line = text.slice(0, 400).replace(/\s+/g, " ").trim();
  return line.length > 160 ? `${wellCut(line.slice(0, 159))}…` : line;
}

/** Without half of a character at its ends. */
function wellCut(text: string): string {
  return text.replace(/^[\udc00-\udfff]/, "").replace(/[\ud800-\udbff]$/, "");
}
