import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import { apiRequest, callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { countField, flagField, idField, textField } from "./fields.ts";
import { methods } from "./methods.ts";
import { publicRoute, route } from "./route.ts";

const database = withDatabase("sqlite");
afterEach(() => vi.restoreAllMocks());

const body = z.strictObject({
  name: textField(20),
  count: z.number().optional(),
  inner: z.strictObject({ deep: z.boolean() }).optional(),
});
const seen = route({ body, maxBytes: 1024 }, ({ viewer, body }) => Response.json({ viewer, body }));
const post = (value: unknown, headers: Record<string, string> = {}) =>
  callRoute(seen, "/api/x", { method: "POST", body: value, headers });

describe("a route", () => {
  it("hands the local owner and the valid input to its handler", async () => {
    const response = await post({ name: "Ada", count: 3 });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      viewer: { userId: database().localOwnerId },
      body: { name: "Ada", count: 3 },
    });
    expect(response.headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("believes no header that claims an identity", async () => {
    const response = await post({ name: "Ada" }, { "x-user-id": "per_0", "x-forwarded-user": "eve" });
    expect(await response.json()).toMatchObject({ viewer: { userId: database().localOwnerId } });
  });

  it.each([
    ["authorization", "Bearer x"],
    ["authorization", "Bearer "],
    ["authorization", "Basic eDp5"],
    ["authorization", ""],
    ["x-api-key", "x"],
    ["x-api-key", ""],
  ])("S10 is not for a request that carries a key, as %s: %j does, whatever the key", async (field, value) => {
    const response = await post({ name: "Ada" }, { [field]: value });
    expect(await readError(response)).toEqual({ status: 403, code: "forbidden", field });
  });

  it.each([
    ["a wrong type", { name: 7 }, "name"],
    ["a missing field", { count: 1 }, "name"],
    ["an unknown field", { name: "a", isAdmin: true }, "isAdmin"],
    ["an unknown field inside", { name: "a", inner: { deep: true, x: 1 } }, "x"],
    ["a wrong type inside", { name: "a", inner: { deep: "yes" } }, "inner.deep"],
    ["text that is too long", { name: "a".repeat(21) }, "name"],
    ["a NUL", { name: "a\u0000b" }, "name"],
    ["half a surrogate pair", { name: "\ud800" }, "name"],
    ["a list", [{ name: "a" }], "body"],
    ["null", null, "body"],
    ["a number", 12, "body"],
    ["a text", '"text"', "body"],
    ["a prototype", '{"name":"a","__proto__":{"isAdmin":true}}', "__proto__"],
    ["a constructor", '{"name":"a","constructor":{"prototype":{"isAdmin":true}}}', "constructor"],
  ])("refuses %s and names the field", async (_, value, field) => {
    expect(await readError(await post(value))).toEqual({ status: 400, code: "bad-request", field });
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });

  it.each(["", "{", "{name:1}", '{"name":"a"} x', "\u0000", `${"[".repeat(1000)}`, "NaN"])(
    "refuses %j, which is not JSON",
    async (text) => {
      expect(await readError(await post(text))).toEqual({ status: 400, code: "bad-request", field: "body" });
    },
  );

  it("refuses bytes that are not UTF-8", async () => {
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    expect(await readError(await post(bytes))).toEqual({ status: 400, code: "bad-request", field: "body" });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", ""])(
    "refuses a body of type %j",
    async (type) => {
      const response = await post({ name: "a" }, { "content-type": type });
      expect(await readError(response)).toEqual({ status: 415, code: "wrong-content-type", field: "body" });
    },
  );

  it("takes JSON with a charset", async () => {
    expect((await post({ name: "a" }, { "content-type": "Application/JSON; charset=utf-8" })).status).toBe(200);
  });

  it("refuses a body that is declared too large without reading it", async () => {
    let reads = 0;
    const endless = new ReadableStream(
      {
        pull: (sink) => {
          reads += 1;
          sink.enqueue(new Uint8Array(10));
        },
      },
      { highWaterMark: 0 },
    );
    const response = await post(endless, { "content-length": "1025" });
    expect(await readError(response)).toEqual({ status: 413, code: "too-large", field: "body" });
    expect(reads).toBe(0);
  });

  it("stops reading an endless body at its limit, whatever its declared length", async () => {
    let reads = 0;
    const endless = new ReadableStream(
      {
        pull: (sink) => {
          reads += 1;
          sink.enqueue(new Uint8Array(100).fill(32));
        },
      },
      { highWaterMark: 0 },
    );
    expect(await readError(await post(endless))).toEqual({ status: 413, code: "too-large", field: "body" });
    expect(reads).toBeLessThanOrEqual(12);
  });

  it("never answers with 500, whatever the body", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((value) => JSON.stringify({ name: value })),
        ),
        async (text) => {
          const { status } = await post(text);
          expect([200, 400, 413]).toContain(status);
        },
      ),
    );
  });
});

describe("the query of a route", () => {
  const query = z.object({ limit: countField(1, 9).default(5), archived: flagField.optional() });
  const handler = route({ query }, ({ query }) => Response.json(query));

  it("is read, with defaults, and unknown names are ignored", async () => {
    expect(await (await callRoute(handler, "/api/x?archived=true&_rsc=1")).json()).toEqual({ limit: 5, archived: true });
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=10", "limit"],
    ["limit=", "limit"],
    ["limit=1e3", "limit"],
    ["limit=-1", "limit"],
    ["limit=99999999999999999999", "limit"],
    ["archived=1", "archived"],
    ["limit=1&limit=2", "limit"],
    ["x[]=1&x[]=2", "x[]"],
  ])("refuses %s and names the field", async (text, field) => {
    expect(await readError(await callRoute(handler, `/api/x?${text}`))).toEqual({ status: 400, code: "bad-request", field });
  });
});

describe("the path of a route", () => {
  const handler = route({ params: z.object({ runId: idField("run") }) }, ({ params }) => Response.json(params));

  it.each([
    "",
    "run_",
    "1",
    "../etc/passwd",
    "run_'; DROP TABLE run",
    "con_01936f6e8c7a7b8e9f10a1b2c3d4e5f6",
    "run_01936F6E8C7A7B8E9F10A1B2C3D4E5F6",
  ])("names nothing when it is %j", async (runId) => {
    const answer = await readError(await callRoute(handler, "/api/x", { params: { runId } }));
    expect(answer).toEqual({ status: 404, code: "not-found", field: undefined });
  });
});

describe("what a handler throws", () => {
  it("is answered with its own status, sentence and field", async () => {
    const handler = publicRoute(() =>
      Promise.reject(new AppError("conflict", { message: "Busy.", field: "head", cause: "secret" })),
    );
    const response = await callRoute(handler, "/api/x");
    expect(await response.clone().text()).not.toContain("secret");
    expect(await readError(response)).toEqual({ status: 409, code: "conflict", field: "head" });
  });

  it.each(["too-many", "shutting-down"] as const)("says when to come back for %s", async (code) => {
    const response = await callRoute(
      publicRoute(() => Promise.reject(new AppError(code))),
      "/api/x",
    );
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("becomes one fixed sentence and one line in the log when nobody foresaw it", async () => {
    const lines: string[] = [];
    vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
    const failing = publicRoute(() => Promise.reject(new TypeError("boom\n  data: { key: 'sk-secret' }")));
    const response = await callRoute(failing, "/api/x?token=hidden");
    const text = await response.clone().text();
    expect(await readError(response)).toEqual({ status: 500, code: "internal", field: undefined });
    expect(text).not.toContain("boom");
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/sk-secret|hidden/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "error",
      during: "GET /api/x",
      error: "TypeError",
      message: "boom",
      requestId: response.headers.get("x-request-id"),
    });
  });
});

describe("where a request comes from", () => {
  it.each([
    [{ host: "evil.example" }, "host"],
    [{ origin: "http://evil.example" }, "origin"],
    [{ origin: "null" }, "origin"],
    [{ "sec-fetch-site": "cross-site" }, "sec-fetch-site"],
    [{ "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }, "sec-fetch-site"],
  ])("is checked before anything else: %j", async (headers, field) => {
    let isCalled = false;
    const handler = publicRoute(() => {
      isCalled = true;
      return new Response();
    });
    const response = await callRoute(handler, "/api/x", { headers: headers as Record<string, string> });
    expect(await readError(response)).toEqual({ status: 403, code: "forbidden", field });
    expect(isCalled).toBe(false);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("the methods of an address", () => {
  const handlers = methods({ GET: publicRoute(() => Response.json({ a: 1 }, { headers: { "x-kind": "a" } })) });

  it("answers the others with 405 in our own words", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
      const response = await handlers[method](apiRequest("/api/x", { method }), { params: Promise.resolve({}) });
      expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
      expect(await readError(response)).toMatchObject({ status: 405, code: "method-not-allowed" });
    }
  });

  it("answers HEAD with the head of GET and OPTIONS with what there is", async () => {
    const head = await callRoute(handlers.HEAD, "/api/x", { method: "HEAD" });
    expect([head.status, head.headers.get("x-kind"), await head.text()]).toEqual([200, "a", ""]);
    const options = await callRoute(handlers.OPTIONS, "/api/x", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
    expect(options.headers.get("access-control-allow-origin")).toBeNull();
  });
});
