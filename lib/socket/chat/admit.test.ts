import { describe, expect, it } from "vitest";
import { createKey, deleteKey, updateKey } from "#lib/auth/keys.ts";
import { issueTicket, ticketMs } from "#lib/auth/tickets.ts";
import { systemClock } from "#lib/core/clock.ts";
import { withChatSockets } from "#lib/testing/chat-sockets.ts";

describe("a socket", () => {
  const bench = withChatSockets("sqlite");
  const owner = () => ({ viewer: bench.viewer(), key: null });
  const newKey = async (expiresAt: number | null = null) =>
    createKey(bench.viewer(), { name: "A program", exposure: "full", expiresAt });

  it("opens for our own page, and says which protocol, what goes on and what its limits are", async () => {
    const { connected } = await bench.connect("chat/session_a1?agent_name=researcher");
    const facts = { session_id: "session_a1", agent_name: "researcher", message: "Connected to agent chat" };
    expect(connected).toEqual({
      type: "connected",
      ...facts,
      data: facts,
      protocol: 2,
      limits: { message_bytes: 65_536, chats_per_minute: 20, max_iterations: 20, active_runs: 1 },
    });
  });

  it("opens for a key, in either of its headers", async () => {
    const { key } = await newKey();
    await bench.connect("chat/one", { headers: { authorization: `Bearer ${key}` } });
    await bench.connect("chat/one", { headers: { "x-api-key": key } });
  });

  it("opens for a ticket in the address or as a subprotocol, once", async () => {
    const inAddress = `chat/one?ticket=${issueTicket(owner())}`;
    await bench.connect(inAddress, {});
    expect(await bench.open(inAddress, {}).closed).toMatchObject({ code: 4401 });
    const protocol = `ticket.${issueTicket(owner())}`;
    const { socket } = await bench.connect("chat/one", { protocols: ["aloud", protocol] });
    expect(socket.protocol).toBe("aloud");
    expect(await bench.open("chat/one", { protocols: [protocol] }).closed).toMatchObject({ code: 4401 });
    const alone = await bench.connect("chat/one", { protocols: [`ticket.${issueTicket(owner())}`] });
    expect(alone.socket.protocol).toMatch(/^ticket\./);
  });

  it("is refused to a ticket that is too old", async () => {
    const ticket = issueTicket(owner(), systemClock.now() - ticketMs - 1);
    expect(await bench.open(`chat/one?ticket=${ticket}`, {}).closed).toMatchObject({ code: 4401 });
  });

  it.each([
    ["nothing", {}],
    ["a wrong key", { authorization: `Bearer aloud_${"x".repeat(64)}` }],
    ["an empty claim", { authorization: "Basic b3duZXI6" }],
    ["two keys that differ", { authorization: "Bearer aloud_a", "x-api-key": "aloud_b" }],
  ])("6: is refused to a program that shows %s, though it is on this machine", async (_what, headers) => {
    expect(await bench.open("chat/one", { headers: headers as Record<string, string> }).closed).toMatchObject({ code: 4401 });
  });

  it("is refused to our own page when it shows a key that is none: a claim never counts for none", async () => {
    const options = { origin: bench.origin(), headers: { authorization: "Bearer aloud_x" } };
    expect(await bench.open("chat/one", options).closed).toMatchObject({ code: 4401 });
  });

  it("is refused to an expired key, and closed when a key is deleted or may show less", async () => {
    const old = await newKey(systemClock.now() - 1000);
    expect(await bench.open("chat/one", { headers: { "x-api-key": old.key } }).closed).toMatchObject({ code: 4401 });
    const deleted = await newKey();
    const one = await bench.connect("chat/one", { headers: { "x-api-key": deleted.key } });
    await deleteKey(bench.viewer(), deleted.id);
    expect(await one.closed).toMatchObject({ code: 4401 });
    const lowered = await newKey();
    const other = await bench.connect("chat/one", { headers: { "x-api-key": lowered.key } });
    await updateKey(bench.viewer(), lowered.id, { exposure: "none" });
    expect(await other.closed).toMatchObject({ code: 4401 });
  });

  it.each([
    ["another site", { origin: "http://evil.example" }],
    ["a page without a name", { origin: "null" }],
    ["another port", { origin: "http://127.0.0.1:1" }],
    ["a name that only points here", { headers: { host: "rebound.example" } }],
  ])("6: is refused to %s", async (_what, options) => {
    expect(await bench.open("chat/one", options).closed).toMatchObject({ code: 4403 });
  });

  it("is refused to another site's page also with a good ticket, which stays good", async () => {
    const ticket = issueTicket(owner());
    expect(await bench.open(`chat/one?ticket=${ticket}`, { origin: "http://evil.example" }).closed).toMatchObject({ code: 4403 });
    await bench.connect(`chat/one?ticket=${ticket}`, {});
  });

  it.each(["chat/", "chat/a/b", "chat", "other", `chat/${"a".repeat(129)}`, "chat/a%20b", "chat/%E0%A4%A"])(
    "has no session at /ws/%s",
    async (path) => {
      const { code } = await bench.open(path).closed;
      expect(path.endsWith("%A") ? 1006 : 4404).toBe(code);
    },
  );

  it("6: tells nothing of its sessions to who may not come in", async () => {
    expect(await bench.open("chat/a%20b", {}).closed).toMatchObject({ code: 4401 });
  });

  it.each(["GET", "POST", "HEAD", "DELETE", "OPTIONS"])(
    "answers a plain %s with 426 before anything else does",
    async (method) => {
      for (const path of ["/ws", "/ws/chat/one", "/ws/anything", "/%77s/chat/one"]) {
        const response = await fetch(bench.origin() + path, { method });
        expect([response.status, response.headers.get("upgrade")]).toEqual([426, "websocket"]);
      }
      const page = await fetch(`${bench.origin()}/wsx`, { method });
      expect(page.status).toBe(200);
    },
  );
});
