/** Owns: the ways in which a scripted provider fails. */
import { type Action, type Scenario, stop, type WireError } from "./scenario.ts";

export const brokenThought = "**Starting out**\n\nI begin with the first part of the question and then the wire goes quiet.";

const json = { "content-type": "application/json" };
const refusal = (status: number, error: WireError, headers = {}): Action => ({ kind: "refuse", status, headers, error });

const rateLimited = (retryAfterMs: number) =>
  refusal(
    429,
    { code: "rate_limit_exceeded", type: "requests", message: "Rate limit reached for key sk-secret-123." },
    { "retry-after-ms": String(retryAfterMs) },
  );
const serverError = refusal(
  500,
  { code: null, type: "server_error", message: "The server had an error while processing your request." },
  { "retry-after-ms": "5" },
);
const thinkThen =
  (...after: Action[]): Scenario =>
  () => [{ kind: "thought", text: brokenThought }, ...after];
const afterwards: Action[] = [{ kind: "text", text: "It is 408." }, stop];

export const faults: Record<string, Scenario> = {
  "rate-limited": () => [rateLimited(5)],
  /** Twice busy, then well, over and over. */
  "rate-limited-then-ok": ({ earlier }) =>
    earlier % 3 < 2
      ? [rateLimited(300)]
      : [{ kind: "thought", text: "**Waiting my turn**\n\nNow there is room for me." }, ...afterwards],
  "rate-limited-for-long": () => [rateLimited(50_000)],
  quota: () => [refusal(429, { code: "insufficient_quota", type: "insufficient_quota", message: "You exceeded your quota." })],
  "server-error": () => [serverError],
  "server-error-then-ok": ({ earlier }) =>
    earlier % 2 === 0 ? [serverError] : [{ kind: "thought", text: "I am back." }, ...afterwards],
  "wrong-key": () => [
    refusal(401, {
      code: "invalid_api_key",
      type: "invalid_request_error",
      message: "Incorrect API key provided: sk-secret-123.",
    }),
  ],
  "unknown-model": () => [
    refusal(404, {
      code: "model_not_found",
      type: "invalid_request_error",
      message: "The model `unknown-model` does not exist.",
    }),
  ],
  "too-long": () => [
    refusal(400, {
      code: "context_length_exceeded",
      type: "invalid_request_error",
      message: "This model's maximum context length is 8192 tokens.",
    }),
  ],
  refused: () => [
    refusal(400, { code: "invalid_value", type: "invalid_request_error", param: "input", message: "<b>No</b> sk-secret-123." }),
  ],
  "no-effort": ({ body }) =>
    JSON.stringify(body).includes('effort":')
      ? [
          refusal(400, {
            code: "unsupported_parameter",
            type: "invalid_request_error",
            param: "reasoning_effort",
            message: "Unsupported parameter: 'reasoning_effort' is not supported with this model.",
          }),
        ]
      : [{ kind: "text", text: "I answer without thinking." }, stop],
  "refuses-seals": ({ body }) =>
    JSON.stringify(body).includes('encrypted_content":')
      ? [
          refusal(400, {
            code: "invalid_encrypted_content",
            type: "invalid_request_error",
            message: "The encrypted content could not be verified.",
          }),
        ]
      : [{ kind: "text", text: "I no longer know what I thought." }, stop],
  moved: () => [{ kind: "reply", status: 307, headers: { location: "http://127.0.0.1:9/v1/elsewhere" }, body: "" }],
  "not-found-page": () => [{ kind: "reply", status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not Found</h1>" }],
  "html-instead": () => [
    { kind: "reply", status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><title>Sign in</title>" },
  ],
  "html-as-stream": () => [
    {
      kind: "reply",
      status: 200,
      headers: { "content-type": "text/event-stream" },
      body: "<!doctype html><title>Sign in</title>",
    },
  ],
  "json-instead": () => [{ kind: "reply", status: 200, headers: json, body: JSON.stringify({ status: "ok", version: "1.2.3" }) }],
  "json-error-with-200": () => [
    {
      kind: "reply",
      status: 200,
      headers: json,
      body: JSON.stringify({ error: { code: "insufficient_quota", message: "No." } }),
    },
  ],
  "text-instead": () => [
    { kind: "reply", status: 200, headers: { "content-type": "text/event-stream" }, body: "Service is starting up.\n" },
  ],
  "empty-body": () => [{ kind: "reply", status: 200, headers: { "content-type": "text/event-stream" }, body: "" }],
  "reset-mid-thought": thinkThen({ kind: "wait", ms: 50 }, { kind: "reset" }),
  "reset-at-start": () => [{ kind: "reset" }],
  "eof-mid-thought": thinkThen(),
  "broken-json": thinkThen({ kind: "raw", data: '{"choices":[{"delta":{"content":"br' }, ...afterwards),
  "stall-mid-thought": thinkThen({ kind: "silence" }),
  "stall-at-start": () => [{ kind: "silence" }],
  "error-in-stream": thinkThen({
    kind: "error",
    code: "server_error",
    type: "server_error",
    message: "The model has crashed. Trace sk-secret-123.",
  }),
  "overloaded-in-stream": thinkThen({
    kind: "error",
    code: "rate_limit_exceeded",
    type: "tokens",
    message: "Slow down.",
  }),
  "endless-line": () => [
    { kind: "bytes", bytes: "data: " },
    ...Array.from({ length: 200 }, (): Action => ({ kind: "bytes", bytes: "x".repeat(1 << 20) })),
  ],
  "endless-answer": () => [
    ...Array.from({ length: 200 }, (): Action => ({ kind: "text", text: "all work and no play ".repeat(4096), cut: "words" })),
    stop,
  ],
  "calls-a-tool": ({ wire }) =>
    wire === "chat"
      ? [
          { kind: "text", text: "One moment. " },
          {
            kind: "raw",
            data: '{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"rm","arguments":"{}"}}]},"finish_reason":null}]}',
          },
          {
            kind: "raw",
            data: '{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}',
          },
        ]
      : [
          { kind: "text", text: "One moment. " },
          {
            kind: "raw",
            data: '{"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"rm","arguments":"{}","status":"completed"}}',
          },
          stop,
        ],
};
