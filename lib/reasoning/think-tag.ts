/** Owns: what counts as a thinking tag, character by character. Where one counts is decided in `think-splitter.ts`. */

export interface ThinkTag {
  role: "open" | "close" | "empty";
  length: number;
}

/** A tag longer than this is text: what is held back stays small, whatever a model writes after `<`. */
export const longestTag = 256;

const names = ["think", "thinking", "thought", "reasoning", "antthinking", "internal"];
const spellings = ["", "antml:", "mm:"].flatMap((prefix) => names.map((name) => prefix + name));

const opening = String.raw`<[ \t]*(/?)[ \t]*`;
const spelling = `(?:${spellings.join("|")})`;
const attributes = `(?:"[^"]*"|'[^']*'|[^"'<>])*`;

const whole = new RegExp(`${opening}${spelling}(?=[\\s/>])(${attributes})>`, "iy");
const unfinished = new RegExp(`^${opening}${spelling}(?:[\\s/]${attributes}(?:"[^"]*|'[^']*)?)?$`, "i");
const unfinishedName = new RegExp(`^${opening}([a-z:]*)$`, "i");

/** The tag that begins at `at`, null when none does, `partial` when more text is needed to tell. A `>` in quotes ends no tag. */
export function readTag(text: string, at: number): ThinkTag | "partial" | null {
  const held = text.slice(at, at + longestTag);
  whole.lastIndex = 0;
  const match = whole.exec(held);
  if (match) {
    const isEmpty = /\/\s*$/.test(match[2] ?? "");
    return { role: match[1] ? "close" : isEmpty ? "empty" : "open", length: match[0].length };
  }
  return held.length < longestTag && isUnfinished(held) ? "partial" : null;
}

function isUnfinished(held: string): boolean {
  const name = unfinishedName.exec(held)?.[2]?.toLowerCase();
  if (name === undefined) return unfinished.test(held);
  return spellings.some((spelled) => spelled.startsWith(name));
}
