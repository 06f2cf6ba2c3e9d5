import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listConversations } from "#lib/conversations/list.ts";
import { testClock } from "#lib/core/clock.ts";
import { listen } from "#lib/db/wake.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type ToolPart, type View } from "#lib/reasoning/view.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { scriptedUsage } from "#lib/testing/scripted-models.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import { patienceMs } from "./ask.ts";
import { answerNow, cancelRun, endHanded } from "./control.ts";
import { decideApproval } from "./decide.ts";
import { engine } from "./engine.ts";
import { lookAtWaiting } from "./look.ts";
import { provideResults } from "./provide-results.ts";
import { recoverRuns } from "./recover.ts";
import { readView } from "./views.ts";

const toolsOf = (view: View) => view.parts.filter((part): part is ToolPart => part.kind === "tool");
const error = (code: string, message = /./) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) }) as unknown as Error;
const tool = (name: string) => ({ name, description: `Does ${name}.`, inputSchema: { type: "object" } });
const brief: Brief = { instructions: "Be short.", tools: [tool("read_file"), tool("write_file")] };

describe.each(databaseKinds)("a tool of whoever asked on %s", (kind) => {
  const bench = withRunEngine(kind);
  const clock = testClock(Date.now());
  beforeEach(() => {
    engine().clock = clock;
  });
  afterEach(() => {
    engine().isDraining = false;
  });

  /** A run whose model called these and waits for their results. */
  const handedRun = async (...names: string[]) => {
    const { call, ...started } = await bench.startCall({}, { brief });
    call.call(...names.map((name) => ({ name, args: { path: name }, callId: `c-${name}` })));
    const events = await readUntil(bench.viewer(), started.runId, "run-wait");
    await bench.ended(started.runId);
    return { ...started, call, events };
  };
  const result = (name: string, text = `of ${name}`, isError = false) => ({ callId: `c-${name}`, text, isError });
  const provide = (runId: string, ...results: ReturnType<typeof result>[]) => provideResults(bench.viewer(), runId, results);
  const answered = async (runId: string) => {
    const call = await bench.models().nextCall();
    call.answer("I see.", "Done.");
    const events = await readToEnd(bench.viewer(), runId);
    const view = await readView(bench.viewer(), runId);
    expect(view).toEqual(foldAll(emptyView(runId), events));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(view).toMatchObject({ status: "completed", reason: "stop", waitsUntil: null, waitsFor: null });
    return { view, call, events };
  };
  const rowsOf = (runId: string) => bench.database().client.toolCall.findMany({ where: { runId }, orderBy: { callId: "asc" } });

  it("is declared, handed over, held by nobody meanwhile, and its result goes on in the same run", async () => {
    const { runId, conversationId, call, events } = await handedRun("read_file");
    expect(call.tools).toEqual(brief.tools);
    const until = clock.now() + patienceMs;
    expect(events.slice(-4)).toMatchObject([
      { type: "tool-call", callId: "c-read_file", isClients: true },
      { type: "step-end" },
      { type: "tool-handed", callId: "c-read_file" },
      { type: "run-wait", for: "client", until },
    ]);
    expect(engine().live.size).toBe(0);
    expect(await bench.row(runId)).toMatchObject({ status: "waiting", waitsUntil: BigInt(until) });
    expect(await readView(bench.viewer(), runId)).toMatchObject({ status: "waiting", waitsFor: "client", waitsUntil: until });
    expect((await listConversations(bench.viewer())).conversations).toMatchObject([{ id: conversationId, waitsFor: "client" }]);
    expect(await rowsOf(runId)).toMatchObject([{ state: "handed", name: "read_file" }]);

    clock.advance(5_000);
    const { after } = await provide(runId, result("read_file"));
    const { view, call: second, events: all } = await answered(runId);
    expect(second.step).toBe(2);
    expect(second.messages).toMatchObject([
      { role: "system", text: "Be short." },
      { role: "user" },
      { role: "assistant", parts: [{ kind: "tool-call", name: "read_file" }] },
      { role: "tool", result: "of read_file", isError: false },
    ]);
    expect(all.slice(after - 1, after + 1)).toMatchObject([{ type: "tool-result" }, { type: "run-resume" }]);
    expect(all[after]).not.toHaveProperty("brief");
    const handedAt = until - patienceMs;
    expect(toolsOf(view)).toMatchObject([{ state: "done", isClients: true, handedAt, endedAt: handedAt + 5_000, ranAt: null }]);
    expect(await bench.row(runId)).toMatchObject({ status: "completed", epoch: 2 });
    expect(await rowsOf(runId)).toMatchObject([{ state: "done" }]);
  });

  it("is handed over once ours beside it are done and a person has decided", async () => {
    const ran: string[] = [];
    const run = async ({ word = "" }) => {
      ran.push(word);
      return { result: word };
    };
    bench.tools().offer(aTool({ run }), aTool({ name: "write", effect: "with-effect", run }));
    const { call, runId } = await bench.startCall({}, { brief });
    expect(call.tools.map(({ name }) => name)).toEqual(["echo", "write", "read_file", "write_file"]);
    call.call(
      { name: "read_file", callId: "theirs" },
      { name: "write", args: { word: "b" }, callId: "asked" },
      { name: "echo", args: { word: "a" }, callId: "ours" },
    );
    const asked = await readUntil(bench.viewer(), runId, "run-wait");
    expect(asked.at(-1)).not.toHaveProperty("for");
    expect(asked.some(({ type }) => type === "tool-handed")).toBe(false);
    expect(ran).toEqual(["a"]);
    await expect(provideResults(bench.viewer(), runId, [])).rejects.toThrow(error("conflict"));
    await bench.ended(runId);
    await decideApproval(bench.viewer(), runId, "asked", { approved: true });
    const handed = await readUntil(bench.viewer(), runId, "run-wait", asked.length);
    expect(handed.map(({ type }) => type)).toEqual([
      "tool-approval-response",
      ...["run-resume", "tool-start", "tool-result", "tool-handed", "run-wait"],
    ]);
    expect(handed.at(-1)).toMatchObject({ for: "client" });
    expect(ran).toEqual(["a", "b"]);
    await provideResults(bench.viewer(), runId, [{ callId: "theirs", text: "c", isError: false }]);
    const { view, call: next } = await answered(runId);
    expect(next.messages.flatMap((message) => (message.role === "tool" ? [message.result] : []))).toEqual(["c", "b", "a"]);
    expect(toolsOf(view).map(({ state }) => state)).toEqual(["done", "done", "done"]);
  });

  it("wins over one of ours of the same name", async () => {
    bench.tools().offer(aTool({ name: "read_file" }));
    const { call } = await handedRun("read_file");
    expect(call.tools).toEqual(brief.tools);
  });

  it("fails where the client says so, and where it says nothing at all", async () => {
    const { runId } = await handedRun("read_file", "write_file");
    await provide(runId, result("read_file", "No such file.", true));
    const { view, call } = await answered(runId);
    expect(call.messages.slice(-2)).toMatchObject([
      { role: "tool", isError: true, result: "No such file." },
      { role: "tool", isError: true, result: expect.stringMatching(/no result/) },
    ]);
    expect(toolsOf(view).map(({ state }) => state)).toEqual(["failed", "failed"]);
    expect(await rowsOf(runId)).toMatchObject([{ state: "failed" }, { state: "unknown" }]);
  });

  it("takes results once, of its own run and calls, and nothing is written otherwise", async () => {
    const { runId } = await handedRun("read_file");
    const { lastSeq } = await bench.row(runId);
    await expect(provide(runId, result("other"))).rejects.toThrow(error("conflict"));
    await expect(provide(runId, result("read_file"), result("read_file"))).rejects.toThrow(error("conflict"));
    await expect(provideResults({ userId: "per_other" }, runId, [])).rejects.toThrow(error("not-found"));
    engine().isDraining = true;
    await expect(provide(runId, result("read_file"))).rejects.toThrow(error("shutting-down"));
    engine().isDraining = false;
    expect(await bench.row(runId)).toMatchObject({ status: "waiting", lastSeq, epoch: 1 });
    expect(engine().live.size).toBe(0);
    const both = await Promise.allSettled([provide(runId, result("read_file")), provide(runId, result("read_file", "again"))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const { events } = await answered(runId);
    expect(events.filter(({ type }) => type === "tool-result")).toHaveLength(1);
    await expect(provide(runId, result("read_file"))).rejects.toThrow(error("conflict"));
  });

  it("may be brought back the moment it was seen to be handed over", async () => {
    const { call, runId } = await bench.startCall({}, { brief });
    call.call({ name: "read_file", callId: "c-read_file" });
    await readUntil(bench.viewer(), runId, "run-wait");
    await provide(runId, result("read_file"));
    await answered(runId);
  });

  it("cannot be answered around: Answer now says what is waited for", async () => {
    const { runId } = await handedRun("read_file");
    await expect(answerNow(bench.viewer(), runId)).rejects.toThrow(error("conflict", /waits for the client/));
  });

  it("leaves a run that can be stopped", async () => {
    const { runId } = await handedRun("read_file");
    clock.advance(3_000);
    await cancelRun(bench.viewer(), runId);
    const view = await readView(bench.viewer(), runId);
    expect(view).toMatchObject({ status: "stopped", reason: "reader", endedAt: clock.now() });
    expect(toolsOf(view)).toMatchObject([{ state: "handed-over", endedAt: clock.now() }]);
    await expect(provide(runId, result("read_file"))).rejects.toThrow(error("conflict"));
    expect(await rowsOf(runId)).toMatchObject([{ state: "unknown" }]);
  });

  it("ends the run as handed over when the client goes on without, at the time it was handed over, and the next prompt says so", async () => {
    const { runId } = await handedRun("read_file");
    const handedAt = clock.now();
    clock.advance(60_000);
    await endHanded(bench.viewer(), runId);
    await endHanded(bench.viewer(), runId);
    const view = await readView(bench.viewer(), runId);
    const usage = scriptedUsage;
    expect(view).toMatchObject({ status: "completed", reason: "tool-calls", endedAt: handedAt, usage, error: null });
    expect(toolsOf(view)).toMatchObject([{ state: "handed-over", endedAt: handedAt }]);
    const amount = (7 * 2 + 11 * 10) / 1_000_000;
    expect(view.cost?.amount).toBeCloseTo(amount, 12);
    expect((await bench.row(runId)).cost).toBeCloseTo(amount, 12);
    const { call } = await bench.startCall({ text: "And?", parentRunId: runId });
    expect(call.messages.at(-2)).toMatchObject({ role: "tool", isError: true, result: expect.stringMatching(/no result/) });
    call.answer("", "So.");
  });

  it("is heard of by whoever watches the list, at each turn of the run", async () => {
    const list = listen(bench.viewer().userId);
    const heard = () => list.wait(new AbortController().signal, 5_000);
    const { call, runId } = await bench.startCall({}, { brief });
    expect(await heard()).toBe(true);
    call.call({ name: "read_file", callId: "c-read_file" });
    expect(await heard()).toBe(true);
    await bench.ended(runId);
    await provide(runId, result("read_file"));
    expect(await heard()).toBe(true);
    await answered(runId);
    expect(await heard()).toBe(true);
    list.close();
  });

  it("leaves other runs as they are when it is ended", async () => {
    const { call, runId } = await bench.startCall();
    await endHanded(bench.viewer(), runId);
    expect(await bench.row(runId)).toMatchObject({ status: "running" });
    await expect(endHanded({ userId: "per_other" }, runId)).rejects.toThrow(error("not-found"));
    call.answer("So", "it is.");
    await bench.ended(runId);
  });

  it("is waited for a day, and by the next process too", async () => {
    const { runId } = await handedRun("read_file");
    const handedAt = clock.now();
    expect(await recoverRuns()).toBe(0);
    clock.advance(patienceMs - 1);
    await lookAtWaiting();
    expect(await bench.row(runId)).toMatchObject({ status: "waiting" });
    clock.advance(1);
    await lookAtWaiting();
    const view = await readView(bench.viewer(), runId);
    expect(view).toMatchObject({ status: "completed", reason: "tool-calls", endedAt: handedAt });
  });

  it("is ended as handed over also when the process died while it was being ended", async () => {
    const { runId } = await handedRun("read_file");
    await bench.database().client.run.update({ where: { id: runId }, data: { status: "running", epoch: 2 } });
    expect(await recoverRuns()).toBe(1);
    expect(await readView(bench.viewer(), runId)).toMatchObject({ status: "completed", reason: "tool-calls" });
  });
});
