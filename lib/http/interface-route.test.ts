import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { newKeySchema } from "#lib/auth/key-policy.ts";
import { createKey, deleteKey } from "#lib/auth/keys.ts";
import { AppError, type ErrorCode, errorTable } from "#lib/core/errors.ts";
import { idField } from "#lib/http/fields.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import type { ErrorShape } from "./error-response.ts";
import { interfaceRoute } from "./interface-route.ts";
import { methods } from "./methods.ts";
import { streamFrames } from "./stream.ts";

const database = withDatabase("sqlite");
afterEach(() => vi.restoreAllMocks());

const makeKey = async (fields: object = {}) =>
  createKey({ userId: database().localOwnerId }, newKeySchema.parse({ name: "Editor", ...fields }));

const input = {
  shape: "openai",
  needsKey: true,
  params: z.object({ runId: idField("run").optional() }),
  query: z.object({ stream: z.enum(["true", "false"]).optional() }),
  body: z.object({ messages: z.array(z.object({ role: z.string() })).min(1) }),
} as const;
const open = interfaceRoute(input, ({ caller, query, body }) => Response.json({ key: caller.key?.id, query, body }));
const good = { messages: [{ role: "user" }] };
const path = "/v1/chat/completions";

async function post(body: unknown, headers: Record<string, string> = {}, handler = open, to = path) {
  const { key } = await makeKey();
  return callRoute(handler, to, { method: "POST", body, headers: { authorization: `Bearer ${key}`, ...headers } });
}

const throwing = (error: unknown, shape: ErrorShape = "openai") =>
  interfaceRoute({ shape, needsKey: false }, () => Promise.reject(error));

describe("a route of the outside interfaces", () => {
  it("hands caller, query and body to its handler, and gives the answer a request id", async () => {
    const made = await makeKey();
    const headers = { authorization: `Bearer ${made.key}` };
    const response = await callRoute(open, `${path}?stream=true`, { method: "POST", body: { ...good, extra: 1 }, headers });
    expect(await response.json()).toEqual({ key: made.id, query: { stream: "true" }, body: good });
    expect(response.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("answers 401 without a key and with a wrong one, and asks for one as HTTP does", async () => {
    for (const headers of [{}, { authorization: "Bearer sk-1" }] as Record<string, string>[]) {
      const response = await callRoute(open, path, { method: "POST", body: good, headers });
      expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
      expect(await response.json()).toEqual({
        error: {
          message: expect.stringMatching(/key/),
          type: "authentication_error",
          param: "authorization",
          code: "invalid_api_key",
        },
      });
    }
  });

  it("lets the person in where none is needed, and no wrong key in their place", async () => {
    const who = interfaceRoute({ shape: "ours", needsKey: false }, ({ caller }) => Response.json(caller));
    expect(await (await callRoute(who, "/api/chat")).json()).toEqual({ viewer: { userId: database().localOwnerId }, key: null });
    const response = await callRoute(who, "/api/chat", { headers: { authorization: "Bearer sk-1" } });
    expect(await readError(response)).toEqual({ status: 401, code: "unauthorized", field: "authorization" });
  });

  it("looks at the key before the path, so that nothing is told to those without", async () => {
    const params = { runId: "run_1" };
    expect((await callRoute(open, path, { method: "POST", body: good, params })).status).toBe(401);
    const { key } = await makeKey();
    const response = await callRoute(open, path, { method: "POST", body: good, params, headers: { "x-api-key": key } });
    expect([response.status, (await response.json()).error.type]).toEqual([404, "not_found_error"]);
  });

  it.each([
    ["a field within", { messages: [{ role: 1 }] }, "messages.0.role"],
    ["an empty list", { messages: [] }, "messages"],
    ["no JSON", "{", "body"],
    ["bytes", new Uint8Array([0xff]), "body"],
  ])("names %s as the parameter at fault", async (_, body, param) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({ type: "invalid_request_error", param });
  });

  it.each(["text/plain", "", "application/json; charset=utf-8", "application/x-www-form-urlencoded"])(
    "takes JSON that calls itself %j, as the servers do whose clients come here",
    async (type) => {
      expect((await post(good, { "content-type": type })).status).toBe(200);
    },
  );

  it("S13 takes it for nothing else where the person may ask: pages on other sites can send such types", async () => {
    const ours = interfaceRoute({ shape: "ours", needsKey: false, body: z.unknown() }, () => new Response());
    expect((await post(good, { "content-type": "text/plain" }, ours, "/api/chat")).status).toBe(415);
  });

  it("S56 answers 413 to more than 20 MiB in the shape, with what the browser needs to show it", async () => {
    const headers = { origin: "https://pro.openbb.co" };
    const response = await post(new Uint8Array(20 * 1024 * 1024 + 1).fill(0x20), headers);
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([413, headers.origin]);
    expect((await response.json()).error).toMatchObject({
      message: expect.stringContaining("20 MiB"),
      type: "invalid_request_error",
      param: "body",
    });
    expect((await post(JSON.stringify(good).padEnd(20 * 1024 * 1024))).status).toBe(200);
  });

  it("answers 429 with the seconds to wait when a key asks too often, which its client may repeat", async () => {
    const { key } = await makeKey({ requestsPerMinute: 1 });
    const once = () => callRoute(open, path, { method: "POST", body: good, headers: { "x-api-key": key } });
    expect((await once()).status).toBe(200);
    const response = await once();
    expect([response.status, response.headers.get("x-should-retry")]).toEqual([429, "true"]);
    const wait = Number(response.headers.get("retry-after"));
    expect([wait > 0, wait <= 60]).toEqual([true, true]);
    expect((await response.json()).error).toMatchObject({ type: "rate_limit_error", code: "rate_limit_exceeded" });
  });

  it("tells clients not to repeat what cannot succeed", async () => {
    const response = await callRoute(throwing(new AppError("spent")), path);
    expect([response.status, response.headers.get("x-should-retry"), response.headers.get("retry-after")]).toEqual([
      429,
      "false",
      null,
    ]);
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      vi.spyOn(console, "error").mockImplementation(() => {});
      const { status, headers } = await callRoute(throwing(new AppError(code)), path);
      const isRepeated = status === 409 || status === 429 || status >= 500;
      expect(headers.get("x-should-retry"), code).toBe(isRepeated ? String(errorTable[code].retryable) : null);
    }
  });

  it("makes one sentence of what nobody foresaw, in each shape, and a line in the log without the key", async () => {
    const lines: string[] = [];
    vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
    const { key } = await makeKey();
    for (const shape of ["openai", "openbb", "ours"] as const) {
      const response = await callRoute(throwing(new TypeError("boom"), shape), `${path}?key=${key}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      const text = await response.text();
      expect([response.status, text.includes("boom")]).toEqual([500, false]);
      expect(Object.keys(JSON.parse(text))).toEqual([shape === "openbb" ? "detail" : "error"]);
    }
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain(key.slice(6));
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ during: `GET ${path}`, message: "boom" });
  });

  it("lets a handler's own answer be, its caching and its streaming too", async () => {
    const headers = { "cache-control": "no-cache", "content-type": "text/event-stream" };
    const stream = interfaceRoute({ shape: "openai", needsKey: false }, () => new Response("data: 1\n\n", { headers }));
    const response = await callRoute(stream, path);
    expect(Object.fromEntries(response.headers)).toMatchObject(headers);
    expect(await response.text()).toBe("data: 1\n\n");
  });

  it("refuses JSON that is nested so deeply that nobody could write it again", async () => {
    const { key } = await makeKey();
    const echo = interfaceRoute({ shape: "openai", needsKey: true, body: z.unknown() }, ({ body: given }) =>
      Response.json(given),
    );
    const body = `${"[".repeat(40_000)}${"]".repeat(40_000)}`;
    const response = await callRoute(echo, path, { method: "POST", headers: { "x-api-key": key }, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", param: "body" } });
  });

  it("S08 S16 breaks off what it streams when the key is deleted, and tells what makes it", async () => {
    const { id, key } = await makeKey();
    let isLeft = false;
    async function* endless(signal: AbortSignal) {
      signal.addEventListener("abort", () => {
        isLeft = true;
      });
      yield "data: 1\n\n";
      await new Promise((left) => signal.addEventListener("abort", left));
    }
    const stream = interfaceRoute({ shape: "openai", needsKey: true }, () => streamFrames(async (signal) => endless(signal)));
    const response = await callRoute(stream, path, { headers: { "x-api-key": key } });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: 1\n\n");
    const rest = expect(reader?.read()).rejects.toThrow("before it was complete");
    await deleteKey({ userId: database().localOwnerId }, id);
    await rest;
    expect(isLeft).toBe(true);
  });

  it("S16 gives no answer any more when the key was deleted while it was made", async () => {
    const { id, key } = await makeKey();
    const slow = interfaceRoute({ shape: "openai", needsKey: true }, async () => {
      await deleteKey({ userId: database().localOwnerId }, id);
      return Response.json({ secret: 1 });
    });
    const response = await callRoute(slow, path, { headers: { "x-api-key": key } });
    expect([response.status, (await response.text()).includes("secret")]).toEqual([401, false]);
  });

  it("answers methods that it does not take with 405, its own list and the shape", async () => {
    const routes = methods({ POST: open }, "openai");
    const response = await callRoute(routes.DELETE, path, { method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    expect((await response.json()).error).toMatchObject({ type: "invalid_request_error", code: "method_not_allowed" });
    const openbb = await callRoute(methods({ POST: open }, "openbb").GET, "/v1/query");
    expect([openbb.status, Object.keys(await openbb.json())]).toEqual([405, ["detail"]]);
  });
});
