/**
 * Owns: one HTTP exchange with a provider: bounded in size, watched for silence, and over at once when told to be.
 * It never throws into the SDK once bytes flow: when something breaks, the body ends and `fault` says why, so that what
 * had arrived is still read to its last byte.
 * Does not own: what the bytes mean (the SDK), what to do about a fault (`stream-step.ts`).
 */
import { type Failure, failure, failureOfBody } from "./failures.ts";

/** A line holds one event; the longest are whole answers repeated at their end. */
export const mostLineBytes = 4 * 1024 * 1024;
export const mostBodyBytes = 64 * 1024 * 1024;
const mostErrorBytes = 64 * 1024;

export type Fault = "aborted" | Failure;

/** An answer while it arrives. */
export interface Answer {
  head: { status: number; statusText: string; headers: Headers };
  /** The whole body of a refusal; null: an answer follows. */
  refusal: string | null;
  /** The next bytes of the answer, null at their end, for whatever reason they end. Read one after the other. */
  next(): Promise<Uint8Array | null>;
}

export interface Exchange {
  /** For one request. JSON is an answer too, a line at a time or as one document, unless it tells an error. */
  open(url: string, init: RequestInit): Promise<Answer>;
  /** `open` as the SDK wants it. */
  fetch: typeof fetch;
  /** Resolves with the first bytes of an answer; a refusal is none. */
  answered: Promise<void>;
  readonly isAnswered: boolean;
  readonly fault: Fault | null;
  /** Frees what is left; the connection is closed unless the answer was read to its end. */
  close(): void;
}

export function openExchange(options: {
  reach: typeof fetch;
  signal: AbortSignal;
  /** How long the provider may be silent while we wait for it. */
  stallMs: number;
}): Exchange {
  const upstream = new AbortController();
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  let fault: Fault | null = null;
  let isAnswered = false;
  /** Nobody reads any more: what breaks now is no fault. */
  let isClosed = false;
  let sayAnswered = () => {};
  const answered = new Promise<void>((resolve) => {
    sayAnswered = resolve;
  });
  /** Null while it is us who are slow. */
  let waitingSince: number | null = performance.now();

  const breakOff = (reason: Fault) => {
    if (!isClosed) fault ??= reason;
    upstream.abort();
    // A body that is already broken may refuse to be cancelled; it is gone either way.
    reader?.cancel().catch(() => {});
  };
  const onAbort = () => breakOff("aborted");
  if (options.signal.aborted) onAbort();
  options.signal.addEventListener("abort", onAbort, { once: true });

  const close = () => {
    isClosed = true;
    clearTimeout(timer);
    options.signal.removeEventListener("abort", onAbort);
    upstream.abort();
  };

  const idleMs = () => (waitingSince === null ? 0 : performance.now() - waitingSince);
  const watch = () => {
    // After a pause of this process the timer is due before the bytes that have come meanwhile: these go first.
    if (idleMs() >= options.stallMs) setImmediate(giveUp);
    else timer = setTimeout(watch, Math.max(1, options.stallMs - idleMs()));
  };
  const giveUp = () => {
    if (isClosed) return;
    if (idleMs() >= options.stallMs) breakOff(failure("provider-stall"));
    else watch();
  };
  let timer = setTimeout(watch, options.stallMs);

  /** The next bytes, or null at the end, for whatever reason it ends. */
  const read = async (): Promise<Uint8Array | null> => {
    waitingSince = performance.now();
    try {
      const { done, value } = (await reader?.read()) ?? { done: true as const, value: undefined };
      return done ? null : value;
    } catch {
      breakOff(failure("provider-cut"));
      return null;
    } finally {
      waitingSince = null;
    }
  };

  const openAs = async (takesJson: boolean, input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Answer> => {
    const response = await options.reach(input, {
      ...init,
      redirect: "manual",
      cache: "no-store",
      signal: upstream.signal,
    });
    waitingSince = null;
    reader = response.body?.getReader() ?? null;
    const head = { status: response.status, statusText: response.statusText, headers: response.headers };
    if (!response.ok) return { head, refusal: await readText(read, mostErrorBytes), next: async () => null };
    const begun = await readBody(takesJson);
    const meter = makeMeter();
    const next = async () => {
      const chunk = begun.shift() ?? (fault === null ? await read() : null);
      if (chunk === null || !meter.isOver(chunk)) return chunk;
      breakOff(failure("answer-too-long"));
      return null;
    };
    return { head, refusal: null, next };
  };

  /** What the body begins with, where it is an answer; else it is a fault. */
  const readBody = async (takesJson: boolean): Promise<Uint8Array[]> => {
    const { json, chunks } = await readOpening(read);
    const trouble = json === null ? null : failureOfBody(json);
    const isAnswer = trouble === null || (takesJson && trouble.code === "provider-bad-response");
    if (chunks.length > 0 && isAnswer) {
      isAnswered = true;
      sayAnswered();
      return chunks;
    }
    if (fault === null) breakOff(trouble ?? failure("provider-bad-response"));
    return [];
  };

  const send: typeof fetch = async (input, init) => {
    const { head, refusal, next } = await openAs(false, input, init);
    if (refusal !== null) return new Response(refusal, withoutBodyStatus(head));
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const chunk = await next();
          if (chunk === null) controller.close();
          else controller.enqueue(chunk);
        },
        cancel: close,
      },
      { highWaterMark: 0 },
    );
    return new Response(body, head);
  };

  return {
    open: (url, init) => openAs(true, url, init),
    fetch: send,
    answered,
    get isAnswered() {
      return isAnswered;
    },
    get fault() {
      return fault;
    },
    close,
  };
}

type Read = () => Promise<Uint8Array | null>;

interface Opening {
  /** What was read; empty: it is no answer. */
  chunks: Uint8Array[];
  /** The first line of JSON, or all of it where it is spread over lines; null: it is something else. */
  json: string | null;
}

/** Reads as far as the first visible character, which tells a stream of events from a page or from JSON. */
async function readOpening(read: Read): Promise<Opening> {
  for (let chunk = await read(); chunk !== null; chunk = await read()) {
    const text = new TextDecoder().decode(chunk.subarray(0, 1024)).trimStart();
    if (text === "") continue;
    if (text.startsWith("<")) break;
    return text.startsWith("{") || text.startsWith("[") ? readJson(read, chunk) : { chunks: [chunk], json: null };
  }
  return { chunks: [], json: null };
}

async function readJson(read: Read, first: Uint8Array): Promise<Opening> {
  const chunks = [first];
  let size = first.byteLength;
  const more = async () => {
    const chunk = size < mostLineBytes ? await read() : null;
    if (chunk !== null) chunks.push(chunk);
    size += chunk?.byteLength ?? 0;
    return chunk;
  };
  const text = () => new TextDecoder().decode(Buffer.concat(chunks)).trimStart();
  for (let chunk: Uint8Array | null = first; chunk !== null && !chunk.includes(0x0a); ) chunk = await more();
  const [line = ""] = text().split("\n", 1);
  if (isWhole(line)) return { chunks, json: line };
  while ((await more()) !== null);
  return { chunks, json: text() };
}

function isWhole(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    // Not whole, which is what was asked.
    return false;
  }
}

async function readText(read: Read, mostBytes: number): Promise<string> {
  return new TextDecoder().decode(Buffer.concat(await readBytes(read, mostBytes)));
}

/** As long as there are fewer than `mostBytes` of them. */
async function readBytes(read: Read, mostBytes: number): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let chunk = await read(); chunk !== null && size < mostBytes; chunk = await read()) {
    chunks.push(chunk);
    size += chunk.byteLength;
  }
  return chunks;
}

function makeMeter() {
  let body = 0;
  let line = 0;
  return {
    isOver(chunk: Uint8Array): boolean {
      body += chunk.byteLength;
      const first = chunk.indexOf(0x0a);
      line += first === -1 ? chunk.byteLength : first;
      const isOver = line > mostLineBytes || body > mostBodyBytes;
      if (first !== -1) line = chunk.byteLength - chunk.lastIndexOf(0x0a) - 1;
      return isOver;
    },
  };
}

/** A Response with a body may not have one of these. */
function withoutBodyStatus<T extends { status: number }>(head: T): T {
  return [101, 103, 204, 205, 304].includes(head.status) ? { ...head, status: 502 } : head;
}
