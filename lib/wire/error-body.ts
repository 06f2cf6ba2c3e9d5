/** Owns: an error in the shapes that clients of the outside interfaces expect, before an answer has begun or in the middle of one. */
import { type ErrorCode, errorTable } from "#lib/core/errors.ts";

/** What is told of an error; an AppError is one. */
export interface ToldError {
  code: ErrorCode;
  message: string;
  suggestion: string;
  /** The name of the request field at fault. */
  field?: string | undefined;
}

export interface OpenaiErrorBody {
  error: { message: string; type: OpenaiErrorType; param: string | null; code: string | null };
}

type OpenaiErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "not_found_error"
  | "rate_limit_error"
  | "insufficient_quota"
  | "api_error"
  | "server_error";

interface OpenaiRow {
  type: OpenaiErrorType;
  /** What clients look for; without it our own code, in their spelling. */
  code?: string | null;
  /** Where theirs differs from ours. */
  status?: number;
}

/** A conversation that is too long stays too long: with a 5xx, clients would send it again. */
const tooLong: OpenaiRow = { type: "invalid_request_error", code: "context_length_exceeded", status: 400 };

const openaiRows: Record<ErrorCode, OpenaiRow> = {
  "bad-request": { type: "invalid_request_error", code: null },
  unauthorized: { type: "authentication_error", code: "invalid_api_key" },
  forbidden: { type: "permission_error" },
  "model-forbidden": { type: "permission_error", code: "model_not_allowed" },
  "not-found": { type: "not_found_error" },
  "method-not-allowed": { type: "invalid_request_error" },
  conflict: { type: "invalid_request_error" },
  "too-large": { type: "invalid_request_error", code: "request_too_large" },
  "wrong-content-type": { type: "invalid_request_error" },
  "request-id-reused": { type: "invalid_request_error", code: "idempotency_key_reused" },
  "model-unknown": { type: "not_found_error", code: "model_not_found", status: 404 },
  "too-many": { type: "rate_limit_error", code: "rate_limit_exceeded" },
  "rate-limited": { type: "rate_limit_error", code: "rate_limit_exceeded" },
  spent: { type: "insufficient_quota", code: "insufficient_quota" },
  "shutting-down": { type: "server_error" },
  storage: { type: "server_error" },
  internal: { type: "server_error" },
  "provider-auth": { type: "api_error" },
  "provider-model": { type: "api_error" },
  "provider-rate-limit": { type: "api_error" },
  "provider-quota": { type: "api_error" },
  "provider-unavailable": { type: "api_error" },
  "provider-unreachable": { type: "api_error" },
  "provider-cut": { type: "api_error" },
  "provider-stall": { type: "api_error" },
  "provider-bad-response": { type: "api_error" },
  "provider-refused": { type: "api_error" },
  "provider-context": tooLong,
  "answer-too-long": { type: "api_error" },
};

/** As OpenAI tells it. In the middle of a stream the body alone is sent. */
export function openaiError(error: ToldError): { status: number; body: OpenaiErrorBody } {
  const { type, code, status } = openaiRows[error.code];
  return {
    status: status ?? errorTable[error.code].status,
    body: {
      error: {
        message: sentences(error),
        type,
        param: error.field ?? null,
        code: code === undefined ? error.code.replaceAll("-", "_") : code,
      },
    },
  };
}

export interface FastApiErrorBody {
  detail: string | { type: string; loc: string[]; msg: string }[];
}

/** As FastAPI tells it: a field at fault in a list with 422, all else in a sentence. */
export function fastApiError(error: ToldError): { status: number; body: FastApiErrorBody } {
  const msg = sentences(error);
  if (error.code === "bad-request" && error.field !== undefined) {
    const path = error.field === "body" ? [] : error.field.split(".");
    return { status: 422, body: { detail: [{ type: "value_error", loc: ["body", ...path], msg }] } };
  }
  return { status: errorTable[error.code].status, body: { detail: msg } };
}

function sentences({ message, suggestion }: ToldError): string {
  return `${message} ${suggestion}`;
}
