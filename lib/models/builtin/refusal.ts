/** Owns: a refusal, as OpenAI words it. */

export interface Refusal {
  status: 400 | 404;
  error: { message: string; type: "invalid_request_error"; param: string | null; code: string | null };
}

export function refusal(status: 400 | 404, code: string | null, param: string | null, message: string): Refusal {
  return { status, error: { message, type: "invalid_request_error", param, code } };
}
