import { describe, expect, it } from "vitest";
import { createKey } from "#lib/auth/keys.ts";
import { deleteConversation } from "#lib/conversations/delete.ts";
import { newId } from "#lib/core/id.ts";
import { recoverRuns } from "#lib/runs/recover.ts";
import { ofRun, type SocketMessage, stepsIn, withChatSockets } from "#lib/testing/chat-sockets.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";

const complete = "reasoning_complete";

describe("a client that comes back", () => {
  const bench = withChatSockets("sqlite");

  /** A run with thoughts, a tool and text in pieces, told to one client from its beginning to its end. */
  async function wholeRun(path: string, stream: "step" | "token") {
    bench.tools().offer(aTool());
    const client = await bench.connect(path);
    client.say("chat", { message: "Well?", stream });
    const first = await bench.models().nextCall();
    first.send(...part("reasoning", first.nextPartId(), "I use the tool."));
    first.call({ name: "echo", args: { word: "hello" } });
    const second = await bench.models().nextCall();
    const [thought, text] = [second.nextPartId(), second.nextPartId()];
    second.send({ type: "reasoning-start", partId: thought, form: "full" });
    for (const delta of ["Now ", "I ", "know."]) second.send({ type: "reasoning-delta", partId: thought, delta });
    second.send({ type: "reasoning-end", partId: thought }, { type: "text-start", partId: text });
    for (const delta of ["It ", "is ", "so."]) second.send({ type: "text-delta", partId: text, delta });
    second.send({ type: "text-end", partId: text });
    second.finish("stop");
    const { run_id: runId = "" } = await client.next(complete);
    return { runId, whole: ofRun(client.messages) };
  }

  it.each(["step", "token"] as const)("after any message has them all once, each %s apart", async (stream) => {
    const path = `chat/back-${stream}`;
    const { runId, whole } = await wholeRun(path, stream);
    expect(whole.length).toBeGreaterThan(6);
    for (let had = 0; had < whole.length; had += 1) {
      const client = await bench.connect(path);
      client.say("resume", { run_id: runId, last_seq: whole[had - 1]?.seq ?? 0 });
      await client.next(complete);
      expect([...whole.slice(0, had), ...ofRun(client.messages)]).toEqual(whole);
      await client.cut();
    }
  });

  it("while the run goes on, killed at every message, has what a client has that never left", async () => {
    const path = "chat/killed";
    const watcher = await bench.connect(path);
    const first = await bench.connect(path);
    first.say("chat", { message: "Well?", stream: "token" });
    const call = await bench.models().nextCall();
    const { run_id: runId = "" } = await first.next("reasoning_start");
    await first.cut();
    const partId = call.nextPartId();
    call.send({ type: "text-start", partId });
    const joined: SocketMessage[] = [];
    for (let at = 0; at < 12; at += 1) {
      call.send({ type: "text-delta", partId, delta: `${at} ` });
      const client = await bench.connect(path);
      expect(client.connected).toMatchObject({ active_run: { run_id: runId } });
      client.say("resume", { run_id: runId, last_seq: joined.at(-1)?.seq ?? 0 });
      joined.push(await client.next(({ v }) => v === 2));
      await client.cut();
    }
    call.send({ type: "text-end", partId });
    call.finish("stop");
    const last = await bench.connect(path);
    last.say("resume", { run_id: runId, last_seq: joined.at(-1)?.seq ?? 0 });
    await last.next(complete);
    await watcher.next(complete);
    expect([...joined, ...ofRun(last.messages)]).toEqual(ofRun(watcher.messages));
    expect(await bench.row(runId)).toMatchObject({ status: "completed" });
  });

  it("7: finds the run that nobody watched: closing every socket stops nothing", async () => {
    const client = await bench.connect("chat/alone");
    client.say("chat", { message: "Well?" });
    const call = await bench.models().nextCall();
    const { run_id: runId = "" } = await client.next("reasoning_start");
    client.socket.close();
    await client.closed;
    call.answer("Let me think.", "It is so.");
    await bench.ended(runId);
    const back = await bench.connect("chat/alone");
    expect(back.connected).not.toHaveProperty("active_run");
    back.say("resume", { run_id: runId, last_seq: 1 });
    await back.next(complete);
    expect(stepsIn(back.messages)).toEqual([
      ["thought", "Let me think."],
      ["final_answer", "It is so."],
    ]);
  });

  it("7: is not put in the place of another tab: both see what either begins", async () => {
    const [one, two] = [await bench.connect("chat/tabs"), await bench.connect("chat/tabs")];
    one.say("chat", { message: "From one?" });
    (await bench.models().nextCall()).answer("", "Yes.");
    await Promise.all([one.next(complete), two.next(complete)]);
    two.say("chat", { message: "From two?" });
    (await bench.models().nextCall()).answer("", "Yes.");
    await Promise.all([one.next(complete), two.next(complete)]);
    expect(ofRun(one.messages)).toEqual(ofRun(two.messages));
  });

  it("before it read the end is given it again, with the number it has", async () => {
    const { runId, whole } = await wholeRun("chat/end", "step");
    const client = await bench.connect("chat/end");
    client.say("resume", { run_id: runId, last_seq: whole.at(-2)?.seq });
    expect(await client.next(({ v }) => v === 2)).toEqual(whole.at(-1));
  });

  it("with a number that the run does not have is told to read it over HTTP", async () => {
    const { runId, whole } = await wholeRun("chat/gap", "step");
    const client = await bench.connect("chat/gap");
    const last = whole.at(-1)?.seq ?? 0;
    client.say("resume", { run_id: runId, last_seq: last + 5 });
    expect(await client.next("gap")).toEqual({ type: "gap", run_id: runId, from: last + 1, to: last + 5 });
    client.say("chat", { message: "And?" });
    await bench.models().nextCall();
    const { run_id } = await client.next("reasoning_start");
    client.say("resume", { run_id, last_seq: 10_000 });
    expect(await client.next("gap")).toMatchObject({ run_id, to: 10_000 });
  });

  it("for the run of another, for none, and for one that was deleted finds nothing", async () => {
    const { runId } = await wholeRun("chat/mine", "step");
    const key = await createKey(bench.viewer(), { name: "A program", exposure: "full", expiresAt: null });
    const program = await bench.connect("chat/mine", { headers: { "x-api-key": key.key } });
    for (const run_id of [runId, newId("run"), "nonsense"]) {
      program.say("resume", { run_id, last_seq: 0 });
      expect(await program.next("error")).toMatchObject({ code: "not-found", run_id });
    }
    expect(ofRun(program.messages)).toEqual([]);
    const owner = await bench.connect("chat/mine");
    await deleteConversation(bench.viewer(), (await bench.row(runId)).conversationId);
    owner.say("resume", { run_id: runId, last_seq: 0 });
    expect(await owner.next("error")).toMatchObject({ code: "not-found", run_id: runId });
  });

  it("may have it told otherwise than before", async () => {
    const { runId } = await wholeRun("chat/other", "step");
    const client = await bench.connect("chat/other");
    client.say("resume", { run_id: runId, last_seq: 0, stream: "token", exposure: "none" });
    await client.next(complete);
    const text = client.messages.flatMap(({ type, data }) => (type === "reasoning_delta" ? [data?.delta] : [])).join("");
    expect(text).toBe("It is so.");
    client.say("resume", { run_id: runId, last_seq: 0, enable_reasoning: false });
    expect(await client.next("response")).toMatchObject({ content: "It is so." });
  });

  it("reads only so many runs at once", async () => {
    const runs: string[] = [];
    for (let at = 0; at < 9; at += 1) {
      const client = await bench.connect(`chat/many-${at}`);
      client.say("chat", { message: "Well?" });
      await bench.models().nextCall();
      runs.push((await client.next("reasoning_start")).run_id ?? "");
    }
    const reader = await bench.connect("chat/reader");
    for (const run_id of runs) reader.say("resume", { run_id, last_seq: 0 });
    expect(await reader.next("error")).toMatchObject({ code: "too-many", run_id: runs.at(-1) });
  });

  it("after a restart in mid-run is told what became of it", async () => {
    const client = await bench.connect("chat/restart");
    client.say("chat", { message: "Well?" });
    const call = await bench.models().nextCall();
    const { run_id: runId = "" } = await client.next("reasoning_start");
    call.send(...part("reasoning", call.nextPartId(), "I think."));
    await client.next("reasoning_step");
    await recoverRuns();
    // The old owner finds that it has lost the run.
    call.finish("stop");
    await bench.ended(runId);
    const back = await bench.connect("chat/restart");
    back.say("resume", { run_id: runId, last_seq: 0 });
    expect(await back.next(complete)).toMatchObject({ reason: "error" });
    expect(ofRun(back.messages).at(-2)).toMatchObject({ data: { type: "error", code: "interrupted_by_restart" } });
  });
});
