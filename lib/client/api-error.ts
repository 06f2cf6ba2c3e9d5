import type { ErrorCode } from "#lib/core/errors.ts";

/** A call that failed, in words that may be shown. `unreachable`: nothing answered, so nothing is known of what was done. */
export class ApiError extends Error {
  readonly code: ErrorCode | "unreachable";
  readonly suggestion: string;
  readonly requestId: string | null;
  /** The field of the request at fault, where there is one. */
  readonly field: string | null;

  constructor(
    code: ErrorCode | "unreachable",
    message: string,
    suggestion: string,
    requestId: string | null = null,
    field: string | null = null,
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.suggestion = suggestion;
    this.requestId = requestId;
    this.field = field;
  }
}

export function unreachable(isOnline: boolean): ApiError {
  return isOnline
    ? new ApiError("unreachable", "Aloud could not be reached.", "Check that it is running, then try again.")
    : new ApiError("unreachable", "This device is offline.", "Try again once the network is back.");
}

/** Turns the body of a failed response into an error; a body that is not ours becomes one fixed sentence. */
export function errorFromBody(status: number, body: unknown): ApiError {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const { code, message, suggestion, requestId, field } = error;
  return new ApiError(
    typeof code === "string" ? (code as ErrorCode) : status === 404 ? "not-found" : "internal",
    typeof message === "string" ? message : "Something other than Aloud answered.",
    typeof suggestion === "string" ? suggestion : tryAgain,
    typeof requestId === "string" ? requestId : null,
    typeof field === "string" ? field : null,
  );
}

const tryAgain = "Reload the page and try again.";

/** Any thrown thing as an ApiError. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError("internal", "Something went wrong in the page.", tryAgain);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
