/** Chats over sockets of the production server, where routes are bundled and the sockets are not. */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { View } from "#lib/reasoning/view.ts";
import { type ClientOptions, openClient, stepsIn } from "#lib/testing/chat-sockets.ts";
import { freePort } from "#lib/testing/free-port.ts";
import { type ServerProcess, spawnServer } from "#lib/testing/server.ts";

const complete = "reasoning_complete";
const folder = mkdtempSync(join(tmpdir(), "aloud-sockets-"));
let server: ServerProcess;
let origin: string;

async function start(): Promise<ServerProcess> {
  const port = String(await freePort());
  return spawnServer({ PORT: port, DATA_DIR: join(folder, port), BUILTIN_WORDS_PER_SECOND: "200", DRAIN_SECONDS: "1" });
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

async function connect(path: string, options: ClientOptions = { origin }, at = origin) {
  const client = openClient(`${at.replace("http", "ws")}/ws/${path}`, options);
  await client.next("connected");
  return client;
}

async function post(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } };
  const response = await fetch(origin + path, { method: "POST", headers, ...json });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Record<string, string>;
}

describe("sockets of the production server", () => {
  it("tell a chat, and its pages and routes know the run", async () => {
    const client = await connect("chat/one");
    client.say("chat", { message: "What is 6 * 7?", stream: "token" });
    const { run_id: runId = "" } = await client.next("reasoning_start");
    expect(await client.next(complete)).toMatchObject({ reason: "stop" });
    const view = (await (await fetch(`${origin}/api/runs/${runId}`)).json()) as View;
    const texts = view.parts.flatMap((part) => (part.kind === "text" ? part.text : [])).join("");
    expect(stepsIn(client.messages)).toContainEqual(["final_answer", texts]);
    expect(view.origin).toMatchObject({ surface: "websocket" });
    client.socket.close();
  });

  it("open for tickets and keys that the routes gave out", async () => {
    const { ticket } = await post("/api/tickets");
    const page = await connect(`chat/ticket?ticket=${ticket}`, {});
    page.socket.close();
    const { key } = await post("/api/keys", { name: "A program", exposure: "none" });
    const program = await connect("chat/key", { headers: { authorization: `Bearer ${key}` } });
    program.say("chat", { message: "What is 6 * 7?", stream: "token" });
    expect(await program.next(complete)).toMatchObject({ reason: "stop" });
    const deltas = program.messages.filter(({ type, data }) => type === "reasoning_delta" && data?.type === "thought");
    expect(deltas).toEqual([]);
    program.socket.close();
  });

  it("see a run stopped over HTTP at once", async () => {
    const client = await connect("chat/stop");
    client.say("chat", { message: "Explain at length how stars are born.", stream: "token", effort: "high" });
    const { run_id: runId } = await client.next("reasoning_delta");
    await post(`/api/runs/${runId}/cancel`);
    expect(await client.next(complete)).toMatchObject({ reason: "cancelled" });
    client.socket.close();
  });

  it("are closed to others, and to what is no socket", async () => {
    for (const [options, code] of [
      [{ origin: "http://evil.example" }, 4403],
      [{}, 4401],
    ] as const) {
      const client = openClient(`${origin.replace("http", "ws")}/ws/chat/one`, options);
      expect(await client.closed).toMatchObject({ code });
    }
    for (const method of ["GET", "POST"]) {
      expect((await fetch(`${origin}/ws/chat/one`, { method })).status).toBe(426);
    }
    expect(await upgradeElsewhere("/c/con_1")).toBe("closed");
    expect(await upgradeElsewhere("/api/health")).toBe("closed");
  });

  it("tell the end of a run and close with 1001 when the server is stopped, and it is told again after the next start", async () => {
    const port = String(await freePort());
    const env = { PORT: port, DATA_DIR: join(folder, port), BUILTIN_WORDS_PER_SECOND: "20", DRAIN_SECONDS: "0" };
    const first = spawnServer(env);
    const at = await first.ready;
    const client = await connect("chat/one", { origin: at }, at);
    client.say("chat", { message: "Explain at length how stars are born.", stream: "token" });
    const { run_id, seq } = await client.next("reasoning_delta");
    first.child.kill("SIGTERM");
    const end = await client.next(complete);
    expect(end).toMatchObject({ reason: "error" });
    expect(await client.closed).toMatchObject({ code: 1001 });
    expect(await first.exited).toBe(0);
    const second = spawnServer(env);
    try {
      await second.ready;
      const back = await connect("chat/one", { origin: at }, at);
      back.say("resume", { run_id, last_seq: seq, stream: "token" });
      expect(await back.next(complete)).toEqual(end);
      back.socket.close();
    } finally {
      second.child.kill("SIGKILL");
      await second.exited;
    }
  });
});

/** What becomes of an upgrade that is for nobody here. */
function upgradeElsewhere(path: string): Promise<string> {
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    origin,
  };
  return new Promise((resolve) => {
    const outgoing = request(origin + path, { headers, agent: false });
    outgoing.on("upgrade", (_response, socket) => {
      socket.destroy();
      resolve("upgraded");
    });
    outgoing.on("response", ({ statusCode }) => resolve(`answered with ${statusCode}`));
    outgoing.on("error", () => resolve("closed"));
    outgoing.end();
  });
}
