/** The production server, asked over the network. */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { View } from "#lib/reasoning/view.ts";
import { freePort } from "#lib/testing/free-port.ts";
import { type ServerProcess, spawnServer } from "#lib/testing/server.ts";
import { readStream } from "#lib/testing/sse.ts";

const folder = mkdtempSync(join(tmpdir(), "aloud-server-"));
let server: ServerProcess;
let origin: string;

async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
  const port = await freePort();
  return spawnServer({ PORT: String(port), DATA_DIR: join(folder, String(port)), BUILTIN_WORDS_PER_SECOND: "2000", ...env });
}

beforeAll(async () => {
  server = await start();
  origin = await server.ready;
});
afterAll(async () => {
  server.child.kill("SIGKILL");
  await server.exited;
  rmSync(folder, { recursive: true, force: true });
});

let requests = 0;
async function ask(at: string, question: string): Promise<string> {
  const body = JSON.stringify({ clientRequestId: `s-${++requests}`, text: question });
  const response = await fetch(`${at}/api/runs`, { method: "POST", body, headers: { "content-type": "application/json" } });
  expect(response.status).toBe(201);
  return ((await response.json()) as { runId: string }).runId;
}

/** A request with headers that fetch does not let through. */
function send(path: string, headers: Record<string, string>): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(origin + path, { headers, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

describe("a page", () => {
  it.each(["/", "/nothing-here", "/c/con_01936f6e8c7a7b8e9f10a1b2c3d4e5f6"])(
    "at %s carries its own nonce on every script",
    async (path) => {
      const read = async () => {
        const response = await fetch(origin + path);
        const policy = response.headers.get("content-security-policy") ?? "";
        return { policy, nonce: /'nonce-([^']+)'/.exec(policy)?.[1], html: await response.text() };
      };
      const [first, second] = [await read(), await read()];
      expect(first.nonce).not.toBe(second.nonce);
      expect(first.policy).not.toMatch(/script-src[^;]*unsafe/);
      const scripts = first.html.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${first.nonce}"`);
    },
  );

  it("is not told to a name that only points here, nor to another site's scripts", async () => {
    const { port } = new URL(origin);
    expect((await send("/", { host: `rebound.example:${port}` })).status).toBe(403);
    expect(
      (await send("/", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" })).status,
    ).toBe(403);
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await send("/", link)).status).toBe(200);
  });

  it("never sends a browser to another site", async () => {
    for (const path of ["//evil.example/", "/\\evil.example/", "/%2f%2fevil.example", "/api//evil.example/"]) {
      const response = await fetch(origin + path, { redirect: "manual" });
      const location = response.headers.get("location");
      if (location !== null) expect(new URL(location, origin).origin).toBe(origin);
    }
  });
});

describe("the API", () => {
  it("is ready, with its version and what it stands on", async () => {
    const response = await fetch(`${origin}/api/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: "ok",
      database: "ok",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("answers unknown addresses, methods and broken ones in its own shape", async () => {
    for (const [path, init, status] of [
      ["/api", {}, 404],
      ["/api/none", {}, 404],
      ["/api/runs", {}, 405],
      ["/api/runs/%E0%A4%A", {}, 400],
      ["/api/runs/..%2f..%2fetc", {}, 404],
      ["/api/runs", { method: "POST", body: "{" }, 415],
      ["/api/runs", { method: "POST", body: "{", headers: { "content-type": "application/json" } }, 400],
    ] as const) {
      const response = await fetch(origin + path, init);
      expect([path, response.status]).toEqual([path, status]);
      expect(await response.json()).toMatchObject({ error: { requestId: response.headers.get("x-request-id") } });
    }
  });

  it("refuses a body of twenty megabytes and lives", async () => {
    const response = await fetch(`${origin}/api/runs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ clientRequestId: "big", text: "a".repeat(20 * 1024 * 1024) }),
    });
    expect(response.status).toBe(413);
    expect((await fetch(`${origin}/api/health`)).status).toBe(200);
  });

  it("lives on when bytes come that are no HTTP, or half of it", async () => {
    const { port } = new URL(origin);
    for (const bytes of [
      "\x00\x01\x02\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\n",
      "POST /api/runs HTTP/1.1\r\nContent-Length: 99\r\n\r\n{",
    ]) {
      await new Promise<void>((done) => {
        const socket = connect(Number(port), "127.0.0.1", () => socket.end(bytes));
        socket.on("error", () => done());
        socket.on("close", () => done());
        socket.resume();
      });
    }
    expect((await fetch(`${origin}/api/health`)).status).toBe(200);
  });

  it("streams a run from its first event to its end", async () => {
    const runId = await ask(origin, "What is 12 * 12?");
    const response = await fetch(`${origin}/api/runs/${runId}/events`);
    expect(response.headers.get("content-encoding")).toBeNull();
    const messages = await readStream(response);
    expect(messages[0]?.id).toBe("1");
    expect(messages.at(-1)?.event).toBe("end");
  });
});

describe("the end of the process", () => {
  it("comes in order on SIGTERM: no new work, the run and its readers to their end, exit 0", async () => {
    const slow = await start({ BUILTIN_WORDS_PER_SECOND: "20", DRAIN_SECONDS: "1" });
    const at = await slow.ready;
    const runId = await ask(at, "What is 12 * 12 + 17 * 31?");
    const stream = await fetch(`${at}/api/runs/${runId}/events`);
    const reading = readStream(stream);
    slow.child.kill("SIGTERM");
    let health = await fetch(`${at}/api/health`);
    while (health.ok) health = await fetch(`${at}/api/health`);
    expect([health.status, ((await health.json()) as { status: string }).status]).toEqual([503, "draining"]);
    const refused = await fetch(`${at}/api/runs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ clientRequestId: "late", text: "2 + 2" }),
    });
    expect([refused.status, refused.headers.has("retry-after")]).toEqual([503, true]);
    const end = (await reading).at(-1);
    expect(end?.event).toBe("end");
    expect(JSON.parse(end?.data ?? "")).toMatchObject({ status: "interrupted" });
    expect(await slow.exited).toBe(0);
  });

  it("loses nothing that was shown when it comes without warning", async () => {
    const first = await start({ BUILTIN_WORDS_PER_SECOND: "20" });
    const at = await first.ready;
    const env = { PORT: new URL(at).port };
    const runId = await ask(at, "What is 12 * 12 + 17 * 31?");
    const shown = await readStream(await fetch(`${at}/api/runs/${runId}/events`), ({ id }) => id === "6");
    first.child.kill("SIGKILL");
    await first.exited;
    const second = await start({ ...env, DATA_DIR: join(folder, env.PORT) });
    await second.ready;
    const view = (await (await fetch(`${at}/api/runs/${runId}`)).json()) as View;
    expect([view.status, view.reason]).toEqual(["interrupted", "restart"]);
    const again = await readStream(await fetch(`${at}/api/runs/${runId}/events`));
    expect(again.slice(0, shown.length)).toEqual(shown);
    second.child.kill("SIGTERM");
    expect(await second.exited).toBe(0);
  });
});
