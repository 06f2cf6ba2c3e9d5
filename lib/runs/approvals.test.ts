import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deleteConversation } from "#lib/conversations/delete.ts";
import { listConversations } from "#lib/conversations/list.ts";
import { testClock } from "#lib/core/clock.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type ToolPart, type View } from "#lib/reasoning/view.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { aTool, type WordTool } from "#lib/testing/scripted-tools.ts";
import { patienceMs } from "./ask.ts";
import { answerNow, cancelRun } from "./control.ts";
import { decideApproval } from "./decide.ts";
import { engine } from "./engine.ts";
import { lookAtWaiting } from "./look.ts";
import { recoverRuns } from "./recover.ts";
import { readView } from "./views.ts";

const toolsOf = (view: View) => view.parts.filter((part): part is ToolPart => part.kind === "tool");
const error = (code: string, message = /./) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) }) as unknown as Error;

describe.each(databaseKinds)("a tool with effects on %s", (kind) => {
  const bench = withRunEngine(kind);
  const clock = testClock(Date.now());
  let runs: string[] = [];
  beforeEach(() => {
    runs = [];
    engine().clock = clock;
  });
  afterEach(() => {
    engine().isDraining = false;
  });
  const writing = (tool: Partial<WordTool> = {}) =>
    aTool({
      name: "write",
      title: "Write",
      effect: "with-effect",
      run: async ({ word = "" }) => {
        runs.push(word);
        return { result: `wrote ${word}` };
      },
      ...tool,
    });
  /** A run whose model called `write` and waits; `words`: once for each. */
  const waitingRun = async (...words: string[]) => {
    const { call, ...started } = await bench.startCall();
    call.call(...words.map((word) => ({ name: "write", args: { word }, callId: `c-${word}` })));
    await readUntil(bench.viewer(), started.runId, "run-wait");
    await bench.ended(started.runId);
    return started;
  };
  const decide = (runId: string, callId: string, approved: boolean, more = {}) =>
    decideApproval(bench.viewer(), runId, callId, { approved, ...more });
  const answered = async (runId: string) => {
    const call = await bench.models().nextCall();
    call.answer("I see.", "Done.");
    const events = await readToEnd(bench.viewer(), runId);
    const view = await readView(bench.viewer(), runId);
    expect(view).toEqual(foldAll(emptyView(runId), events));
    expect(view).toMatchObject({ status: "completed", waitsUntil: null });
    return { view, call };
  };

  it("asks a person first, holds nothing meanwhile, and goes on with the same run when it is allowed", async () => {
    bench.tools().offer(writing(), aTool());
    const { call, runId, conversationId } = await bench.startCall();
    call.call({ name: "write", args: { word: "a" }, callId: "w" }, { name: "echo", args: { word: "b" }, callId: "e" });
    const whole = readToEnd(bench.viewer(), runId);
    const asked = await readUntil(bench.viewer(), runId, "run-wait");
    await bench.ended(runId);
    expect(asked.slice(-4).map(({ type }) => type)).toEqual(["tool-start", "tool-result", "tool-approval-request", "run-wait"]);
    const until = clock.now() + patienceMs;
    expect(asked.at(-2)).toMatchObject({ callId: "w", message: "Write: Say a", expiresAt: until });
    expect(engine().live.size).toBe(0);
    const row = await bench.row(runId);
    expect(row).toMatchObject({ status: "waiting", epoch: 1, waitsUntil: BigInt(until) });
    expect(await readView(bench.viewer(), runId)).toMatchObject({ status: "waiting", waitsUntil: until });
    expect((await listConversations(bench.viewer())).conversations).toMatchObject([
      { id: conversationId, activeRunId: runId, waitsFor: "person" },
    ]);
    await expect(answerNow(bench.viewer(), runId)).rejects.toThrow(error("conflict", /waits for you/));
    await expect(bench.start({ text: "And?", parentRunId: runId })).rejects.toThrow(error("conflict"));
    expect(runs).toEqual([]);

    clock.advance(60_000);
    await decide(runId, "w", true);
    const { view, call: second } = await answered(runId);
    expect(runs).toEqual(["a"]);
    expect(second.messages.flatMap((message) => (message.role === "tool" ? [message.result] : []))).toEqual(["wrote a", "b"]);
    expect(second.step).toBe(2);
    const approval = { approved: true, by: "person", scope: "once", answeredAt: until - patienceMs + 60_000 };
    expect(toolsOf(view)).toMatchObject([{ state: "done", approval }, { state: "done" }]);
    expect(await bench.row(runId)).toMatchObject({ status: "completed", epoch: 2, waitsUntil: null });
    expect((await whole).map(({ seq }) => seq)).toEqual(Array.from({ length: view.seq }, (_, index) => index + 1));
    expect(view.parts.map(({ id }) => id)).toEqual([...new Set(view.parts.map(({ id }) => id))]);
    expect(await bench.database().client.toolCall.findMany({ where: { runId }, orderBy: { callId: "asc" } })).toMatchObject([
      { callId: "e", state: "done" },
      { callId: "w", state: "done", scope: "once" },
    ]);
  });

  it("is refused with a reason that the model is told", async () => {
    bench.tools().offer(writing());
    const { runId } = await waitingRun("a");
    await expect(decide(runId, "c-a", false, { scope: "always" })).rejects.toThrow(error("bad-request", /scope/));
    await expect(decide(runId, "c-a", false, { reason: "x".repeat(2001) })).rejects.toThrow(error("bad-request", /reason/));
    await decide(runId, "c-a", false, { reason: "  Not \0 today. " });
    const { view, call } = await answered(runId);
    expect(call.messages.at(-1)).toMatchObject({ isError: true, result: "The person refused this call: Not \uFFFD today." });
    expect(toolsOf(view)).toMatchObject([{ state: "refused", approval: { approved: false, by: "person" } }]);
    expect(runs).toEqual([]);
  });

  it("waits until everything it asked is decided, and shows each decision at once", async () => {
    bench.tools().offer(writing());
    const { runId } = await waitingRun("a", "b");
    await decide(runId, "c-b", false);
    expect(await bench.row(runId)).toMatchObject({ status: "waiting", epoch: 1 });
    expect(toolsOf(await readView(bench.viewer(), runId)).map(({ state }) => state)).toEqual(["awaiting-approval", "refused"]);
    await decide(runId, "c-a", true);
    await answered(runId);
    expect(runs).toEqual(["a"]);
  });

  it("is decided once, whoever comes at the same moment, and runs at most once", async () => {
    bench.tools().offer(writing());
    for (const decisions of [
      [true, true, true],
      [true, false, true],
    ]) {
      runs = [];
      const { runId } = await waitingRun("a");
      const results = await Promise.allSettled(decisions.map((approved) => decide(runId, "c-a", approved)));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const result of results) if (result.status === "rejected") expect(result.reason).toEqual(error("conflict", /already/));
      const { view } = await answered(runId);
      const isAllowed = toolsOf(view)[0]?.approval?.approved === true;
      expect(runs).toEqual(isAllowed ? ["a"] : []);
      await expect(decide(runId, "c-a", true)).rejects.toThrow(error("conflict"));
    }
  });

  it("is decided by whom it concerns, and by nobody else", async () => {
    bench.tools().offer(writing());
    const { runId } = await waitingRun("a");
    const stranger = { userId: "per_01936f6e8c7a7b8e9f10a1b2c3d4e5f6" };
    await expect(decideApproval(stranger, runId, "c-a", { approved: true })).rejects.toThrow(error("not-found"));
    await expect(decide(runId, "c-b", true)).rejects.toThrow(error("not-found"));
    await expect(decide(runId, "c-a\0", true)).rejects.toThrow(error("not-found"));
    await expect(decide("run_x", "c-a", true)).rejects.toThrow(error("not-found"));
    expect(await bench.row(runId)).toMatchObject({ status: "waiting" });
  });

  it("is not run with other arguments than those that were shown", async () => {
    bench.tools().offer(writing());
    const { runId } = await waitingRun("a");
    const { client } = bench.database();
    const event = await client.runEvent.findFirstOrThrow({ where: { runId, type: "tool-call" } });
    const forge = (from: string, to: string) =>
      client.runEvent.updateMany({
        where: { runId, type: "tool-call" },
        data: { payload: event.payload.replace(`"word":"${from}"`, `"word":"${to}"`) },
      });
    await forge("a", "b");
    await expect(decide(runId, "c-a", true)).rejects.toThrow(error("conflict", /not the call/));
    await client.runEvent.updateMany({ where: { runId, type: "tool-call" }, data: { payload: event.payload } });
    engine().isDraining = true;
    await decide(runId, "c-a", true);
    await forge("a", "b");
    engine().isDraining = false;
    await lookAtWaiting();
    const { view } = await answered(runId);
    expect(toolsOf(view)).toMatchObject([{ state: "failed", error: expect.stringContaining("not what it was") }]);
    expect(runs).toEqual([]);
  });

  it("that has changed since it was asked about cannot be allowed, and is not run", async () => {
    bench.tools().offer(writing());
    const { runId } = await waitingRun("a");
    bench.tools().offer(writing({ description: "Sends everything away." }));
    await expect(decide(runId, "c-a", true)).rejects.toThrow(error("conflict", /has changed/));
    bench.tools().offer();
    await expect(decide(runId, "c-a", true, { scope: "always" })).rejects.toThrow(error("conflict", /not there/));
    await decide(runId, "c-a", true);
    const { view } = await answered(runId);
    expect(toolsOf(view)).toMatchObject([{ state: "failed", error: expect.stringContaining("no tool") }]);
    expect(runs).toEqual([]);
  });

  it("counts as refused after a day, which the model can still answer to", async () => {
    bench.tools().offer(writing());
    const { runId } = await waitingRun("a");
    await lookAtWaiting();
    expect(await bench.row(runId)).toMatchObject({ status: "waiting" });
    clock.advance(patienceMs);
    await expect(decide(runId, "c-a", true)).rejects.toThrow(error("conflict", /was over/));
    await Promise.all([lookAtWaiting(), lookAtWaiting()]);
    const { view, call } = await answered(runId);
    expect(call.messages.at(-1)).toMatchObject({ isError: true, result: expect.stringContaining("Nobody allowed") });
    expect(toolsOf(view)).toMatchObject([{ state: "refused", approval: { approved: false, by: "expiry" } }]);
    expect(runs).toEqual([]);
  });

  it("is not asked about again where it was allowed for the conversation", async () => {
    bench.tools().offer(writing());
    const { runId, conversationId } = await waitingRun("a", "b");
    await decide(runId, "c-a", true, { scope: "conversation" });
    const { view } = await answered(runId);
    expect(runs.toSorted()).toEqual(["a", "b"]);
    expect(toolsOf(view).map(({ approval }) => approval?.by)).toEqual(["person", "rule"]);
    const next = await bench.startCall({ text: "Again", parentRunId: runId });
    expect(next.conversationId).toBe(conversationId);
    next.call.call({ name: "write", args: { word: "c" } });
    const again = await answered(next.runId);
    expect(toolsOf(again.view)).toMatchObject([{ state: "done", approval: { approved: true, by: "rule" } }]);
    const elsewhere = await waitingRun("d");
    await decide(elsewhere.runId, "c-d", true, { scope: "always" });
    await answered(elsewhere.runId);
    const third = await bench.startCall();
    third.call.call({ name: "write", args: { word: "e" } });
    await answered(third.runId);
    expect(runs.slice(2)).toEqual(["c", "d", "e"]);
    bench.tools().offer(writing({ description: "Now it writes elsewhere." }));
    await waitingRun("f");
  });

  it("waits no more once the run is stopped or its conversation deleted", async () => {
    bench.tools().offer(writing());
    const { runId } = await waitingRun("a");
    clock.advance(5_000);
    await cancelRun(bench.viewer(), runId);
    const view = await readView(bench.viewer(), runId);
    expect(view).toMatchObject({ status: "stopped", reason: "reader", waitsUntil: null, endedAt: clock.now() });
    expect(toolsOf(view)).toMatchObject([{ state: "awaiting-approval", endedAt: clock.now() }]);
    await expect(decide(runId, "c-a", true)).rejects.toThrow(error("conflict"));
    const deleted = await waitingRun("b");
    await deleteConversation(bench.viewer(), deleted.conversationId);
    expect(await bench.row(deleted.runId)).toMatchObject({ status: "stopped" });
    await expect(decide(deleted.runId, "c-b", true)).rejects.toThrow(error("not-found"));
    await lookAtWaiting();
    expect(runs).toEqual([]);
  });

  it("is stopped with what is known when the run was taken up again and a tool is at work", async () => {
    bench.tools().offer(writing({ run: () => new Promise(() => {}) }));
    const { runId } = await waitingRun("a");
    await decide(runId, "c-a", true);
    await readUntil(bench.viewer(), runId, "tool-start");
    await cancelRun(bench.viewer(), runId);
    const events = await readToEnd(bench.viewer(), runId);
    expect(events.at(-1)).toMatchObject({ status: "stopped", reason: "reader", usage: { input: 7, output: 11 } });
    expect(toolsOf(await readView(bench.viewer(), runId))).toMatchObject([{ state: "unknown" }]);
  });

  it("R45: goes on waiting through a restart, and whoever starts next takes up what was decided", async () => {
    bench.tools().offer(writing());
    const { runId } = await waitingRun("a");
    expect(await recoverRuns()).toBe(0);
    expect(await bench.row(runId)).toMatchObject({ status: "waiting", epoch: 1 });
    engine().isDraining = true;
    await decide(runId, "c-a", true);
    expect(await bench.row(runId)).toMatchObject({ status: "waiting" });
    engine().isDraining = false;
    await lookAtWaiting();
    await answered(runId);
    expect(runs).toEqual(["a"]);
  });
});
