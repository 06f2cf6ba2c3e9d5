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
    [
      "Anthropic, overloaded in mid-stream",
      { type: "error", error: { type: "overloaded_error", message: "x" } },
      "provider-unavailable",
    ],
    [
      "Anthropic, refusing in mid-stream",
      { type: "error", error: { type: "invalid_request_error", message: "x" } },
      "provider-refused",
    ],
    [
      "Anthropic, busy",
      refused(429, { type: "error", error: { type: "rate_limit_error", message: "x" } }),
      "provider-rate-limit",
    ],
    [
      "Anthropic's key",
      refused(401, { type: "error", error: { type: "authentication_error", message: "invalid x-api-key" } }),
      "provider-auth",
    ],
    [
      "Anthropic's model",
      refused(404, { type: "error", error: { type: "not_found_error", message: "model: x" } }),
      "provider-model",
    ],
    [
      "Anthropic without money",
      refused(400, { type: "error", error: { type: "invalid_request_error", message: "Your credit balance is too low" } }),
      "provider-quota",
    ],
    [
      "Anthropic, too long",
      refused(400, { type: "error", error: { type: "invalid_request_error", message: "prompt is too long: 210000 tokens" } }),
      "provider-context",
    ],
    [
      "Google's key",
      refused(400, {
        error: { code: 400, status: "INVALID_ARGUMENT", message: "API key not valid.", details: [{ reason: "API_KEY_INVALID" }] },
      }),
      "provider-auth",
    ],
    ["Google, denied", refused(403, { error: { code: 403, status: "PERMISSION_DENIED", message: "No" } }), "provider-auth"],
    [
      "Google, busy in mid-stream",
      [{ error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota" } }],
      "provider-rate-limit",
    ],
    ["Google, down", { error: { code: 503, status: "UNAVAILABLE", message: "Overloaded" } }, "provider-unavailable"],
    [
      "Google's model",
      refused(404, { error: { code: 404, status: "NOT_FOUND", message: "models/x is not found" } }),
      "provider-model",
    ],
    ["Ollama's model", refused(404, { error: "model 'x' not found" }), "provider-model"],
    ["Ollama in mid-stream", { error: "an error was encountered while running the model" }, "provider-unavailable"],
    [
      "Mistral's model",
      refused(400, { object: "error", message: "Invalid model: x", type: "invalid_model", code: "1500" }),
      "provider-model",
    ],
    [
      "vLLM's model",
      refused(404, { object: "error", message: "The model `x` does not exist.", type: "NotFoundError", code: 404 }),
      "provider-model",
    ],
    [
      "xAI's key",
      refused(400, { code: "Client specified an invalid argument", error: "Incorrect API key provided: xa***" }),
      "provider-auth",
    ],
    [
      "DeepSeek without money",
      refused(402, { error: { message: "Insufficient Balance", code: "invalid_request_error" } }),
      "provider-quota",
    ],
    ["OpenRouter's model", refused(400, { error: { message: "x/y is not a valid model ID", code: 400 } }), "provider-model"],
    ["OpenRouter in mid-stream", { error: { code: "server_error", message: "Provider disconnected" } }, "provider-unavailable"],
    [
      "llama.cpp while it loads",
      refused(503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } }),
      "provider-unavailable",
    ],
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

  it("of Google's says in its body how long to wait", () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.5s" }];
    const error = { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota", details };
    expect(failureOf(refused(429, { error })).retryAfterMs).toBe(34_500);
  });

  it.each<[ReturnType<typeof failureOf>["about"], string]>([
    ["effort", "Unsupported parameter: 'reasoning.effort' is not supported with this model."],
    ["effort", "`reasoning_effort` is not supported with this model"],
    ["effort", '"qwen2.5" does not support thinking'],
    ["effort", "adaptive thinking is not supported on this model"],
    ["effort", "This model does not support the effort parameter."],
    ["effort", "output_config.effort: Extra inputs are not permitted"],
    ["effort", "Thinking level MEDIUM is not supported for this model. Please retry with other thinking level."],
    ["effort", "Unrecognized request argument supplied: enable_thinking"],
    ["summary", "Your organization must be verified to generate reasoning summaries."],
    ["seal", "The encrypted content gAAA… could not be verified."],
    ["seal", "messages.1.content.0: Invalid `signature` in `thinking` block"],
    [
      "seal",
      "messages.3.content.1: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified.",
    ],
    ["seal", "Item 'rs_68' of type 'reasoning' was provided without its required following item."],
    ["seal", "Thought signature is not valid."],
    ["budget", "`max_tokens` must be greater than `thinking.budget_tokens`."],
    ["budget", "max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens"],
    ["budget", "The thinking budget 0 is invalid. Please choose a value between 512 and 24576."],
    ["budget", "'max_tokens' or 'max_completion_tokens' is too large: 32768."],
    [null, "Function call is missing a thought_signature in functionCall parts."],
    [null, "The reasoning_content in the thinking mode must be passed back to the API."],
    [null, "messages: text content blocks must be non-empty"],
    [null, "temperature is not supported with this model"],
  ])("about %s is known by its words: %s", (about, message) => {
    expect(failureOf(refused(400, { error: { message } })).about).toBe(about);
    expect(failureOf(refused(500, { error: { message } })).about).toBeNull();
  });

  it("is found in what a gateway passes on", () => {
    const raw = JSON.stringify({ error: { message: "Invalid `signature` in `thinking` block" } });
    expect(failureOf(refused(400, { error: { code: 400, message: "Provider returned error", metadata: { raw } } })).about).toBe(
      "seal",
    );
    expect(failureOf(refused(422, { detail: [{ loc: ["body", "reasoning_effort"], msg: "Extra inputs" }] })).about).toBe(
      "effort",
    );
  });

  it("is understood in time linear in a body of spite", () => {
    const spite = { error: { message: "item thinking signature ".repeat(400_000) } };
    expect(failureOf(refused(400, spite)).code).toBe("provider-refused");
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
