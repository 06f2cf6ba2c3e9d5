/** Owns: making an output short enough for a model: its head and its tail, and how much is missing between them. */
import { boundaryAt } from "./encode-output.ts";

/** `text` in at most `mostBytes` of UTF-8, the mark of the gap included, cut between characters. */
export function shortenText(text: string, mostBytes: number): string {
  if (text.length <= mostBytes && Buffer.byteLength(text) <= mostBytes) return text;
  return joinEnds({ head: text, tail: text, bytes: Buffer.byteLength(text) }, mostBytes);
}

/** The same for a text whose middle is not at hand; `bytes` are those of the whole, more than `mostBytes`. */
export function joinEnds({ head, tail, bytes }: { head: string; tail: string; bytes: number }, mostBytes: number): string {
  const room = Math.max(0, mostBytes - Buffer.byteLength(gap(bytes)));
  const first = headOf(head, Math.floor((room * 2) / 3));
  const last = tailOf(tail, room - Buffer.byteLength(first));
  return `${first}${gap(bytes - Buffer.byteLength(first) - Buffer.byteLength(last))}${last}`;
}

/**
 * A plain JSON value in at most `mostBytes` of JSON: long lists, objects and strings lose their middle, and say so. A value that
 * stays too long comes back as shortened text of its JSON.
 */
export function shortenJson(value: unknown, mostBytes: number): unknown {
  for (const limits of [
    { entries: 300, stringBytes: 8000 },
    { entries: 100, stringBytes: 2000 },
    { entries: 30, stringBytes: 500 },
    { entries: 9, stringBytes: 200 },
  ]) {
    const shortened = thin(value, limits);
    if (Buffer.byteLength(JSON.stringify(shortened)) <= mostBytes) return shortened;
  }
  return shortenText(JSON.stringify(value), mostBytes);
}

interface Limits {
  entries: number;
  stringBytes: number;
}

function thin(value: unknown, limits: Limits): unknown {
  if (typeof value === "string") return shortenText(value, limits.stringBytes);
  if (typeof value !== "object" || value === null) return value;
  const headCount = Math.ceil((limits.entries * 2) / 3);
  const tailCount = limits.entries - headCount;
  if (Array.isArray(value)) {
    const thinned = (part: unknown[]) => part.map((entry) => thin(entry, limits));
    if (value.length <= limits.entries) return thinned(value);
    const mark = `… ${group(value.length - limits.entries)} of ${group(value.length)} entries left out …`;
    return [...thinned(value.slice(0, headCount)), mark, ...thinned(value.slice(-tailCount))];
  }
  const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [shortenText(key, 200), thin(entry, limits)]);
  if (entries.length <= limits.entries) return Object.fromEntries(entries);
  const mark: [string, unknown] = ["…", `${group(entries.length - limits.entries)} of ${group(entries.length)} entries left out`];
  return Object.fromEntries([...entries.slice(0, headCount), mark, ...entries.slice(-tailCount)]);
}

function headOf(text: string, mostBytes: number): string {
  const room = new Uint8Array(Math.max(0, mostBytes));
  const { read } = new TextEncoder().encodeInto(text.slice(0, mostBytes), room);
  return text.slice(0, boundaryAt(text, read) === read ? read : read - 1);
}

function tailOf(text: string, mostBytes: number): string {
  let at = text.length;
  let bytes = 0;
  while (at > 0) {
    const start = boundaryAt(text, at - 1) === at - 1 ? at - 1 : at - 2;
    bytes += Buffer.byteLength(text.slice(start, at));
    if (bytes > mostBytes) break;
    at = start;
  }
  return text.slice(at);
}

function gap(bytes: number): string {
  return `\n[… ${group(bytes)} bytes left out …]\n`;
}

/** 12345 as "12,345". */
export function group(count: number): string {
  return count.toLocaleString("en-US");
}
