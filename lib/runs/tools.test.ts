import { describe, expect, it } from "vitest";
import type { AppError } from "#lib/core/errors.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type ToolPart, type View } from "#lib/reasoning/view.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { answerNow, cancelRun } from "./control.ts";
import { readToolOutput } from "./tool-output.ts";
import { readView } from "./views.ts";

const toolsOf = (view: View) => view.parts.filter((part): part is ToolPart => part.kind === "tool");

describe.each(databaseKinds)("the loop on %s", (kind) => {
  const bench = withRunEngine(kind);
  const endedView = async (runId: string) => {
    const events = await readToEnd(bench.viewer(), runId);
    const view = await readView(bench.viewer(), runId);
    expect(view).toEqual(foldAll(emptyView(runId), events));
    return view;
  };
  /** One call of one tool, then an answer; what the model was shown in between. */
  const once = async (tool: Parameters<typeof aTool>[0], args: unknown = { word: "hello" }) => {
    bench.tools().offer(aTool(tool));
    const { call, runId } = await bench.startCall();
    call.call({ name: tool?.name ?? "echo", args });
    const second = await bench.models().nextCall();
    second.answer("I see.", "Done.");
    return { view: await endedView(runId), messages: second.messages, second, runId };
  };
  const outcome = (messages: unknown[]) => messages.at(-1);

  it("runs a tool between two model calls and shows the second one what came of it", async () => {
    const { view, messages, second } = await once({});
    expect(view).toMatchObject({ status: "completed", reason: "stop", usage: { input: 14, output: 22 } });
    // A price holds for each model call, not for their sum.
    expect(view.cost).toMatchObject({ amount: (14 * 2 + 22 * 10) / 1e6 });
    expect(view.steps.map(({ step, finish }) => [step, finish])).toEqual([
      [1, "tool-calls"],
      [2, "stop"],
    ]);
    expect(toolsOf(view)).toMatchObject([
      { state: "done", title: "Echo", purpose: "Say hello", effect: "read-only", server: null, result: "hello", attempt: 1 },
    ]);
    const [tool] = toolsOf(view);
    expect(tool?.ranAt).toBeGreaterThanOrEqual(tool?.calledAt ?? Number.POSITIVE_INFINITY);
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
    expect(outcome(messages)).toEqual({ role: "tool", callId: "call_1", name: "echo", result: "hello", isError: false });
    expect(second.tools.map(({ name }) => name)).toEqual(["echo"]);
  });

  it("gives what a tool throws to the model as a result, and goes on", async () => {
    const failed = await once({ run: () => Promise.reject(new ToolFailure("There is no such page.")) });
    expect(outcome(failed.messages)).toMatchObject({ isError: true, result: "There is no such page." });
    const broken = await once({ run: () => Promise.reject(new Error("secret")) });
    expect(outcome(broken.messages)).toMatchObject({ isError: true });
    expect(JSON.stringify(broken.view)).not.toContain("secret");
    expect(toolsOf(broken.view)).toMatchObject([{ state: "failed" }]);
    expect(broken.view.status).toBe("completed");
  });

  it("leaves a tool that hangs behind when its time is up", async () => {
    const { view, messages } = await once({ timeoutMs: 50, run: () => new Promise(() => {}) });
    expect(outcome(messages)).toMatchObject({ isError: true, result: expect.stringMatching(/0\.05 seconds/) });
    expect(view.status).toBe("completed");
  });

  it("tells the model of arguments that do not fit and of tools that are not there, and runs nothing", async () => {
    let runs = 0;
    const run = async () => ({ result: ++runs });
    const misfit = await once({ run }, { word: 5 });
    expect(outcome(misfit.messages)).toMatchObject({ isError: true, result: expect.stringContaining("`word`") });
    const text = await once({ run }, "{not json");
    expect(outcome(text.messages)).toMatchObject({ isError: true });
    bench.tools().offer(aTool({ run }));
    for (const name of ["nobody", "__proto__", "constructor"]) {
      const { call, runId } = await bench.startCall();
      call.call({ name });
      const second = await bench.models().nextCall();
      expect(outcome(second.messages)).toMatchObject({ isError: true, result: expect.stringContaining("There are: echo.") });
      second.answer("Hm.", "No.");
      expect(toolsOf(await endedView(runId))).toMatchObject([{ state: "failed", title: null, ranAt: null }]);
    }
    expect(runs).toBe(0);
  });

  it("keeps the whole of a long output apart, and gives the model a part of it", async () => {
    const { view, messages, runId } = await once({ run: async () => ({ result: "0123456789".repeat(5_000_000) }) });
    const [tool] = toolsOf(view);
    expect(tool).toMatchObject({ state: "done", bytes: 50_000_000, isShortened: true });
    expect(JSON.stringify(messages).length).toBeLessThan(100_000);
    const stored = await readToolOutput(bench.viewer(), runId, tool?.callId ?? "");
    expect(stored.bytes).toBe(50_000_000);
    expect(stored.content.length).toBeGreaterThan(500_000);
    const notFound = expect.objectContaining({ code: "not-found" }) as AppError;
    await expect(readToolOutput({ userId: "per_1" }, runId, tool?.callId ?? "")).rejects.toThrow(notFound);
    await expect(readToolOutput(bench.viewer(), runId, "call_9\0")).rejects.toThrow(notFound);
  });

  it("takes names of prototypes in results for names", async () => {
    const result = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');
    const { view, messages } = await once({ run: async () => ({ result }) });
    expect(JSON.stringify(outcome(messages))).toContain('"__proto__":{"polluted":true}');
    expect(Object.getPrototypeOf(toolsOf(view)[0]?.result ?? null)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("shows what a tool says while it runs: output, progress and sources", async () => {
    const { view } = await once({
      run: async (_, context) => {
        context.write("one\n");
        context.write("two\n");
        context.progress(1, 2, "Halfway");
        context.source("https://example.org/a", "A");
        context.source("https://example.org/a", "A");
        context.source("javascript:alert(1)", null);
        expect(context).toMatchObject({ timeZone: "UTC", viewer: bench.viewer() });
        return { result: 1, shown: { kind: "markdown", text: "**1**" } };
      },
    });
    expect(toolsOf(view)).toMatchObject([
      { output: "one\ntwo\n", progress: { done: 1, total: 2, message: "Halfway" }, shown: { kind: "markdown", text: "**1**" } },
    ]);
    expect(view.parts.filter(({ kind }) => kind === "source")).toMatchObject([
      { url: "https://example.org/a", callId: "call_1" },
    ]);
  });

  it("runs parallel calls side by side, at most eight, and takes their results in any order", async () => {
    const gates = Array.from({ length: 10 }, () => Promise.withResolvers<void>());
    let [now, most] = [0, 0];
    const begun: (() => void)[] = [];
    const allBegun = new Promise<void>((resolve) => begun.push(resolve));
    bench.tools().offer(
      aTool({
        run: async ({ word }) => {
          now += 1;
          most = Math.max(most, now);
          if (now === 8) begun[0]?.();
          await gates[Number(word)]?.promise;
          now -= 1;
          return { result: word };
        },
      }),
    );
    const { call, runId } = await bench.startCall();
    call.call(...gates.map((_, index) => ({ name: "echo", args: { word: String(index) }, callId: `c${index}` })));
    await allBegun;
    for (const gate of gates.toReversed()) gate.resolve();
    const second = await bench.models().nextCall();
    expect(most).toBe(8);
    expect(second.messages.flatMap((message) => (message.role === "tool" ? [message.result] : []))).toEqual([..."0123456789"]);
    second.answer("So.", "Done.");
    const events = await readToEnd(bench.viewer(), runId);
    const results = events.flatMap((event) => (event.type === "tool-result" ? [event.callId] : []));
    expect(results.toSorted()).toEqual(gates.map((_, index) => `c${index}`));
    expect(results).not.toEqual(results.toSorted());
  });

  it("ends with an answer after twenty model calls, of which the last is offered no tools", async () => {
    bench.tools().offer(aTool());
    const { call: first, runId } = await bench.startCall();
    let call = first;
    for (let step = 1; step < 20; step += 1) {
      expect([call.step, call.tools.length]).toEqual([step, 1]);
      call.call({ name: "echo", args: { word: `${step}` }, callId: "the-same" });
      call = await bench.models().nextCall();
    }
    expect([call.step, call.tools]).toEqual([20, []]);
    call.answer("Enough.", "That is all I know.");
    const view = await endedView(runId);
    expect(view).toMatchObject({ status: "completed", reason: "stop" });
    expect(new Set(toolsOf(view).map(({ callId }) => callId)).size).toBe(19);
    expect(toolsOf(view).map(({ result }) => result)).toEqual(Array.from({ length: 19 }, (_, index) => `${index + 1}`));
    expect(view.steps.at(-1)?.sentBack).toBeNull();
  });

  it("takes fewer model calls and other tools where the request says so", async () => {
    bench.tools().offer(aTool(), aTool({ name: "other" }));
    const two = await bench.startCall({ mostSteps: 2 });
    two.call.call({ name: "echo" });
    const last = await bench.models().nextCall();
    expect(last.tools).toEqual([]);
    last.answer("So.", "Done.");
    await bench.ended(two.runId);
    expect(await bench.row(two.runId)).toMatchObject({ mostSteps: 2 });
    const some = await bench.startCall({ tools: ["other", "nobody"] });
    expect(some.call.tools.map(({ name }) => name)).toEqual(["other"]);
    some.call.answer("So.", "Done.");
    const none = await bench.startCall({ tools: false });
    expect(none.call.tools).toEqual([]);
    none.call.answer("So.", "Done.");
    const [start] = await readToEnd(bench.viewer(), some.runId);
    expect(start).toMatchObject({ tools: ["other", "nobody"] });
  });

  it("stops in the midst of a tool: its outcome is unknown, and the tool is told", async () => {
    const told = Promise.withResolvers<void>();
    bench.tools().offer(
      aTool({
        run: (_, { signal }) => {
          signal.addEventListener("abort", () => told.resolve(), { once: true });
          return new Promise(() => {});
        },
      }),
    );
    const { call, runId } = await bench.startCall();
    call.call({ name: "echo" });
    await readUntil(bench.viewer(), runId, "tool-start");
    const conflict = expect.objectContaining({ code: "conflict", message: "A tool is at work." }) as AppError;
    await expect(answerNow(bench.viewer(), runId)).rejects.toThrow(conflict);
    await cancelRun(bench.viewer(), runId);
    await told.promise;
    const view = await endedView(runId);
    expect(view).toMatchObject({ status: "stopped", reason: "reader", usage: { input: 7 } });
    expect(toolsOf(view)).toMatchObject([{ state: "unknown" }]);
    await bench.ended(runId);
    expect(await bench.database().client.toolCall.findMany({ where: { runId } })).toMatchObject([{ state: "unknown" }]);
  });

  it("cuts the thinking of a later model call and answers from it without tools", async () => {
    bench.tools().offer(aTool());
    const { call, runId } = await bench.startCall();
    call.call({ name: "echo" });
    const second = await bench.models().nextCall();
    const partId = second.nextPartId();
    second.send({ type: "reasoning-start", partId, form: "full" }, { type: "reasoning-delta", partId, delta: "On and on" });
    await readUntil(bench.viewer(), runId, "reasoning-delta");
    await answerNow(bench.viewer(), runId);
    const third = await bench.models().nextCall();
    expect(third.tools).toEqual([]);
    expect(third.messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "unfinished-thought"]);
    expect(third.sent).toEqual([{ runId, partIds: [partId], how: "context", why: null }]);
    third.answer("", "So it is.");
    expect(await endedView(runId)).toMatchObject({ status: "completed" });
  });

  it("gives back to the model the thoughts that led to a call, with their seals", async () => {
    bench.tools().offer(aTool());
    const { call, runId } = await bench.startCall();
    const partId = call.nextPartId();
    const seal = { issuer: call.model.replay.issuer, data: "proof" };
    call.send({ type: "reasoning-start", partId, form: "sealed" }, { type: "reasoning-end", partId, seal });
    call.call({ name: "echo" });
    const second = await bench.models().nextCall();
    expect(second.messages[1]).toMatchObject({ parts: [{ kind: "reasoning", seal }, { kind: "tool-call" }] });
    expect(second.sent).toEqual([{ runId, partIds: [partId], how: "sealed", why: null }]);
    second.answer("So.", "Done.");
    await bench.ended(runId);
  });
});
