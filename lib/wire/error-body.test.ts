import { describe, expect, it } from "vitest";
import { AppError, type ErrorCode, errorTable } from "#lib/core/errors.ts";
import { fastApiError, openaiError } from "./error-body.ts";

const codes = Object.keys(errorTable) as ErrorCode[];

describe("an error as OpenAI tells it", () => {
  it.each<[ErrorCode, number, string, string | null]>([
    ["bad-request", 400, "invalid_request_error", null],
    ["unauthorized", 401, "authentication_error", "invalid_api_key"],
    ["forbidden", 403, "permission_error", "forbidden"],
    ["model-forbidden", 403, "permission_error", "model_not_allowed"],
    ["not-found", 404, "not_found_error", "not_found"],
    ["model-unknown", 404, "not_found_error", "model_not_found"],
    ["method-not-allowed", 405, "invalid_request_error", "method_not_allowed"],
    ["conflict", 409, "invalid_request_error", "conflict"],
    ["too-large", 413, "invalid_request_error", "request_too_large"],
    ["rate-limited", 429, "rate_limit_error", "rate_limit_exceeded"],
    ["too-many", 429, "rate_limit_error", "rate_limit_exceeded"],
    ["spent", 429, "insufficient_quota", "insufficient_quota"],
    ["internal", 500, "server_error", "internal"],
    ["shutting-down", 503, "server_error", "shutting_down"],
    ["storage", 507, "server_error", "storage"],
    ["provider-unavailable", 502, "api_error", "provider_unavailable"],
    ["provider-rate-limit", 502, "api_error", "provider_rate_limit"],
    ["provider-context", 400, "invalid_request_error", "context_length_exceeded"],
  ])("says %s with %i, %s and %s", (code, status, type, theirs) => {
    const told = openaiError(new AppError(code, { field: "messages.0.content" }));
    expect(told.status).toBe(status);
    expect(told.body.error).toMatchObject({ type, code: theirs, param: "messages.0.content" });
  });

  it("has all four fields and a sentence for every code", () => {
    for (const code of codes) {
      const { status, body } = openaiError(new AppError(code, { message: "This is wrong.", suggestion: "Do that." }));
      expect(Object.keys(body)).toEqual(["error"]);
      expect(Object.keys(body.error)).toEqual(["message", "type", "param", "code"]);
      expect(body.error).toMatchObject({ message: "This is wrong. Do that.", param: null });
      expect(status).toBeGreaterThanOrEqual(400);
      if (code.startsWith("provider-") && status === 502) expect(body.error.type).toBe("api_error");
    }
  });
});

describe("an error as FastAPI tells it", () => {
  it("is a list that names the field at fault, with 422", () => {
    const error = new AppError("bad-request", { message: "No messages.", suggestion: "Send one.", field: "messages.0" });
    expect(fastApiError(error)).toEqual({
      status: 422,
      body: { detail: [{ type: "value_error", loc: ["body", "messages", "0"], msg: "No messages. Send one." }] },
    });
    const whole = fastApiError(new AppError("bad-request", { field: "body" })).body.detail;
    expect(whole).toMatchObject([{ loc: ["body"] }]);
  });

  it("is else a sentence, with the status that every shape has", () => {
    for (const code of codes) {
      const { status, body } = fastApiError(new AppError(code, { message: "This is wrong.", suggestion: "Do that." }));
      expect([status, body]).toEqual([errorTable[code].status, { detail: "This is wrong. Do that." }]);
    }
  });
});
