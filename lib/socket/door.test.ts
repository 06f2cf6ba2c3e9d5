import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { localAddress } from "#lib/auth/local.ts";
import { admitUpgrade, createDoor } from "./door.ts";
import { listen } from "./port.ts";

/** What reached the other side of the door. */
let passed: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
let fail: "before" | "after" | null = null;
let server: Server;
let upgrades = 0;

beforeAll(async () => {
  const pass = async (incoming: IncomingMessage, response: import("node:http").ServerResponse) => {
    passed.push({ url: incoming.url, headers: incoming.headers });
    if (fail === "before") throw new Error("boom");
    response.write("page");
    if (fail === "after") throw new Error("boom");
    response.end();
  };
  server = createServer(createDoor({ isDev: false, pass }));
  server.on("upgrade", (incoming, socket) => {
    if (!admitUpgrade(incoming, socket)) return;
    upgrades += 1;
    socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n");
  });
  await listen(server, "127.0.0.1", 0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  Object.assign(localAddress(), { host: "127.0.0.1", port: address.port });
});
afterAll(() => new Promise((closed) => server.close(closed)));
afterEach(() => {
  passed = [];
  fail = null;
  vi.restoreAllMocks();
});

function send(path: string, { method = "GET", headers = {} as Record<string, string> } = {}) {
  const { port } = localAddress();
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, headers: response.headers, body }), reject);
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

/** The first line that comes back for these raw bytes. */
function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(localAddress().port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
    socket.on("error", reject);
  });
}

describe("the door", () => {
  it("lets a plain request through with a nonce for Next and the same policy for the browser", async () => {
    const { status, headers } = await send("/c/con_1?x=1");
    expect(status).toBe(200);
    expect(passed[0]?.url).toBe("/c/con_1?x=1");
    expect(passed[0]?.headers["content-security-policy"]).toBe(headers["content-security-policy"]);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-frame-options": "DENY",
    });
  });

  it("makes a nonce for each response, and takes none from a request", async () => {
    const headers = { "content-security-policy": "script-src 'nonce-mine'" };
    const policies = [await send("/", { headers }), await send("/", { headers })].map(
      (each) => each.headers["content-security-policy"],
    );
    const nonces = policies.map((policy) => /'nonce-([A-Za-z0-9+/]{22}==)'/.exec(String(policy))?.[1]);
    expect(new Set(nonces).size).toBe(2);
    expect(nonces).not.toContain(undefined);
    expect(passed.map((each) => String(each.headers["content-security-policy"])).join()).not.toContain("mine");
  });

  it("drops headers in which only a proxy or Next may speak", async () => {
    const claims = [
      "x-forwarded-host",
      "x-forwarded-for",
      "x-middleware-subrequest",
      "x-invoke-path",
      "x-matched-path",
      "forwarded",
    ];
    await send("/", { headers: Object.fromEntries(claims.map((name) => [name, "evil"])) });
    expect(Object.keys(passed[0]?.headers ?? {}).filter((name) => claims.includes(name))).toEqual([]);
  });

  it.each([
    [{ host: "evil.example" }, "host"],
    [{ origin: "http://evil.example" }, "origin"],
    [{ "sec-fetch-site": "cross-site" }, "sec-fetch-site"],
  ])("refuses %j for the API in JSON and for pages in words, and passes nothing on", async (headers, field) => {
    const api = await send("/api/runs", { method: "POST", headers: headers as Record<string, string> });
    expect(api.status).toBe(403);
    expect(JSON.parse(api.body)).toMatchObject({ error: { code: "forbidden", field, requestId: api.headers["x-request-id"] } });
    const page = await send("/", { headers: headers as Record<string, string> });
    expect([page.status, page.headers["content-type"]]).toEqual([403, "text/plain; charset=utf-8"]);
    expect(page.headers["content-security-policy"]).toContain("script-src");
    expect(passed).toEqual([]);
  });

  it("answers no preflight of a foreign page", async () => {
    const headers = { origin: "http://evil.example", "access-control-request-method": "POST" };
    const answer = await send("/api/runs", { method: "OPTIONS", headers });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("S10 shows no page to a request that carries a key, and lets the API and sockets look at the key", async () => {
    for (const headers of [{ authorization: "Bearer x" }, { "x-api-key": "x" }] as Record<string, string>[]) {
      const page = await send("/c/con_1", { headers });
      expect([page.status, page.headers["content-type"]]).toEqual([403, "text/plain; charset=utf-8"]);
      expect(passed).toEqual([]);
      for (const path of ["/v1/models", "/api/runs", "/ws/chat/a"]) expect((await send(path, { headers })).status).toBe(200);
      passed = [];
    }
  });

  it("lets pages of the sites that need it call the outside interfaces, and nothing else", async () => {
    const headers = { origin: "https://pro.openbb.co", "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };
    const asking = { ...headers, "access-control-request-method": "POST" };
    for (const path of ["/v1/query", "/agents.json", "/v1/chat/completions"]) {
      expect((await send(path, { headers })).status).toBe(200);
      expect((await send(path, { method: "OPTIONS", headers: asking })).status).toBe(200);
    }
    for (const path of ["/api/runs", "/", "/v1x", "/ws/chat/a"]) expect((await send(path, { headers })).status).toBe(403);
  });

  it("S22 refuses others there in the shape that is expected, with no word that a page could read", async () => {
    const headers = { origin: "https://evil.example" };
    const [models, query] = [await send("/v1/models", { headers }), await send("/v1/query", { headers })];
    for (const { status, headers } of [models, query]) {
      expect([status, headers.vary]).toEqual([403, "origin"]);
      expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
    expect(JSON.parse(models.body)).toMatchObject({ error: { type: "permission_error", param: "origin" } });
    expect(JSON.parse(query.body)).toEqual({ detail: expect.any(String) });
    expect(passed).toEqual([]);
  });

  it("refuses there what it has to refuse so that a page that may ask can read why", async () => {
    const headers = { origin: "https://pro.openbb.co" };
    const answer = await send("/v1/models", { method: "PROPFIND", headers });
    expect([answer.status, answer.headers["access-control-allow-origin"]]).toEqual([405, headers.origin]);
    expect(answer.headers.allow).toContain("POST");
  });

  it("lets a link on another site open a page, and nothing else", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await send("/c/con_1", { headers })).status).toBe(200);
    expect((await send("/api/conversations", { headers })).status).toBe(403);
    expect((await send("/%61pi/conversations", { headers })).status).toBe(403);
    expect((await send("/c/con_1", { headers: { ...headers, "sec-fetch-dest": "iframe" } })).status).toBe(403);
  });

  it.each(["/api/%E0%A4%A", "/api/runs/%"])("answers the unreadable address %s with 400", async (path) => {
    const answer = await send(path);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "bad-request", field: "path" } });
    expect(passed).toEqual([]);
  });

  it("answers unknown methods and other people's addresses itself", async () => {
    expect((await send("/api/runs", { method: "PROPFIND" })).status).toBe(405);
    const { port } = localAddress();
    const head = `Host: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`;
    expect(await sendRaw(`GET http://evil.example/ HTTP/1.1\r\n${head}`)).toBe("HTTP/1.1 400 Bad Request");
    expect(await sendRaw(`OPTIONS * HTTP/1.1\r\n${head}`)).toBe("HTTP/1.1 400 Bad Request");
    expect(passed).toEqual([]);
  });

  it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("takes no %s for a page or its files", async (method) => {
    for (const path of ["/", "/c/con_1", "/_next/static/chunks/a.js"]) {
      const answer = await send(path, { method, headers: { "next-action": "00" } });
      expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
    }
    expect(passed).toEqual([]);
    expect((await send("/", { method: "HEAD" })).status).toBe(200);
  });

  it("survives a handler that fails, before or after the first byte", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    fail = "before";
    const answer = await send("/api/models");
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "internal" } });
    fail = "after";
    await expect(send("/")).rejects.toThrow();
    fail = null;
    expect((await send("/")).status).toBe(200);
  });

  it("lets only our own pages upgrade", async () => {
    const { port } = localAddress();
    const upgrade = (extra: string) =>
      sendRaw(`GET /_next/hmr HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${extra}\r\n`);
    expect(await upgrade("Origin: http://evil.example\r\n")).toBe("HTTP/1.1 403 Forbidden");
    expect(upgrades).toBe(0);
    expect(await upgrade(`Origin: http://127.0.0.1:${port}\r\n`)).toBe("HTTP/1.1 101 Switching Protocols");
  });
});
