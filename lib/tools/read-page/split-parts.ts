/** Owns: cutting a long text into parts that a model can take one at a time. */

/** Joined, the parts are the text. A part has at most `mostBytes` of UTF-8 and ends, where it can, between two blocks. */
export function splitParts(text: string, mostBytes: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = furthest(text, start, mostBytes);
    const cut = end === text.length ? end : bestCut(text, start, end);
    parts.push(text.slice(start, cut));
    start = cut;
  }
  return parts.length > 0 ? parts : [""];
}

/** How far so many bytes go; never between the halves of a character. */
function furthest(text: string, start: number, mostBytes: number): number {
  let at = start;
  for (let bytes = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > mostBytes && at > start) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** The last blank line outside of code in the second half; else the last blank line, line end or space in it; else the end. */
function bestCut(text: string, start: number, end: number): number {
  const middle = start + Math.floor((end - start) / 2);
  let isInCode = false;
  let best = 0;
  for (let line = start; line < end; ) {
    const next = text.indexOf("\n", line) + 1;
    if (next === 0 || next > end) break;
    if (/^ {0,12}`{3,}/.test(text.slice(line, Math.min(next, line + 20)))) isInCode = !isInCode;
    if (!isInCode && next === line + 1 && next > middle) best = next;
    line = next;
  }
  if (best) return best;
  for (const boundary of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(boundary, end - boundary.length);
    if (at >= middle) return at + boundary.length;
  }
  return end;
}
