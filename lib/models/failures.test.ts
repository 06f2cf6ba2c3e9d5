import { APICallError, InvalidResponseDataError, JSONParseError } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import { type ErrorCode, errorTable } from "#lib/core/errors.ts";
import { failureOf, failureOfBody, toRunError } from "./failures.ts";

const refused = (statusCode: number, body: unknown, responseHeaders: Record<string, string> = {}) =>
  new APICallError({
    message: "Refused",
    url: "http://provider/v1",
    requestBodyValues: {},
    statusCode,
    responseHeaders,
    responseBody: typeof body === "string" ? body : JSON.stringify(body),
  });
const broken = (code: string) => Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("x"), { code }) });

describe("a provider's failure", () => {
  it.each<[string, unknown, ErrorCode]>([
    ["401", refused(401, {}), "provider-auth"],
    ["403 with a page", refused(403, "<html>"), "provider-auth"],
    ["402", refused(402, { error: { message: "Pay" } }), "provider-quota"],
    ["404 with an error", refused(404, { error: { message: "No such model" } }), "provider-model"],
    ["404 with a sentence for an error", refused(404, { error: "model 'x' not found" }), "provider-model"],
    ["404 of another kind", refused(404, { detail: "Not Found" }), "provider-bad-response"],
    ["400 for a model", refused(400, { error: { code: "model_not_found", message: "" } }), "provider-model"],
    ["400 for length by code", refused(400, { error: { code: "context_length_exceeded", message: "" } }), "provider-context"],
    [
      "400 for length by its words",
      refused(400, { error: { message: "the request exceeds the available context size" } }),
      "provider-context",
    ],
    ["413", refused(413, ""), "provider-context"],
    ["422", refused(422, { error: { message: "Bad temperature" } }), "provider-refused"],
    ["429", refused(429, { error: { message: "Slow" } }), "provider-rate-limit"],
    ["429 for money", refused(429, { error: { code: "insufficient_quota", message: "" } }), "provider-quota"],
    ["503", refused(503, "overloaded"), "provider-unavailable"],
    ["529", refused(529, ""), "provider-unavailable"],
    ["308", refused(308, ""), "provider-bad-response"],
    ["an error object with a numeric code", { error: { code: 429, message: "Slow" } }, "provider-rate-limit"],
    ["an error object without a code", { error: { message: "Crash" } }, "provider-unavailable"],
    ["no listener", broken("ECONNREFUSED"), "provider-unreachable"],
    ["no such host", broken("ENOTFOUND"), "provider-unreachable"],
    ["a bad certificate", broken("SELF_SIGNED_CERT_IN_CHAIN"), "provider-unreachable"],
    ["no headers in time", broken("UND_ERR_HEADERS_TIMEOUT"), "provider-stall"],
    ["bad JSON", new JSONParseError({ text: "{", cause: null }), "provider-bad-response"],
    ["no finish", new InvalidResponseDataError({ data: null }), "provider-cut"],
    ["a defect of ours", new RangeError("x"), "internal"],
    ["nothing", undefined, "internal"],
    ["a sentence", "boom", "internal"],
  ])("of %s has its class", (_, error, code) => {
    expect(failureOf(error).code).toBe(code);
  });

  it.each<[Record<string, string>, number | null]>([
    [{ "retry-after-ms": "1500", "retry-after": "9" }, 1500],
    [{ "retry-after": "9" }, 9000],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "-1" }, null],
    [{}, null],
  ])("with headers %j asks to wait %s ms", (headers, expected) => {
    expect(failureOf(refused(429, {}, headers)).retryAfterMs).toBe(expected);
  });

  it("with a date asks to wait until then", () => {
    const wait = failureOf(refused(429, {}, { "retry-after": new Date(Date.now() + 30_000).toUTCString() })).retryAfterMs;
    expect(wait).toBeGreaterThan(20_000);
    expect(wait).toBeLessThanOrEqual(30_000);
  });

  it("in a body is read out of it, and a body without one is no answer", () => {
    expect(failureOfBody('{"error":{"code":"insufficient_quota","message":"x"}}').code).toBe("provider-quota");
    expect(failureOfBody('{"choices":[]}').code).toBe("provider-bad-response");
    expect(failureOfBody("[1,").code).toBe("provider-bad-response");
  });

  it("shows class words of the provider's and nothing longer", () => {
    const shown = (error: object) => toRunError(failureOf(refused(400, { error: { message: "m", ...error } }))).message;
    expect(shown({ code: "invalid_value", param: "input[0].text" })).toBe(
      "The provider refused this request (400 invalid_value).",
    );
    expect(shown({ code: "<img src=x>", param: "a b" })).toBe("The provider refused this request (400).");
    expect(shown({ code: "x".repeat(80) })).toBe("The provider refused this request (400).");
  });

  it("becomes an error people can act on", () => {
    const { status: _, ...row } = errorTable["provider-auth"];
    expect(toRunError(failureOf(refused(401, {})))).toEqual({ code: "provider-auth", ...row });
  });
});
