/**
 * Owns: any value as JSON text, at a cost that its reader can bear: in slices, so that 50 MB hold nobody up, and keeping no
 * more than asked for. What JSON has no word for is said in one: big integers, dates, maps, cycles, functions.
 */
export interface Encoded {
  /** All of it, or its beginning when it has more than was asked to be kept. */
  text: string;
  isWhole: boolean;
  /** The last of it, where it is not whole. */
  tail: string;
  /** Of the whole. */
  bytes: number;
}

const mostDepth = 100;
const sliceMs = 8;
/** In characters, as the next. What is kept ends at the end of a chunk. */
const chunkLength = 4096;
/** How much is kept of the end of what is not whole. */
const tailLength = 16_384;

/** `mostBytes`: how much of the text is kept. Throws what a getter or `toJSON` of the value throws. */
export async function encodeOutput(value: unknown, mostBytes: number): Promise<Encoded> {
  const kept: string[] = [];
  let bytes = 0;
  let tail = "";
  let chunk = "";
  let sliceBegan = performance.now();
  const take = () => {
    const size = Buffer.byteLength(chunk);
    if (bytes + size <= mostBytes) kept.push(chunk);
    else tail += chunk;
    if (tail.length > 16 * tailLength) tail = tail.slice(-tailLength);
    bytes += size;
    chunk = "";
  };
  for (const piece of piecesOf(value)) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    take();
    if (performance.now() - sliceBegan < sliceMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    sliceBegan = performance.now();
  }
  take();
  return { text: kept.join(""), isWhole: bytes <= mostBytes, tail: tail.slice(-tailLength), bytes };
}

interface Frame {
  source: object;
  entries: Iterator<[key: string | null, value: unknown]>;
  isFirst: boolean;
  close: string;
}

function* piecesOf(root: unknown): Generator<string> {
  const frames: Frame[] = [];
  const above = new Set<object>();

  function* write(before: string, given: unknown): Generator<string> {
    const value = plainOf(given);
    if (typeof value === "string" && value.length > chunkLength) return yield* quote(before, value);
    if (typeof value !== "object" || value === null) return yield before + JSON.stringify(value);
    if (above.has(value)) return yield `${before}"[circular]"`;
    if (frames.length >= mostDepth) return yield `${before}"[nested deeper than ${mostDepth} levels]"`;
    above.add(value);
    const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    frames.push({ source: value, entries: entriesOf(value), isFirst: true, close });
    yield before + open;
  }

  yield* write("", root);
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const next = frame.entries.next();
    if (next.done) {
      frames.pop();
      above.delete(frame.source);
      yield frame.close;
      continue;
    }
    const [key, value] = next.value;
    const comma = frame.isFirst ? "" : ",";
    frame.isFirst = false;
    yield* write(key === null ? comma : `${comma}${JSON.stringify(key)}:`, value);
  }
}

function* entriesOf(value: object): Generator<[string | null, unknown]> {
  if (Array.isArray(value)) for (const entry of value) yield [null, entry];
  else for (const key of Object.keys(value)) yield [key, (value as Record<string, unknown>)[key]];
}

/** A long string is quoted in slices. */
function* quote(before: string, text: string): Generator<string> {
  yield `${before}"`;
  for (let at = 0; at < text.length; ) {
    const end = boundaryAt(text, at + chunkLength);
    yield JSON.stringify(text.slice(at, end)).slice(1, -1);
    at = end;
  }
  yield '"';
}

/** `at`, or one further where it would part the halves of a character. */
export function boundaryAt(text: string, at: number): number {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(Math.max(0, at - 1), at + 1)) ? at + 1 : at;
}

/** A string, a finite number, a boolean, null, an array or an object of entries. */
function plainOf(given: unknown): unknown {
  const value = hasToJson(given) ? given.toJSON() : given;
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "bigint":
      return plainInteger(value);
    case "undefined":
      return null;
    case "symbol":
      return String(value);
    case "function":
      return "[function]";
    case "object":
      return value === null ? null : plainObject(value);
    default:
      return value;
  }
}

function plainInteger(value: bigint): number | string {
  if (value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER) return Number(value);
  // Writing a number in decimals takes the square of its length; in hexadecimals it does not.
  const hex = value.toString(16);
  return hex.length <= 10_000 ? value.toString() : `0x${hex}`.replace("0x-", "-0x");
}

function plainObject(value: object): unknown {
  if (value instanceof Date) return "Invalid Date";
  if (value instanceof Map) {
    const entries = [...value];
    return entries.every(([key]) => typeof key === "string") ? Object.fromEntries(entries) : entries;
  }
  if (value instanceof Set) return [...value];
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof RegExp) return String(value);
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return value.valueOf();
  return value;
}

/** An invalid Date has `toJSON`, which gives null: it is told in words instead. */
function hasToJson(value: unknown): value is { toJSON(): unknown } {
  if (typeof value !== "object" || value === null || !("toJSON" in value)) return false;
  return (
    typeof value.toJSON === "function" && !(value instanceof Date && Number.isNaN(value.getTime())) && !Buffer.isBuffer(value)
  );
}
