/**
 * Owns: making a block that is still being written readable as if it were done, so that nothing flashes: half-written
 * emphasis, code and links are closed, a table stands from its first line, a marker without its text waits.
 * It reads only the open block, which is short; a closed block is never settled.
 */

/** Open Markdown as it would most likely go on. Only marks are added or held back, never words. */
export function settle(source: string): string {
  const held = holdBack(source);
  const table = standTable(held);
  if (table !== null) return table;
  const from = lastRunOfText(held);
  return held.slice(0, from) + closeInline(held.slice(from));
}

const bareMarker = /^[ \t]*(?:[-+*>]|#{1,6}|\d{1,9}[.)]|[-=_*]{2,}|[`~]{1,2}|[|$])[ \t]*$/;
const openedFence = /^[ \t]*(?:`{3,}|~{3,})[^`]*$/;

/** Without a last line that is only a marker, or only the start of a fence. */
function holdBack(source: string): string {
  const at = source.lastIndexOf("\n") + 1;
  const line = source.slice(at);
  return bareMarker.test(line) || openedFence.test(line) ? source.slice(0, at).trimEnd() : source;
}

/** A header line of a table gets the rule that will follow it. Null when this is no beginning of a table. */
function standTable(source: string): string | null {
  if (!source.startsWith("|")) return null;
  const [header = "", rule = "", ...rest] = source.split("\n");
  const cells = header.replace(/\|[ \t]*$/, "").split("|").length - 1;
  const isRuleOpen = rest.length === 0 && /^[|:\- \t]*$/.test(rule);
  if (!isRuleOpen || header.indexOf("|", 1) === -1 || cells < 1) return null;
  return `${header.trimEnd()}${/\|[ \t]*$/.test(header) ? "" : " |"}\n|${"---|".repeat(cells)}`;
}

/** Where the paragraph, item or cell begins that is being written. */
function lastRunOfText(source: string): number {
  const lines = source.split("\n");
  let at = source.length + 1;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? "";
    at -= line.length + 1;
    if (line.trimStart().startsWith("|")) return at + line.lastIndexOf("|") + 1;
    const marker = /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\] )?|#{1,6} )/.exec(line);
    if (marker) return at + marker[0].length;
    if (line.trim() === "") return at + line.length;
  }
  return 0;
}

interface Opener {
  mark: string;
  at: number;
}

function closeInline(text: string): string {
  const open: Opener[] = [];
  const brackets: number[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text[index] ?? "";
    if (character === "\\") {
      if (text.startsWith("\\(", index)) {
        const end = text.indexOf("\\)", index + 2);
        if (end === -1) return close(text.slice(0, index), open) + literally(text.slice(index));
        index = end;
      }
      index += 2;
    } else if (character === "`") {
      const run = runLength(text, index);
      const end = closingTicks(text, index + run, run);
      if (end === -1) return close(closeTicks(text, index, run), open);
      index = end;
    } else if (character === "$") {
      const end = text.indexOf("$", index + 1);
      if (end === -1 && /^\$[^\s\d$]/.test(text.slice(index)))
        return close(text.slice(0, index), open) + literally(text.slice(index));
      index = end !== -1 && !/\s/.test(text[end - 1] ?? " ") ? end + 1 : index + 1;
    } else if (character === "[") {
      brackets.push(index);
      index += 1;
    } else if (character === "]") {
      const from = brackets.pop();
      const end = text[index + 1] === "(" ? text.indexOf(")", index + 2) : index;
      if (end === -1 && from !== undefined) return halfLink(text, from, index, open);
      index = end === -1 ? index + 1 : end + 1;
    } else if (character === "*" || character === "_" || text.startsWith("~~", index)) {
      index = readMark(text, index, open);
    } else index += 1;
  }
  return close(text, open);
}

/** Reads one run of emphasis marks; opens or closes what it does. */
function readMark(text: string, at: number, open: Opener[]): number {
  const character = text[at] ?? "";
  const end = at + runLength(text, at);
  const before = text[at - 1] ?? " ";
  const after = text[end] ?? " ";
  let rest = end - at;
  while (rest > 0 && !/\s/.test(before)) {
    const last = open.at(-1);
    if (last?.mark[0] !== character || last.mark.length > rest) break;
    rest -= last.mark.length;
    open.pop();
  }
  const isHalfClosed = rest > 0 && end === text.length && open.at(-1)?.mark[0] === character;
  const isOpening = rest > 0 && !isHalfClosed && (end === text.length || !/\s/.test(after)) && /[\s\p{P}\p{S}]/u.test(before);
  if (isHalfClosed || isOpening) {
    if (rest >= 3) open.push({ mark: character.repeat(rest - 2), at: end - rest });
    open.push({ mark: character.repeat(rest >= 3 ? 2 : rest), at: end - (rest >= 3 ? 2 : rest) });
  }
  return end;
}

/** Closes what is open, the last first; marks with nothing after them are held back. */
function close(text: string, open: readonly Opener[]): string {
  let result = text;
  for (const { mark, at } of open.toReversed()) {
    if (result.length <= at + mark.length) result = result.slice(0, at);
    else result = result.replace(/\s+$/, "") + mark;
  }
  return result;
}

function halfLink(text: string, from: number, to: number, open: readonly Opener[]): string {
  const start = text[from - 1] === "!" ? from - 1 : from;
  const inside = open.filter((opener) => opener.at < start);
  return close(text.slice(0, start) + text.slice(from + 1, to), inside);
}

function closeTicks(text: string, at: number, run: number): string {
  const content = text.slice(at + run);
  if (content.trim() === "") return text.slice(0, at);
  const trailing = /`+$/.exec(content)?.[0].length ?? 0;
  return text.slice(0, text.length - trailing) + "`".repeat(run);
}

function closingTicks(text: string, from: number, run: number): number {
  let at = text.indexOf("`", from);
  while (at !== -1) {
    const length = runLength(text, at);
    if (length === run) return at + length;
    at = text.indexOf("`", at + length);
  }
  return -1;
}

function runLength(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end += 1;
  return end - at;
}

/** The same letters, read as no markup. */
function literally(text: string): string {
  return text.replace(/[\\`*_[\]~$<>]/g, "\\$&");
}
