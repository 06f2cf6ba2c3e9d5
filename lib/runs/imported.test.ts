import { describe, expect, it } from "vitest";
import { readConversation } from "#lib/conversations/read.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, withRunEngine } from "#lib/testing/run-engine.ts";
import { scriptedUsage } from "#lib/testing/scripted-models.ts";
import { recoverRuns } from "./recover.ts";
import type { ImportedStep, ImportedTurn } from "./start-extra.ts";
import { readView } from "./views.ts";

const call = (callId: string, result: ImportedStep["calls"][number]["result"]) => ({
  callId,
  name: "look",
  args: { at: callId },
  result,
});
const lookedUp: ImportedStep[] = [
  {
    text: "I will look.",
    calls: [call("c1", { text: "Rain.", isError: false }), call("c2", { text: "Broken.", isError: true })],
  },
  { text: "It rains.", calls: [] },
];
const earlier: ImportedTurn[] = [
  { text: "Hello. How are you?", pathHash: "h1", steps: [{ text: "Hi.", calls: [] }] },
  { text: "And the weather?", pathHash: "h2", steps: lookedUp },
];
const origin = { surface: "chat-completions", keyId: "key_1", keyName: "Editor" } as const;

describe.each(databaseKinds)("what was said before and brought along, on %s", (kind) => {
  const bench = withRunEngine(kind);
  const conversationOf = async (conversationId: string) => readConversation(bench.viewer(), conversationId);

  it("becomes turns and ended runs above the new one, whose model is shown all of it", async () => {
    const {
      call: asked,
      runId,
      conversationId,
    } = await bench.startCall({ text: "Sure?" }, { importedTurns: earlier, origin, pathHash: "h3" });
    expect(asked.messages).toEqual([
      { role: "user", text: "Hello. How are you?" },
      { role: "assistant", parts: [{ kind: "text", text: "Hi.", seal: null }] },
      { role: "user", text: "And the weather?" },
      {
        role: "assistant",
        parts: [
          { kind: "text", text: "I will look.", seal: null },
          { kind: "tool-call", callId: "c1", name: "look", args: { at: "c1" }, seal: null },
          { kind: "tool-call", callId: "c2", name: "look", args: { at: "c2" }, seal: null },
        ],
      },
      { role: "tool", callId: "c1", name: "look", result: "Rain.", isError: false },
      { role: "tool", callId: "c2", name: "look", result: "Broken.", isError: true },
      { role: "assistant", parts: [{ kind: "text", text: "It rains.", seal: null }] },
      { role: "user", text: "Sure?" },
    ]);
    asked.answer("", "Yes.");
    await bench.ended(runId);
    const { conversation, tree, views } = await conversationOf(conversationId);
    expect(conversation.title).toBe("Hello");
    expect(tree.headRunId).toBe(runId);
    expect(tree.turns).toMatchObject([
      { text: "Hello. How are you?", parentRunId: null },
      { text: "And the weather?", parentRunId: tree.runs[0]?.id },
      { text: "Sure?", parentRunId: tree.runs[1]?.id },
    ]);
    const rows = await bench
      .database()
      .client.turn.findMany({ where: { conversationId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
    expect(rows.map(({ pathHash }) => pathHash)).toEqual(["h1", "h2", "h3"]);
    expect(views.map(({ status, reason }) => [status, reason])).toEqual([
      ["completed", "imported"],
      ["completed", "imported"],
      ["completed", "stop"],
    ]);
  });

  it("has no times, no model and no tokens of its own, in its log and as it is stored", async () => {
    const { call: asked, conversationId } = await bench.startCall({}, { importedTurns: earlier, origin });
    asked.answer("", "So.");
    const { tree } = await conversationOf(conversationId);
    for (const { id } of tree.runs.slice(0, 2)) {
      const view = await readView(bench.viewer(), id);
      expect(view).toEqual(foldAll(emptyView(id), await readToEnd(bench.viewer(), id)));
      expect(view).toMatchObject({
        startedAt: null,
        firstTextAt: null,
        modelId: null,
        modelName: null,
        effortAsked: null,
        cost: null,
      });
      expect(view.usage).toEqual({ input: null, output: null, reasoning: null, cached: null });
      expect(view.importedSteps).toBe(view.steps.length);
      expect(await bench.row(id)).toMatchObject({
        status: "completed",
        startedAt: null,
        cost: null,
        origin: "chat-completions",
        keyId: "key_1",
      });
    }
  });

  it("hangs below the run that is replied to, when it is known so far", async () => {
    const first = await bench.finishedRun();
    const next = await bench.startCall({ text: "Sure?", parentRunId: first.runId }, { importedTurns: earlier.slice(1), origin });
    expect(next.call.messages.filter(({ role }) => role === "user").map((message) => "text" in message && message.text)).toEqual([
      "What is it?",
      "And the weather?",
      "Sure?",
    ]);
    next.call.answer("", "Yes.");
    const { tree, conversation } = await conversationOf(first.conversationId);
    expect(tree.turns[1]).toMatchObject({ parentRunId: first.runId });
    expect(conversation.origin).toBeNull();
  });

  it("begins a run that goes on after it, counting and paying for nothing of it", async () => {
    const prelude: ImportedStep[] = [{ text: "", calls: [call("c1", { text: "Rain.", isError: false }), call("c1", null)] }];
    const {
      call: asked,
      runId,
      after,
    } = await bench.startCall({ mostSteps: 1 }, { prelude, origin, brief: { instructions: "Go on." } });
    expect(asked.step).toBe(2);
    expect(asked.tools).toEqual([]);
    expect(asked.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool", "tool"]);
    asked.answer("So.", "It rains.");
    const events = await readToEnd(bench.viewer(), runId);
    expect(events[0]).toMatchObject({
      type: "run-start",
      isImported: true,
      modelId: "scripted/one",
      modelName: "Model scripted/one",
    });
    expect(events.slice(0, after).map(({ type }) => type)).toEqual([
      ...["run-start", "step-start", "tool-call", "tool-call", "step-end", "tool-result", "tool-error"],
    ]);
    expect(events[after]).toMatchObject({ type: "run-resume", seq: after + 1 });
    const view = await readView(bench.viewer(), runId);
    expect(view).toEqual(foldAll(emptyView(runId), events));
    expect(view).toMatchObject({
      status: "completed",
      reason: "stop",
      importedSteps: 1,
      usage: scriptedUsage,
      startedAt: events[after]?.at,
    });
    expect(view.cost).not.toBeNull();
    expect(new Set(view.parts.map(({ id }) => id)).size).toBe(view.parts.length);
    const again = await bench.start({ clientRequestId: "r" }, { prelude });
    expect(await bench.start({ clientRequestId: "r" }, { prelude })).toEqual({ ...again, isNew: false });
    expect(again.after).toBe(7);
  });

  it("is kept, and ended, when the process died before the run went on", async () => {
    const { call: asked, runId, after } = await bench.startCall({}, { prelude: [{ text: "Half.", calls: [] }] });
    asked.answer("", "So.");
    await bench.ended(runId);
    const { client } = bench.database();
    await client.runEvent.deleteMany({ where: { runId, seq: { gt: after } } });
    await client.run.update({ where: { id: runId }, data: { status: "running", lastSeq: after, view: null } });
    await recoverRuns();
    const view = await readView(bench.viewer(), runId);
    expect(view).toMatchObject({ status: "interrupted", reason: "restart", startedAt: null, importedSteps: 1, cost: null });
    expect(view.parts).toMatchObject([{ kind: "text", text: "Half." }]);
  });

  it("is stored as both databases hold text, pictures too, and all or nothing of it", async () => {
    const images = [{ mediaType: "image/gif", data: "R0lG" }];
    const bad: ImportedTurn = {
      text: "a\0b",
      images,
      steps: [{ text: "\ud83d", calls: [call("\0", { text: "\0", isError: false })] }],
    };
    const started = await bench.startCall({}, { importedTurns: [bad, { text: "", steps: [] }], brief: { instructions: "\0" } });
    expect(started.call.messages).toMatchObject([
      { role: "system", text: "\uFFFD" },
      { role: "user", text: "a\uFFFDb", images },
      { role: "assistant", parts: [{ text: "\uFFFD" }, { kind: "tool-call", callId: expect.stringMatching(/^[\x21-\x7e]+$/) }] },
      { role: "tool", result: "\uFFFD" },
      { role: "user", text: "" },
      { role: "user" },
    ]);
    started.call.answer("", "So.");
    await bench.ended(started.runId);
    const before = await bench.database().client.turn.count();
    await expect(
      bench.start({ parentRunId: (await bench.startCall()).runId, text: "Too soon." }, { importedTurns: earlier }),
    ).rejects.toThrow(expect.objectContaining({ code: "conflict" }) as unknown as Error);
    expect(await bench.database().client.turn.count()).toBe(before + 1);
  });

  it("may be long: a thousand questions and answers", async () => {
    const turns = Array.from({ length: 1_000 }, (_, index) => ({ text: `Question ${index}`, steps: lookedUp }));
    const { call: asked, conversationId } = await bench.startCall({}, { importedTurns: turns });
    expect(asked.messages.filter(({ role }) => role === "user")).toHaveLength(1_001);
    asked.answer("", "So.");
    expect((await conversationOf(conversationId)).tree.runs).toHaveLength(1_001);
  });
});
