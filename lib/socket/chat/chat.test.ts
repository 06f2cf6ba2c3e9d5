import { describe, expect, it } from "vitest";
import { createKey, deleteKey } from "#lib/auth/keys.ts";
import { readConversation } from "#lib/conversations/read.ts";
import { ofRun, type SocketClient, stepsIn, withChatSockets } from "#lib/testing/chat-sockets.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";

const complete = "reasoning_complete";

describe("a chat", () => {
  const bench = withChatSockets("sqlite");

  /** Asks, has it answered and waits for the end. */
  async function answered(client: SocketClient, message: string, thought = "Let me think.", text = "It is so.") {
    client.say("chat", { message });
    (await bench.models().nextCall()).answer(thought, text);
    return client.next(complete);
  }

  it("is told as version 1 told it to a client that knows no other, and kept as a conversation of the session", async () => {
    bench.tools().offer(aTool());
    const client = await bench.connect("chat/session_v1?agent_name=researcher");
    client.say("chat", { message: "Say hello.", agent_name: "researcher", enable_reasoning: true });
    const first = await bench.models().nextCall();
    first.send(...part("reasoning", first.nextPartId(), "I use the tool."));
    first.call({ name: "echo", args: { word: "hello" }, callId: "call_a" });
    (await bench.models().nextCall()).answer("Now I know.", "hello");
    const end = await client.next(complete);
    expect(client.messages.slice(1).map(({ type }) => type)).toEqual([
      "reasoning_start",
      ...Array(5).fill("reasoning_step"),
      complete,
    ]);
    expect(client.messages[1]).toMatchObject({ agent: "researcher", message: "Say hello.", enable_reasoning: true });
    expect(stepsIn(client.messages)).toEqual([
      ["thought", "I use the tool."],
      ["tool_use", ""],
      ["tool_result", "hello"],
      ["thought", "Now I know."],
      ["final_answer", "hello"],
    ]);
    expect(end).toMatchObject({ data: {}, reason: "stop", iterations: 2 });
    const seconds = client.messages.flatMap(({ data }) => (typeof data?.timestamp === "number" ? data.timestamp : []));
    for (const at of seconds) expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(60);
    const row = await bench.row(end.run_id ?? "");
    expect(row).toMatchObject({ origin: "websocket", keyId: null, status: "completed" });
  });

  it("goes on in its session: the next question replies to the answer before", async () => {
    const client = await bench.connect("chat/talk");
    const first = await answered(client, "One?");
    client.say("chat", { message: "And two?" });
    const call = await bench.models().nextCall();
    expect(JSON.stringify(call.messages)).toMatch(/One\?.*It is so\..*And two\?/);
    call.answer("Hm.", "Two.");
    const second = await client.next(complete);
    const rows = await Promise.all([first, second].map(({ run_id }) => bench.row(run_id ?? "")));
    expect(rows[0]?.conversationId).toBe(rows[1]?.conversationId);
    const other = await bench.connect("chat/another");
    await answered(other, "One?");
    const row = await bench.row(ofRun(other.messages).at(-1)?.run_id ?? "");
    expect(row.conversationId).not.toBe(rows[0]?.conversationId);
  });

  it("is told piece by piece to who wants that, and to nobody else", async () => {
    const client = await bench.connect();
    client.say("chat", { message: "Well?", stream: "token" });
    (await bench.models().nextCall()).answer("Let me think.", "It is so.");
    await client.next(complete);
    const deltas = client.messages.filter(({ type }) => type === "reasoning_delta").map(({ data }) => [data?.type, data?.delta]);
    expect(deltas).toEqual([
      ["thought", "Let me think."],
      ["final_answer", "It is so."],
    ]);
    const plain = await bench.connect("chat/plain");
    await answered(plain, "Well?");
    expect(plain.messages.some(({ type }) => type === "reasoning_delta")).toBe(false);
  });

  it("without reasoning is the answer alone", async () => {
    const client = await bench.connect();
    client.say("chat", { message: "Well?", enable_reasoning: false, stream: "token" });
    (await bench.models().nextCall()).answer("Let me think.", "It is so.");
    await client.next(complete);
    expect(ofRun(client.messages)).toMatchObject([
      { type: "reasoning_start", enable_reasoning: false },
      { type: "response", content: "It is so.", data: { content: "It is so." } },
      { type: complete },
    ]);
  });

  it("asks the model, the effort and the most model calls that were wished", async () => {
    const client = await bench.connect();
    client.say("chat", { message: "Well?", model: "scripted/two", effort: "high", max_iterations: 3 });
    (await bench.models().nextCall()).answer("", "Yes.");
    const { run_id } = await client.next(complete);
    expect(await bench.row(run_id ?? "")).toMatchObject({ modelId: "scripted/two", effortAsked: "high", mostSteps: 3 });
    client.say("chat", { message: "And?", agent_name: "scripted/one" });
    (await bench.models().nextCall()).answer("", "Yes.");
    expect(await bench.row((await client.next(complete)).run_id ?? "")).toMatchObject({ modelId: "scripted/one" });
    client.say("chat", { message: "Well?", model: "nobody/knows" });
    expect(await client.next("error")).toMatchObject({ code: "model-unknown" });
  });

  it("that comes twice is one: the same message id gives the same run, on the same socket and on another", async () => {
    const client = await bench.connect("chat/twice");
    const message = { message: "Once?", client_msg_id: "m-1" };
    client.say("chat", message);
    const call = await bench.models().nextCall();
    await client.next("reasoning_start");
    client.say("chat", message);
    client.say("ping", { timestamp: 1 });
    await client.next("pong");
    expect(client.messages.filter(({ type }) => type === "error" || type === "reasoning_start")).toHaveLength(1);
    const other = await bench.connect("chat/twice");
    other.say("chat", message);
    call.answer("Let me think.", "It is so.");
    const [first, second] = [await client.next(complete), await other.next(complete)];
    expect(second).toEqual(first);
    expect(ofRun(other.messages)).toEqual(ofRun(client.messages));
    other.say("chat", { ...message, message: "Something else?" });
    expect(await other.next("error")).toMatchObject({ code: "request-id-reused", client_msg_id: "m-1" });
    expect(bench.models().count()).toBe(1);
  });

  it("is alone in its session: another one meanwhile is told so and changes nothing", async () => {
    const client = await bench.connect("chat/busy");
    client.say("chat", { message: "First?" });
    const call = await bench.models().nextCall();
    const { run_id } = await client.next("reasoning_start");
    client.say("chat", { message: "Second?", client_msg_id: "m-2" });
    expect(await client.next("error")).toMatchObject({ code: "busy", run_id, client_msg_id: "m-2" });
    const elsewhere = await bench.connect("chat/free");
    elsewhere.say("chat", { message: "Mine?" });
    (await bench.models().nextCall()).answer("", "Yours.");
    await elsewhere.next(complete);
    call.answer("", "Done.");
    await client.next(complete);
    expect(bench.models().count()).toBe(2);
  });

  it("of two sent at once begins one", async () => {
    const clients = [await bench.connect("chat/race"), await bench.connect("chat/race")];
    for (const [at, client] of clients.entries()) client.say("chat", { message: `From ${at}` });
    const call = await bench.models().nextCall();
    const refused = await Promise.race(clients.map((client) => client.next("error")));
    expect(refused).toMatchObject({ code: "busy" });
    call.answer("", "Done.");
    const ends = await Promise.all(clients.map((client) => client.next(complete)));
    expect(new Set(ends.map(({ run_id }) => run_id)).size).toBe(1);
    expect(bench.models().count()).toBe(1);
  });

  it("with a key is that key's: its session, its exposure, its runs", async () => {
    const key = await createKey(bench.viewer(), { name: "A program", exposure: "none", expiresAt: null });
    const headers = { authorization: `Bearer ${key.key}` };
    const owner = await bench.connect("chat/same");
    const program = await bench.connect("chat/same", { headers });
    program.say("chat", { message: "Mine?", stream: "token", exposure: "full" });
    (await bench.models().nextCall()).answer("Secret thought.", "Yours.");
    const end = await program.next(complete);
    expect(JSON.stringify(program.messages)).not.toContain("Secret");
    expect(end).toMatchObject({ usage: { reasoning_tokens: 5 } });
    expect(ofRun(owner.messages)).toEqual([]);
    const row = await bench.row(end.run_id ?? "");
    expect(row).toMatchObject({ keyId: key.id, origin: "websocket" });
    const { tree } = await readConversation(bench.viewer(), row.conversationId);
    expect(tree.turns.map(({ text }) => text)).toEqual(["Mine?"]);
  });

  it("with a key that is gone by then closes the line", async () => {
    const key = await createKey(bench.viewer(), { name: "A program", exposure: "full", expiresAt: null });
    const program = await bench.connect("chat/gone", { headers: { "x-api-key": key.key } });
    await bench.database().client.apiKey.update({ where: { id: key.id }, data: { expiresAt: 1n } });
    program.say("chat", { message: "Well?" });
    expect(await program.closed).toMatchObject({ code: 4401 });
    expect(bench.models().count()).toBe(0);
    await deleteKey(bench.viewer(), key.id);
  });

  it("can be begun only so often in a minute", async () => {
    const client = await bench.connect("chat/often");
    for (let at = 0; at < 20; at += 1) client.say("chat", { message: "Well?", model: "nobody/knows" });
    for (let at = 0; at < 20; at += 1) expect(await client.next("error")).toMatchObject({ code: "model-unknown" });
    client.say("chat", { message: "Well?" });
    expect(await client.next("error")).toMatchObject({ code: "rate-limited" });
    expect(bench.models().count()).toBe(0);
  });
});
