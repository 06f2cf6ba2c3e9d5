/**
 * Owns: cutting a growing Markdown text into top-level blocks, so that only the last one costs anything.
 * A line once read is never read again; what is closed never changes; any growth gives the blocks of the whole.
 * Does not own: what is inside a block (`lexer.ts`). A link reference holds only within its own block.
 */
import {
  closesFence,
  indentOf,
  isBlank,
  isHeading,
  isTableRule,
  isTooDeep,
  listMarker,
  openingFence,
  openingMath,
} from "./line.ts";
import { type Block, blockOf, emptyScan, type Scan } from "./scan.ts";

export interface Blocks {
  /** In groups of `groupSize`; a full group keeps its identity for good. */
  readonly closed: readonly (readonly Block[])[];
  /** The rest of the text. Null when nothing is open. */
  readonly open: Block | null;
  /** As far as the lines were read. */
  readonly scan: Readonly<Scan>;
}

export const groupSize = 24;
/** Characters after which a block is cut at its next line. */
const mostInBlock = 8_000;
/** A longer line is words without markup. */
const mostInLine = 8_000;
const mostListLines = 40;

export const emptyBlocks: Blocks = {
  closed: [],
  open: null,
  scan: emptyScan,
};

/**
 * The blocks of `text`, which goes on where `previous` ended; only what is new is read. Whether it truly goes on is looked
 * at around the joint alone, so that a long text costs no more than a short one.
 */
export function growBlocks(previous: Blocks, text: string): Blocks {
  const { length } = previous.scan.text;
  const isSameJoint = text.slice(Math.max(0, length - 64), length) === previous.scan.text.slice(-64);
  if (text.length < length || !isSameJoint) return growBlocks(emptyBlocks, text);
  if (text.length === length) return previous;
  const scan: Scan = { ...previous.scan, text };
  const done: Block[] = [];
  let end = text.indexOf("\n", scan.at);
  while (end !== -1) {
    readLine(scan, end, done);
    scan.at = end + 1;
    end = text.indexOf("\n", scan.at);
  }
  readPieces(scan, text.length, done);
  return { closed: join(previous.closed, done), open: openBlock(scan), scan };
}

function readLine(scan: Scan, end: number, done: Block[]): void {
  const from = scan.mode === "long" ? scan.start : scan.at;
  if (readPieces(scan, end, done)) {
    close(scan, end, done);
    return;
  }
  const line = scan.text.slice(from, end).replace(/\r$/, "");
  const next = end + 1;
  if (scan.mode === "fence") {
    if (scan.fence && closesFence(line, scan.fence)) close(scan, from, done);
    return;
  }
  if (scan.mode === "math") {
    if (line.includes(scan.mathEnd) || isBlank(line) || next - scan.start > mostInBlock) close(scan, next, done);
    return;
  }
  if (scan.mode === "list" && staysInList(scan, line)) {
    readListLine(scan, line, done);
    return;
  }
  if (scan.mode === "indented" && (isBlank(line) || indentOf(line) >= 4)) {
    cutWhenLong(scan, next, done);
    return;
  }
  if (scan.mode === "text" && !endsText(line)) {
    scan.lines += 1;
    if (scan.lines === 2 && isTableRule(line) && !scan.head) scan.head = scan.text.slice(scan.start, next);
    cutWhenLong(scan, next, done);
    return;
  }
  close(scan, from, done);
  if (!isBlank(line)) begin(scan, line, next, done);
}

function begin(scan: Scan, line: string, next: number, done: Block[]): void {
  const from = scan.at;
  scan.start = from;
  scan.lines = 1;
  const fence = openingFence(line);
  const math = openingMath(line);
  const marker = listMarker(line);
  if (fence) {
    scan.mode = "fence";
    scan.fence = fence;
    scan.codeAt = next;
  } else if (isTooDeep(line)) {
    scan.mode = "long";
    close(scan, next, done);
  } else if (math) {
    scan.mode = "math";
    scan.mathEnd = math.end;
    if (math.isClosed) close(scan, next, done);
  } else if (marker !== undefined && indentOf(line) < 4) {
    scan.mode = "list";
    scan.lines = 0;
    scan.wasBlank = false;
    scan.isOrdered = marker !== null;
    scan.nextNumber = marker ?? 0;
    scan.fence = null;
    readListLine(scan, line, done);
  } else if (indentOf(line) >= 4) {
    scan.mode = "indented";
  } else {
    scan.mode = "text";
    if (isHeading(line)) close(scan, next, done);
  }
}

/** Whether a line ends the paragraph, quote or table above it without belonging to it. */
function endsText(line: string): boolean {
  if (isBlank(line) || isHeading(line) || isTooDeep(line)) return true;
  if (openingFence(line) || openingMath(line)) return true;
  const marker = listMarker(line);
  return (marker === null || marker === 1) && indentOf(line) < 4 && line.trim().length > 1;
}

function staysInList(scan: Scan, line: string): boolean {
  if (isTooDeep(line)) return false;
  if (isBlank(line) || indentOf(line) >= 1 || listMarker(line) !== undefined) return true;
  return !scan.wasBlank && !scan.fence && !openingFence(line) && !isHeading(line) && !openingMath(line);
}

function readListLine(scan: Scan, line: string, done: Block[]): void {
  const marker = listMarker(line);
  const isTop = marker !== undefined && indentOf(line) < 1;
  if (isTop) scan.fence = null;
  const length = scan.at - scan.start;
  const isFull = scan.lines >= mostListLines || length > mostInBlock / 2;
  if ((isTop && isFull) || length > mostInBlock * (scan.fence ? 6 : 2)) {
    const { isOrdered, nextNumber } = scan;
    close(scan, scan.at, done);
    Object.assign(scan, { mode: "list", start: scan.at, continues: true, isOrdered, nextNumber });
    scan.firstNumber = isTop && isOrdered && marker !== null ? nextNumber : null;
  }
  if (isTop && marker !== null) {
    scan.nextNumber = scan.isOrdered ? scan.nextNumber + 1 : marker + 1;
    scan.isOrdered = true;
  } else if (isTop) scan.isOrdered = false;
  const bare = line.replace(/^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)?/, "");
  if (scan.fence) {
    if (closesFence(bare, scan.fence)) scan.fence = null;
  } else scan.fence = openingFence(bare);
  scan.wasBlank = isBlank(line);
  scan.lines += 1;
}

function cutWhenLong(scan: Scan, next: number, done: Block[]): void {
  if (next - scan.start <= mostInBlock) return;
  const { mode, head } = scan;
  close(scan, next, done);
  Object.assign(scan, { mode, head, start: next, continues: true, lines: 2 });
}

/** Words of a line too long for markup, cut into pieces. True when this line is such a one. */
function readPieces(scan: Scan, end: number, done: Block[]): boolean {
  if (scan.mode === "fence") return false;
  if (scan.mode !== "long") {
    if (end - scan.at <= mostInLine) return false;
    close(scan, scan.at, done);
    Object.assign(scan, { mode: "long", start: scan.at });
  }
  while (end - scan.start > mostInLine) {
    const cut = pieceEnd(scan.text, scan.start);
    close(scan, cut, done);
    Object.assign(scan, { mode: "long", start: cut, continues: true });
  }
  return true;
}

function pieceEnd(text: string, start: number): number {
  const limit = start + mostInLine / 2;
  const space = text.lastIndexOf(" ", limit);
  if (space > limit - 200) return space + 1;
  const last = text.charCodeAt(limit - 1);
  return last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit;
}

function close(scan: Scan, end: number, done: Block[]): void {
  if (scan.mode === "none") return;
  const block = blockOf(scan, end);
  if (block) done.push(block);
  Object.assign(scan, { mode: "none", fence: null, head: "", firstNumber: null, continues: false, lines: 0 });
}

function openBlock(scan: Scan): Block | null {
  if (scan.mode !== "none") return blockOf(scan, scan.text.length);
  if (isBlank(scan.text.slice(scan.at))) return null;
  return blockOf({ ...scan, mode: "text", start: scan.at, continues: false, head: "", firstNumber: null }, scan.text.length);
}

function join(groups: readonly (readonly Block[])[], done: readonly Block[]): readonly (readonly Block[])[] {
  if (done.length === 0) return groups;
  const result = groups.slice();
  let last = result.at(-1);
  if (!last || last.length >= groupSize) result.push([]);
  for (const block of done) {
    last = result.at(-1) ?? [];
    if (last.length >= groupSize) result.push([block]);
    else result[result.length - 1] = [...last, block];
  }
  return result;
}
