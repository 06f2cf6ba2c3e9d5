/** Owns: what one line of Markdown may begin or end, looked at alone. Lines come without their line break. */

export interface Fence {
  marker: "`" | "~";
  length: number;
  indent: number;
  info: string;
}

const fencePattern = /^( {0,3})(`{3,}|~{3,})(.*)$/;

export function openingFence(line: string): Fence | null {
  const match = fencePattern.exec(line);
  if (!match) return null;
  const [, indent = "", run = "", info = ""] = match;
  const marker = run.startsWith("`") ? "`" : "~";
  if (marker === "`" && info.includes("`")) return null;
  return { marker, length: run.length, indent: indent.length, info: info.trim() };
}

export function closesFence(line: string, fence: Fence): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && indentOf(line) <= 3 + fence.indent && isOnly(trimmed, fence.marker);
}

export function isBlank(line: string): boolean {
  return line.trim() === "";
}

export function indentOf(line: string): number {
  let indent = 0;
  for (const character of line) {
    if (character === " ") indent += 1;
    else if (character === "\t") indent += 4 - (indent % 4);
    else break;
  }
  return indent;
}

export function isHeading(line: string): boolean {
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line);
}

/** The item's number (null for a bullet), or undefined for a line that begins no item. */
export function listMarker(line: string): number | null | undefined {
  const match = /^[ \t]*(?:[-+*]|(\d{1,9})[.)])(?:[ \t]|$)/.exec(line);
  if (!match) return undefined;
  return match[1] === undefined ? null : Number(match[1]);
}

/** What ends the display formula that this line begins; null when it begins none or text follows its end. */
export function openingMath(line: string): { end: string; isClosed: boolean } | null {
  const trimmed = line.trim();
  const end = trimmed.startsWith("$$") ? "$$" : trimmed.startsWith("\\[") ? "\\]" : null;
  if (end === null || indentOf(line) > 3) return null;
  const at = trimmed.indexOf(end, 2);
  if (at === -1) return { end, isClosed: false };
  return at + 2 === trimmed.length && at > 2 ? { end, isClosed: true } : null;
}

/** The second line of a table. */
export function isTableRule(line: string): boolean {
  return line.includes("-") && (line.includes("|") || line.includes(":")) && isOnly(line.trim(), "|:- \t");
}

/** Whether a line nests quotes and lists so deep that it is an attack, not a text. */
export function isTooDeep(line: string): boolean {
  let depth = 0;
  for (let index = 0; index < line.length && depth <= 24; index += 1) {
    const character = line[index];
    const after = line[index + 1];
    if (character === ">") depth += 1;
    else if ((character === "-" || character === "*" || character === "+") && (after === " " || after === "\t")) depth += 1;
    else if (character !== " " && character !== "\t") break;
  }
  return depth > 24 || indentOf(line) > 200;
}

function isOnly(text: string, characters: string): boolean {
  for (const character of text) if (!characters.includes(character)) return false;
  return true;
}
