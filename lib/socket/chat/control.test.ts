import { afterEach, describe, expect, it, vi } from "vitest";
import { createKey } from "#lib/auth/keys.ts";
import { newId } from "#lib/core/id.ts";
import { runError } from "#lib/runs/verdict.ts";
import { ofRun, type SocketClient, stepsIn, withChatSockets } from "#lib/testing/chat-sockets.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";

const complete = "reasoning_complete";
const ends = ({ messages }: SocketClient) => messages.filter(({ type }) => type === complete);

describe("a client in control", () => {
  const bench = withChatSockets("sqlite");
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function asking(path = "chat/one") {
    const client = await bench.connect(path);
    client.say("chat", { message: "Well?" });
    const call = await bench.models().nextCall();
    const { run_id: runId = "" } = await client.next("reasoning_start");
    return { client, call, runId };
  }

  describe("interrupts", () => {
    it("4: really, and is told once that it ended, with what was there", async () => {
      const { client, call, runId } = await asking();
      call.send(...part("reasoning", call.nextPartId(), "I think."));
      call.send({ type: "text-start", partId: "t1" }, { type: "text-delta", partId: "t1", delta: "It" });
      await client.next("reasoning_step");
      client.say("interrupt", { run_id: runId });
      expect(await client.next("interrupted")).toMatchObject({ run_id: runId, message: "Reasoning interrupted" });
      await bench.ended(runId);
      expect(call.signal.aborted).toBe(true);
      expect(await client.next(complete)).toMatchObject({ reason: "cancelled" });
      expect(stepsIn(client.messages)).toEqual([
        ["thought", "I think."],
        ["final_answer", "It"],
      ]);
      expect(ends(client)).toHaveLength(1);
    });

    it("before the first token, as version 1 does without naming the run", async () => {
      const { client, call, runId } = await asking();
      client.say("interrupt");
      expect(await client.next("interrupted")).toMatchObject({ run_id: runId });
      expect(await client.next(complete)).toMatchObject({ reason: "cancelled" });
      expect(call.signal.aborted).toBe(true);
    });

    it("a tool at work", async () => {
      const stopped = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const run = (_input: unknown, { signal }: { signal: AbortSignal }) => {
        begun.resolve();
        return new Promise<never>(() => signal.addEventListener("abort", () => stopped.resolve()));
      };
      bench.tools().offer(aTool({ run }));
      const { client, call } = await asking();
      call.call({ name: "echo", callId: "call_a" });
      await begun.promise;
      client.say("interrupt");
      await stopped.promise;
      expect(await client.next(complete)).toMatchObject({ reason: "cancelled" });
      expect(stepsIn(client.messages).map(([type]) => type)).toEqual(["tool_use", "tool_result"]);
    });

    it("what has ended, twice, and nothing at all: acknowledged, and nothing happens", async () => {
      const { client, call, runId } = await asking();
      call.answer("", "Done.");
      await client.next(complete);
      for (const payload of [{ run_id: runId }, { run_id: runId }]) {
        client.say("interrupt", payload);
        expect(await client.next("interrupted")).toMatchObject({ run_id: runId, message: "It had ended already." });
      }
      client.say("interrupt");
      expect(await client.next("interrupted")).not.toHaveProperty("run_id");
      expect(ends(client)).toHaveLength(1);
      expect(await bench.row(runId)).toMatchObject({ status: "completed" });
    });

    it("another key's run: there is none by that name", async () => {
      const { runId } = await asking();
      const key = await createKey(bench.viewer(), { name: "A program", exposure: "full", expiresAt: null });
      const program = await bench.connect("chat/one", { headers: { "x-api-key": key.key } });
      for (const run_id of [runId, newId("run"), "nonsense"]) {
        program.say("interrupt", { run_id });
        expect(await program.next("error")).toMatchObject({ code: "not-found", run_id });
      }
      expect(await bench.row(runId)).toMatchObject({ status: "running", cancelRequestedAt: null });
    });
  });

  describe("decides about tools", () => {
    async function waiting(path: string) {
      bench.tools().offer(aTool({ effect: "with-effect" }));
      const { client, call, runId } = await asking(path);
      call.call({ name: "echo", args: { word: "hello" }, callId: "call_a" });
      const request = await client.next("tool_approval_request");
      return { client, runId, request };
    }

    it("allows one, which then runs", async () => {
      const { client, runId, request } = await waiting("chat/allow");
      expect(request).toMatchObject({ data: { tool_call_id: "call_a", tool_name: "echo", expires_at: expect.any(Number) } });
      client.say("tool_approval", { run_id: runId, tool_call_id: "call_a", approved: true });
      (await bench.models().nextCall()).answer("", "Done.");
      await client.next(complete);
      expect(client.messages.map(({ type }) => type)).toContain("tool_approval_response");
      expect(stepsIn(client.messages)).toContainEqual(["tool_result", "hello"]);
    });

    it("refuses one, and the model is told", async () => {
      const { client, runId } = await waiting("chat/refuse");
      const decision = { run_id: runId, tool_call_id: "call_a", approved: false, reason: "Not now." };
      client.say("tool_approval", decision);
      (await bench.models().nextCall()).answer("", "All right.");
      await client.next(complete);
      const denied = client.messages.find(({ data }) => data?.status === "denied");
      expect(denied).toMatchObject({ data: { type: "tool_result", content: "Not allowed. Not now." } });
      client.say("tool_approval", decision);
      expect(await client.next("error")).toMatchObject({ code: "conflict", run_id: runId });
    });

    it("but not with a key, whoever's run it is", async () => {
      const key = await createKey(bench.viewer(), { name: "A", exposure: "full", expiresAt: null, usesTools: true });
      bench.tools().offer(aTool({ effect: "with-effect" }));
      const program = await bench.connect("chat/key", { headers: { "x-api-key": key.key } });
      program.say("chat", { message: "Well?" });
      (await bench.models().nextCall()).call({ name: "echo", args: { word: "hello" }, callId: "call_a" });
      const { run_id } = await program.next("tool_approval_request");
      program.say("tool_approval", { run_id, tool_call_id: "call_a", approved: true });
      expect(await program.next("error")).toMatchObject({ code: "forbidden", run_id });
      expect(await bench.row(run_id ?? "")).toMatchObject({ status: "waiting" });
    });
  });

  it("5: is answered its ping with its own timestamp", async () => {
    const client = await bench.connect();
    client.say("ping", { timestamp: 1641234567.123 });
    expect(await client.next("pong")).toMatchObject({ timestamp: 1641234567.123, data: { timestamp: 1641234567.123 } });
    client.socket.send('{"type":"ping","timestamp":7}');
    expect(await client.next("pong")).toMatchObject({ timestamp: 7 });
    client.say("ping");
    expect(await client.next("pong")).not.toHaveProperty("timestamp");
  });

  it.each([
    ["no JSON", "{", "bad-request"],
    ["a list", "[]", "bad-request"],
    ["no type", "{}", "bad-request"],
    ["an unknown type", '{"type":"dance"}', "bad-request"],
    ["a name of an object's own", '{"type":"constructor"}', "bad-request"],
    ["a chat without words", '{"type":"chat","payload":{"message":"  "}}', "bad-request"],
    ["a chat without a payload", '{"type":"chat"}', "bad-request"],
    ["words that are no text", '{"type":"chat","payload":{"message":5}}', "bad-request"],
    ["half a character", '{"type":"chat","payload":{"message":"\\ud800"}}', "bad-request"],
    ["no model call", '{"type":"chat","payload":{"message":"a","max_iterations":0}}', "bad-request"],
    ["too many model calls", '{"type":"chat","payload":{"message":"a","max_iterations":21}}', "bad-request"],
    ["half a model call", '{"type":"chat","payload":{"message":"a","max_iterations":1.5}}', "bad-request"],
    ["an unknown effort", '{"type":"chat","payload":{"message":"a","effort":"huge"}}', "bad-request"],
    ["a number below none", '{"type":"resume","payload":{"run_id":"run_1","last_seq":-1}}', "bad-request"],
    ["a decision that is none", '{"type":"tool_approval","payload":{"run_id":"run_1","tool_call_id":"a"}}', "bad-request"],
  ])("is told that it was not understood for %s, and the line stays", async (_what, text, code) => {
    const client = await bench.connect();
    client.socket.send(text);
    expect(await client.next("error")).toMatchObject({ code, message: expect.any(String), data: { code } });
    client.socket.send(Buffer.from(text), { binary: true });
    expect(await client.next("error")).toMatchObject({ code, message: "A message is text, and this was binary." });
    client.say("ping", { timestamp: 1 });
    await client.next("pong");
  });

  it("is given up when a hundred messages in a row could not be understood", async () => {
    const client = await bench.connect();
    for (let at = 0; at < 99; at += 1) client.say("dance");
    client.say("ping", { timestamp: 1 });
    await client.next("pong");
    for (let at = 0; at < 100; at += 1) client.say("dance");
    expect(await client.closed).toMatchObject({ code: 4400 });
  });

  describe("has one end of each run, with its reason", () => {
    it("2: where the model gave nothing", async () => {
      const { client, call } = await asking("chat/empty");
      call.finish("stop");
      expect(await client.next(complete)).toMatchObject({ reason: "stop" });
      expect(ofRun(client.messages).at(-2)).toMatchObject({ data: { type: "error", code: "empty_response" } });
    });

    it("3: where the model failed, told once", async () => {
      const { client, call } = await asking("chat/failed");
      call.fail(runError("provider-auth"));
      expect(await client.next(complete)).toMatchObject({ reason: "error" });
      expect(stepsIn(client.messages)).toEqual([["error", runError("provider-auth").message]]);
      expect(client.messages.filter(({ type }) => type === "error")).toEqual([]);
      expect(ends(client)).toHaveLength(1);
    });

    it("where the most model calls were made: the last is asked for an answer", async () => {
      bench.tools().offer(aTool());
      const client = await bench.connect("chat/most");
      client.say("chat", { message: "Well?", max_iterations: 2 });
      (await bench.models().nextCall()).call({ name: "echo", callId: "call_a" });
      const last = await bench.models().nextCall();
      expect(last.tools).toEqual([]);
      last.answer("", "That is all.");
      expect(await client.next(complete)).toMatchObject({ reason: "max_iterations", iterations: 2 });
      expect(stepsIn(client.messages).at(-1)).toEqual(["final_answer", "That is all."]);
    });

    it("where a tool fails: the run goes on to its answer", async () => {
      vi.spyOn(console, "error").mockImplementation(() => {});
      bench.tools().offer(aTool({ run: () => Promise.reject(new Error("boom")) }));
      const { client, call } = await asking("chat/tool");
      call.call({ name: "echo", callId: "call_a" });
      (await bench.models().nextCall()).answer("", "Without it.");
      expect(await client.next(complete)).toMatchObject({ reason: "stop" });
      expect(client.messages.find(({ data }) => data?.type === "tool_result")).toMatchObject({ data: { status: "error" } });
    });
  });
});
