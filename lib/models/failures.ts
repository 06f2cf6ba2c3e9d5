/**
 * Owns: what a provider's failure is called. Pure. What a provider wrote is read here and shown nowhere:
 * only short class words of it, such as `invalid_value`, may reach a sentence.
 * Does not own: the sentences (`lib/core/errors.ts`), what an error says (`error-facts.ts`), when to try again (`retry.ts`).
 */
import { type ErrorCode, errorTable } from "#lib/core/errors.ts";
import type { RunError } from "#lib/reasoning/event.ts";
import type { SettingName } from "./call-settings.ts";
import { type Facts, factsOf, recordOf, wordAt } from "./error-facts.ts";
import { type Objection, objectionIn } from "./objection.ts";
import { isAboutForcedThought, refusedSettings } from "./setting-objection.ts";
import { isAboutTools } from "./tool-objection.ts";

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
  about: Objection | "tools" | null;
  /** It says that the model may not think where it must call a tool. */
  isForcedThought: boolean;
  /** Settings that it names; what it says of those counts before `about`, where they were in the request. */
  settings: readonly SettingName[];
}

const transient: readonly ErrorCode[] = ["provider-rate-limit", "provider-unavailable", "provider-unreachable"];

export function failure(code: ErrorCode, more: Partial<Failure> = {}): Failure {
  const isTransient = transient.includes(code);
  return {
    code,
    status: null,
    retryAfterMs: null,
    isTransient,
    detail: null,
    about: null,
    isForcedThought: false,
    settings: [],
    ...more,
  };
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
  const { status, retryAfterMs } = facts;
  const code = codeOf(facts);
  const detail = code === "provider-refused" ? detailOf(facts) : null;
  const about = objectionIn(facts) ?? (isAboutTools(facts) ? "tools" : null);
  const named = { isForcedThought: isAboutForcedThought(facts), settings: refusedSettings(facts) };
  return failure(code, { status, retryAfterMs, about, ...named, detail });
}

/** The first that matches; `message`: the pattern is sought in what the provider wrote too, not only in its class words. */
const classes: { code: ErrorCode; words: RegExp; message?: RegExp }[] = [
  {
    code: "provider-quota",
    words: /insufficient_quota|billing|payment_required|credit/,
    message: /credit balance|credits are depleted|insufficient (balance|credit|quota|funds)/,
  },
  {
    code: "provider-context",
    words: /context_length_exceeded|request_too_large/,
    message: /context_length_exceeded|context[ _](length|window|size|limit)|prompt is too long|input token count.{0,40}exceeds/,
  },
  {
    code: "provider-model",
    words: /model_not_found|not_found_error|invalid_model|^not_found\b/,
    message: /model not exist|not a valid model|invalid model\b|\bmodel\b.{0,120}(does not exist|not found)/,
  },
  {
    code: "provider-auth",
    words: /invalid_api_key|unauthenticated|authentication|permission/,
    message: /(incorrect|invalid) api key|api key not valid/,
  },
  { code: "provider-rate-limit", words: /rate_limit|too_many_requests|resource_exhausted/ },
];

function codeOf(facts: Facts): ErrorCode {
  const { status, code, type, hasErrorObject } = facts;
  if (status === 402) return "provider-quota";
  const words = `${code} ${type}`.toLowerCase();
  const message = facts.message.toLowerCase();
  const found = classes.find((one) => one.words.test(words) || one.message?.test(message));
  if (found) return found.code;
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
      return "provider-unavailable";
    case null:
      return /invalid_(request|argument)/.test(words) ? "provider-refused" : "provider-unavailable";
    default:
      if (status < 300 || status >= 500) return "provider-unavailable";
      return status < 400 ? "provider-bad-response" : "provider-refused";
  }
}

function detailOf({ status, code, param }: Facts): string | null {
  const isSafe = (word: string) => /^[a-z][a-z0-9_.-]{0,47}$/i.test(word);
  const words = [status === null ? "" : String(status), ...[code, param].filter(isSafe)].filter((word) => word !== "");
  return words.length > 0 ? words.join(" ") : null;
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
