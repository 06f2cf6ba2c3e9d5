/**
 * Owns: every error a person or a program may be told about, with its HTTP status, sentence and what to do next.
 * Does not own: turning an error into a Response (`lib/http/route.ts`) or translating a provider's failure
 * into one of these codes (`lib/models/failures.ts`).
 */
interface ErrorRow {
  status: number;
  message: string;
  suggestion: string;
  /** Whether the same request may succeed later without a change. */
  retryable: boolean;
}

const rows = {
  "bad-request": row(400, "The request could not be understood.", "Check the named field and send it again."),
  unauthorized: row(
    401,
    "This needs an API key of this application.",
    "Make one in the settings and send it as Authorization: Bearer.",
  ),
  forbidden: row(
    403,
    "This request came from somewhere that may not use this application.",
    "Open the application at its own address.",
  ),
  "model-forbidden": row(
    403,
    "This key may not ask this model.",
    "Ask one of the models it may use, or allow this one for the key in the settings.",
  ),
  "not-found": row(404, "There is nothing here by that name.", "It may have been deleted. Go back to the list."),
  "method-not-allowed": row(405, "This address does not take that kind of request.", "See the API table in the README."),
  conflict: row(409, "This clashes with something that is already going on.", "Wait for it to end or stop it, then try again."),
  "too-large": row(413, "This is larger than can be taken.", "Shorten it and send it again."),
  "wrong-content-type": row(415, "The body must be JSON.", "Send it with content-type application/json."),
  "request-id-reused": row(422, "This request id was used before with other content.", "Send it with a new clientRequestId."),
  "model-unknown": row(422, "This model is not available here.", "Choose another model, or connect its provider."),
  "too-many": row(429, "Too many answers are being written at once.", "Wait for one to end, then try again.", true),
  "rate-limited": row(429, "There were too many requests within a minute.", "Wait a little, then try again.", true),
  spent: row(
    429,
    "This key has spent what it may.",
    "Raise its limit in the settings, or wait until what it spent is long enough ago.",
  ),
  "shutting-down": row(503, "The application is restarting.", "Try again in a few seconds.", true),
  storage: row(507, "The answer could not be saved.", "Check that the disk has free space, then retry.", true),
  internal: row(
    500,
    "Something went wrong inside the application.",
    "Try again. The log has the details under the request id.",
    true,
  ),

  "provider-auth": row(502, "The provider refused the key.", "Check the key of this connection, then retry."),
  "provider-model": row(502, "The provider does not know this model.", "Choose another model and retry."),
  "provider-rate-limit": row(502, "The provider is receiving too many requests.", "Wait a little, then retry.", true),
  "provider-quota": row(
    502,
    "The provider reports that the account has no credit left.",
    "Check the account's billing, then retry.",
  ),
  "provider-unavailable": row(502, "The provider has a problem of its own.", "Retry in a moment.", true),
  "provider-unreachable": row(502, "The provider could not be reached.", "Check the address and the network, then retry.", true),
  "provider-cut": row(502, "The connection to the provider broke before the answer was complete.", "Retry to ask again.", true),
  "provider-stall": row(502, "The provider stopped sending.", "Retry to ask again.", true),
  "provider-bad-response": row(
    502,
    "The provider sent something that is not an answer.",
    "Check that the base URL points at an OpenAI-compatible API, then retry.",
    true,
  ),
  "provider-refused": row(502, "The provider refused this request.", "Change the message or choose another model."),
  "provider-context": row(
    502,
    "The conversation is longer than this model can read.",
    "Choose a model with a larger context, or start a new conversation.",
  ),
  "answer-too-long": row(502, "The answer grew past the limit and was cut.", "Ask for a shorter answer."),
} as const satisfies Record<string, ErrorRow>;

function row(status: number, message: string, suggestion: string, retryable = false): ErrorRow {
  return { status, message, suggestion, retryable };
}

export type ErrorCode = keyof typeof rows;

export const errorTable: Readonly<Record<ErrorCode, ErrorRow>> = rows;

export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(rows, value);
}

const mark = Symbol.for("aloud.AppError");

/** The one error that services throw. `message` and `suggestion` are safe to show; `cause` never leaves the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly suggestion: string;
  /** The name of the request field at fault, when there is one. */
  readonly field: string | undefined;
  /** After how many milliseconds the same request may succeed, when that is known. */
  readonly retryAfterMs: number | undefined;
  readonly [mark] = true;

  constructor(
    code: ErrorCode,
    options: { message?: string; suggestion?: string; field?: string; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(options.message ?? errorTable[code].message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.suggestion = options.suggestion ?? errorTable[code].suggestion;
    this.field = options.field;
    this.retryAfterMs = options.retryAfterMs;
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  /** Works across the two copies of this module that one process may hold (see `remember.ts`). */
  static is(error: unknown): error is AppError {
    return typeof error === "object" && error !== null && mark in error;
  }
}
