/** Owns: a tool's input and output as readable text of bounded length. Pure. */

export interface Preview {
  text: string;
  /** Whether more was there than is shown. */
  isCut: boolean;
}

const mostCharacters = 4_000;

/** JSON over several lines, or the text itself when it is one; null when there is nothing to show. */
export function previewOf(value: unknown): Preview | null {
  if (value === null || value === undefined || value === "") return null;
  const text = typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? String(value));
  if (text === "{}" || text === "[]") return null;
  return text.length > mostCharacters
    ? { text: text.slice(0, mostCharacters).replace(/\p{Surrogate}$/u, ""), isCut: true }
    : { text, isCut: false };
}

/** The input in a few words, for the folded row. */
export function purposeOf(args: unknown): string {
  if (typeof args === "string") return shorten(args);
  if (typeof args !== "object" || args === null) return "";
  const words = Object.values(args).filter((value) => typeof value === "string" || typeof value === "number");
  return shorten(words.join(", "));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 79).replace(/\p{Surrogate}$/u, "")}…` : line;
}
