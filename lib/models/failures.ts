/**
 * Owns: what a provider's failure is called. Pure. What a provider wrote is read here and shown nowhere:
 * only short class words of it, such as `invalid_value`, may reach a sentence.
 * Does not own: the sentences (`lib/core/errors.ts`), when to try again (`retry.ts`).
 */
import { type ErrorCode, errorTable } from "#lib/core/errors.ts";
import type { RunError } from "#lib/reasoning/event.ts";

export interface Failure {
  code: ErrorCode;
  /** The HTTP status, when there was one. */
  status: number | null;
  /** How long the provider asked to wait. */
  retryAfterMs: number | null;
  /** The same request may succeed in a moment. */
  isTransient: boolean;
  /** Class words of the provider's, safe to show. */
  detail: string | null;
  /** What in the request the provider would do without. */
  about: "effort" | "summary" | "seal" | "budget" | null;
}

/** What an error says about itself, whatever its class. */
interface Facts {
  status: number | null;
  code: string;
  type: string;
  param: string;
  message: string;
  hasErrorObject: boolean;
  headers: Record<string, string>;
  /** Where the body says how long to wait. */
  retryDelayMs: number | null;
}

const transient: readonly ErrorCode[] = ["provider-rate-limit", "provider-unavailable", "provider-unreachable"];

export function failure(code: ErrorCode, more: Partial<Failure> = {}): Failure {
  const isTransient = transient.includes(code);
  return { code, status: null, retryAfterMs: null, isTransient, detail: null, about: null, ...more };
}

/** Any error of the SDK, of `fetch`, or an error object out of a stream. */
export function failureOf(error: unknown): Failure {
  const chain = causesOf(error);
  const facts = factsOf(error);
  // A status of success means that the answer broke, not that the request was refused.
  if ((facts.status !== null && facts.status >= 300) || facts.hasErrorObject) return classify(facts);
  if (chain.some((link) => isNamed(link, malformed))) return failure("provider-bad-response");
  if (chain.some((link) => isNamed(link, ["AI_InvalidResponseDataError"]))) return failure("provider-cut");
  if (chain.some((link) => ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"].includes(wordAt(link, "code")))) {
    return failure("provider-stall");
  }
  if (chain.some((link) => isNetworkWord(wordAt(link, "code")) || wordAt(link, "message") === "fetch failed")) {
    return failure("provider-unreachable");
  }
  return failure("internal");
}

/** An error body that came where an answer was expected; without an error object in it, it is no answer at all. */
export function failureOfBody(text: string): Failure {
  const facts = factsOf({ responseBody: text });
  return facts.hasErrorObject ? classify(facts) : failure("provider-bad-response");
}

export function toRunError({ code, detail }: Failure): RunError {
  const { message, suggestion, retryable } = errorTable[code];
  return { code, message: detail ? message.replace(/\.$/, ` (${detail}).`) : message, suggestion, retryable };
}

const malformed = ["SyntaxError", "AI_JSONParseError", "AI_TypeValidationError", "AI_EmptyResponseBodyError"];

function classify(facts: Facts): Failure {
  const { status } = facts;
  const detail = detailOf(facts);
  const code = codeOf(facts);
  const about = code === "provider-refused" ? aboutOf(facts) : null;
  const retryAfterMs = retryAfterOf(facts.headers) ?? facts.retryDelayMs;
  return failure(code, { status, retryAfterMs, about, detail: code === "provider-refused" ? detail : null });
}

function codeOf({ status, code, type, message, hasErrorObject }: Facts): ErrorCode {
  const words = `${code} ${type}`.toLowerCase();
  const says = (pattern: RegExp) => pattern.test(words) || pattern.test(message.toLowerCase());
  if (/insufficient_quota|billing|payment_required|credit/.test(words) || status === 402) return "provider-quota";
  if (says(/credit balance is too low|credits are depleted/)) return "provider-quota";
  if (says(/context_length_exceeded|context[ _](length|window|size|limit)|prompt is too long|input token count.*exceeds/)) {
    return "provider-context";
  }
  if (/model_not_found/.test(words)) return "provider-model";
  if (/invalid_api_key|authentication|permission/.test(words) || says(/api key not valid/)) return "provider-auth";
  if (/rate_limit|too_many_requests/.test(words)) return "provider-rate-limit";
  switch (status) {
    case 401:
    case 403:
      return "provider-auth";
    case 404:
      return hasErrorObject ? "provider-model" : "provider-bad-response";
    case 405:
      return "provider-bad-response";
    case 413:
      return "provider-context";
    case 429:
      return "provider-rate-limit";
    case 408:
    case 409:
    case 425:
    case null:
      return "provider-unavailable";
    default:
      if (status < 300 || status >= 500) return "provider-unavailable";
      return status < 400 ? "provider-bad-response" : "provider-refused";
  }
}

/** What a refusal is about, by what it says. The first row that fits counts. */
const objections: readonly (readonly [RegExp, NonNullable<Failure["about"]>])[] = [
  // A turn of tools that began without a thought goes on without one.
  [/expected `thinking`/, "budget"],
  [/redacted_thinking|thinking` (or|block)/, "seal"],
  [/encrypted[_ ]content|thought[_ ]?signature|signature.{0,12}thinking|thinking_blocks|reasoning_details/, "seal"],
  [/reasoning[._ ]?summar|include_?thoughts|thinking.*display/, "summary"],
  [/budget.*(must|greater|less|least|range|between|invalid)|max_(output_|completion_)?tokens/, "budget"],
  [/thinking is not (enabled|supported)|adaptive thinking|output_config|thinking\.(enabled|disabled|adaptive)/, "effort"],
  [/thinking[ .](level|budget)/, "effort"],
  [/does not support thinking|\bthink value\b|reasoning[._ ]?effort/, "effort"],
  [/enable_thinking|thinking_(budget|config|level)|thinking\.type|chat_template_kwargs|prompt_mode/, "effort"],
  [/reasoning_(format|control|split)|(include|separate|preserve)_(reasoning|thinking)/, "effort"],
  [/\b(reasoning|thinking)\b.*(unsupported|not supported|unknown|extra|unrecognized|not permitted)/, "effort"],
  [/(unsupported|unknown|extra|unrecognized|not permitted).*\b(reasoning|thinking)\b/, "effort"],
];

function aboutOf({ status, code, param, message }: Facts): Failure["about"] {
  if (status !== 400 && status !== 422) return null;
  const text = `${code} ${param} ${message}`.toLowerCase();
  return objections.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function detailOf({ status, code, param }: Facts): string | null {
  const isSafe = (word: string) => /^[a-z][a-z0-9_.-]{0,47}$/i.test(word);
  const words = [status === null ? "" : String(status), ...[code, param].filter(isSafe)].filter((word) => word !== "");
  return words.length > 0 ? words.join(" ") : null;
}

/** Milliseconds out of `retry-after-ms`, or `retry-after` in seconds or as a date. */
function retryAfterOf(headers: Record<string, string>): number | null {
  const exact = Number.parseFloat(headers["retry-after-ms"] ?? "");
  if (exact >= 0) return exact;
  const text = headers["retry-after"];
  if (text === undefined) return null;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return ms >= 0 ? ms : null;
}

function factsOf(error: unknown): Facts {
  const outer = recordOf(error);
  const body = recordOf(outer.data ?? parse(wordAt(outer, "responseBody")) ?? outer);
  const nested = recordOf(body.response).error ?? body.error;
  const inner = typeof nested === "string" ? { message: nested } : recordOf(nested);
  const status = numberAt(outer, "statusCode") ?? statusIn(wordAt(inner, "code"));
  const pick = (name: string) => wordAt(inner, name) || wordAt(body, name) || wordAt(outer, name);
  return {
    status,
    code: pick("code"),
    type: wordAt(inner, "type") || wordAt(outer, "type"),
    param: pick("param"),
    message: pick("message"),
    hasErrorObject: Object.keys(inner).length > 0 || isNamed(error, ["AI_StreamProviderError"]),
    headers: recordOf(outer.responseHeaders) as Record<string, string>,
    retryDelayMs: delayIn(inner.details),
  };
}

/** Google's errors come with details, one of which may say `retryDelay: "17s"`. */
function delayIn(details: unknown): number | null {
  const delays = Array.isArray(details) ? details.map((detail) => wordAt(detail, "retryDelay")) : [];
  const seconds = Number.parseFloat(delays.find((delay) => /^\d+(\.\d+)?s$/.test(delay)) ?? "");
  return Number.isNaN(seconds) ? null : seconds * 1000;
}

/** Some servers give the status as the error's code. */
function statusIn(code: string): number | null {
  return /^[45]\d\d$/.test(code) ? Number(code) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, hence no facts in it.
    return null;
  }
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let link = error; link !== undefined && link !== null && chain.length < 8; link = recordOf(link).cause) chain.push(link);
  return chain;
}

function isNamed(error: unknown, names: readonly string[]): boolean {
  return names.includes(wordAt(error, "name"));
}

function isNetworkWord(code: string): boolean {
  return /^(E[A-Z_]+|UND_ERR_[A-Z_]+|CERT_[A-Z_]+|DEPTH_[A-Z_]+|SELF_SIGNED[A-Z_]*|UNABLE_TO_[A-Z_]+|ERR_(TLS|SSL)[A-Z_]*)$/.test(
    code,
  );
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function wordAt(value: unknown, name: string): string {
  const word = recordOf(value)[name];
  return typeof word === "string" ? word : typeof word === "number" ? String(word) : "";
}

function numberAt(value: Record<string, unknown>, name: string): number | null {
  const number = value[name];
  return typeof number === "number" ? number : null;
}
