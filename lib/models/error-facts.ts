/** Owns: what an error says about itself, whatever its class and whoever's words it is in. Pure. */

export interface Facts {
  /** The HTTP status, or the one a body gives for it. */
  status: number | null;
  /** Class words of the provider's, as it wrote them. */
  code: string;
  type: string;
  param: string;
  /** Shown nowhere; not all of it, where it is long. */
  message: string;
  hasErrorObject: boolean;
  /** How long the provider asked to wait. */
  retryAfterMs: number | null;
}

const mostMessage = 4_000;

/** Any error of the SDK or of ours with `statusCode`, `responseBody` and `responseHeaders`, or an error object out of a stream. */
export function factsOf(error: unknown): Facts {
  const outer = recordOf(error);
  const body = bodyOf(outer);
  const nested = recordOf(body.response).error ?? body.error;
  const inner = typeof nested === "string" ? { message: nested } : recordOf(nested);
  const pick = (name: string) => wordAt(inner, name) || wordAt(body, name) || wordAt(outer, name);
  const code = pick("code");
  return {
    status: numberAt(outer, "statusCode") ?? statusIn(code),
    // Google's class word is called `status`.
    code: statusIn(code) === null ? code : wordAt(inner, "status"),
    type: wordAt(inner, "type") || wordAt(body.error === undefined ? body : outer, "type"),
    param: pick("param"),
    message: messageOf(inner, body, outer),
    hasErrorObject:
      Object.keys(inner).length > 0 || body.object === "error" || wordAt(error, "name") === "AI_StreamProviderError",
    retryAfterMs: headerWait(recordOf(outer.responseHeaders)) ?? googleWait(inner.details),
  };
}

/** Google wraps the error of a stream in a list. */
function bodyOf(outer: Record<string, unknown>): Record<string, unknown> {
  const body = outer.data ?? parse(wordAt(outer, "responseBody")) ?? outer;
  return recordOf(Array.isArray(body) ? body[0] : body);
}

/** With what a gateway passes on of the server behind it, and the sentences of a server that checks its input field by field. */
function messageOf(...sources: Record<string, unknown>[]): string {
  const [inner = {}, body = {}] = sources;
  const own = sources.map((source) => wordAt(source, "message")).find((word) => word !== "") ?? "";
  const beside = [recordOf(inner.metadata).raw, body.detail, body.message, inner.details];
  const more = beside.map((value) => (value === undefined || value === own ? "" : textOf(value)));
  return [own, ...more].join(" ").trim().slice(0, mostMessage);
}

/** Some servers give the status as the error's code. */
function statusIn(code: string): number | null {
  return /^[45]\d\d$/.test(code) ? Number(code) : null;
}

/** Milliseconds out of `retry-after-ms`, or `retry-after` in seconds or as a date. */
function headerWait(headers: Record<string, unknown>): number | null {
  const exact = Number.parseFloat(wordAt(headers, "retry-after-ms"));
  if (exact >= 0) return exact;
  const text = wordAt(headers, "retry-after");
  if (text === "") return null;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return ms >= 0 ? ms : null;
}

function googleWait(details: unknown): number | null {
  for (const detail of Array.isArray(details) ? details : []) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(wordAt(detail, "retryDelay"))?.[1];
    if (seconds !== undefined) return Number(seconds) * 1000;
  }
  return null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, hence no facts in it.
    return null;
  }
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** A text or a number as a word; else an empty one. */
export function wordAt(value: unknown, name: string): string {
  const word = recordOf(value)[name];
  return typeof word === "string" ? word : typeof word === "number" ? String(word) : "";
}

function numberAt(value: Record<string, unknown>, name: string): number | null {
  const number = value[name];
  return typeof number === "number" ? number : null;
}
