import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, withRunEngine } from "#lib/testing/run-engine.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { answerNow } from "./control.ts";
import { recoverRuns } from "./recover.ts";
import { startRun } from "./start.ts";
import { readView } from "./views.ts";

describe.each(databaseKinds)("finishing an answer on %s", (kind) => {
  const bench = withRunEngine(kind);
  const view = (runId: string) => readView(bench.viewer(), runId);
  const fails = (code: string, field: string) => expect.objectContaining({ code, field });

  /** A run that used up its tokens before it came to any text. */
  async function outOfTokens(...drafts: Draft[]) {
    const { call, ...started } = await bench.startCall({ text: "How many?", modelId: "scripted/two", effort: "high" });
    call.send(...drafts);
    call.finish("length");
    await bench.ended(started.runId);
    return started;
  }
  const thought = [...part("reasoning", "a", "There are two."), ...part("reasoning", "b", "Or perhaps")];

  it("makes a sibling that answers from the thought, thinking as little as the model can", async () => {
    const first = await outOfTokens(...thought);
    const limits = { continueRunId: first.runId, outputLimit: 4_000 };
    const second = await bench.startCall({ turnId: first.turnId, effort: "medium", ...limits });
    expect(second.call).toMatchObject({ step: 1, effort: "off", outputLimit: 4_000 });
    expect(second.call.messages).toEqual([
      { role: "user", text: "How many?" },
      { role: "unfinished-thought", text: "There are two.\n\nOr perhaps" },
    ]);
    second.call.send(...part("text", "t", "Two."));
    second.call.finish("stop");
    await bench.ended(second.runId);
    const [start] = await readToEnd(bench.viewer(), second.runId);
    expect(start).toMatchObject({ type: "run-start", effortAsked: "off", continuesRunId: first.runId, outputLimit: 4_000 });
    expect(await view(second.runId)).toMatchObject({
      turnId: first.turnId,
      continuesRunId: first.runId,
      outputLimit: 4_000,
      steps: [{ sentBack: [{ runId: first.runId, partIds: ["a", "b"], how: "context", why: null }] }],
    });
    const row = { effortAsked: "off", continuesRunId: first.runId, outputLimit: 4_000 };
    expect(await bench.row(second.runId)).toMatchObject(row);
    // What the person chose is remembered, not what this run made of it.
    const conversation = await bench.database().client.conversation.findUniqueOrThrow({ where: { id: first.conversationId } });
    expect(conversation).toMatchObject({ effort: "high", modelId: "scripted/two", headRunId: second.runId });
  });

  it("says in the ledger what of the thought could not be read and was not quoted", async () => {
    const sealed: Draft[] = [
      { type: "reasoning-start", partId: "s", form: "sealed" },
      { type: "reasoning-end", partId: "s", seal: { issuer: "scripted/two", data: "secret" } },
    ];
    const first = await outOfTokens(...sealed, ...thought);
    const { call } = await bench.startCall({ turnId: first.turnId, continueRunId: first.runId });
    expect(call.sent).toEqual([
      { runId: first.runId, partIds: ["a", "b"], how: "context", why: null },
      { runId: first.runId, partIds: ["s"], how: "left-out", why: "cut" },
    ]);
    expect(JSON.stringify(call.messages)).not.toContain("secret");
  });

  it("keeps the thought when the answer is wanted now before it thought anything itself", async () => {
    const first = await outOfTokens(...thought);
    const second = await bench.startCall({ turnId: first.turnId, continueRunId: first.runId });
    await answerNow(bench.viewer(), second.runId);
    const { step, messages } = await bench.models().nextCall();
    expect([step, messages.at(-1)]).toEqual([2, { role: "unfinished-thought", text: "There are two.\n\nOr perhaps" }]);
  });

  it("takes the limit for any submit and leaves it to the provider where nobody named one", async () => {
    const first = await outOfTokens(...thought);
    const raised = await bench.startCall({ turnId: first.turnId, outputLimit: 256 });
    expect(raised.call).toMatchObject({ effort: "high", outputLimit: 256, messages: [{ role: "user", text: "How many?" }] });
    raised.call.answer("a", "b");
    await bench.ended(raised.runId);
    const next = await bench.startCall({ text: "More", parentRunId: raised.runId });
    expect(next.call.outputLimit).toBeNull();
    expect(await view(next.runId)).toMatchObject({ outputLimit: null, continuesRunId: null });
  });

  it("P3: submitted again with another run or limit under the same id is refused", async () => {
    const first = await outOfTokens(...thought);
    const request = { clientRequestId: newId("request"), turnId: first.turnId, continueRunId: first.runId, outputLimit: 300 };
    const { runId } = await bench.finishedRun(request);
    expect(await startRun(bench.viewer(), request)).toMatchObject({ runId, isNew: false });
    const reused = expect.objectContaining({ code: "request-id-reused" });
    await expect(bench.start({ ...request, outputLimit: 301 })).rejects.toThrow(reused);
    await expect(bench.start({ ...request, continueRunId: undefined })).rejects.toThrow(reused);
  });

  it("is refused, naming continueRunId, where there is nothing to answer from, and writes nothing", async () => {
    const first = await outOfTokens(...thought);
    const other = await outOfTokens(...thought);
    const silent = await outOfTokens();
    const sealed = await outOfTokens(
      { type: "reasoning-start", partId: "s", form: "sealed" },
      { type: "reasoning-end", partId: "s" },
    );
    const before = await bench.database().client.run.count();
    const from = (turnId: string, continueRunId: string) => bench.start({ turnId, continueRunId });
    await expect(from(first.turnId, newId("run"))).rejects.toThrow(fails("not-found", "continueRunId"));
    await expect(from(first.turnId, "nonsense")).rejects.toThrow(fails("not-found", "continueRunId"));
    await expect(from(first.turnId, other.runId)).rejects.toThrow(fails("bad-request", "continueRunId"));
    await expect(from(silent.turnId, silent.runId)).rejects.toThrow(fails("bad-request", "continueRunId"));
    await expect(from(sealed.turnId, sealed.runId)).rejects.toThrow(fails("bad-request", "continueRunId"));
    await expect(bench.start({ text: "Hi", continueRunId: first.runId })).rejects.toThrow(fails("bad-request", "continueRunId"));
    const stranger = { userId: newId("person") };
    const request = { clientRequestId: "request", turnId: first.turnId, continueRunId: first.runId };
    await expect(startRun(stranger, request)).rejects.toThrow(expect.objectContaining({ code: "not-found" }));
    expect(await bench.database().client.run.count()).toBe(before);
    const live = await bench.startCall({ turnId: first.turnId });
    await expect(from(first.turnId, live.runId)).rejects.toThrow(fails("conflict", "continueRunId"));
  });

  it("P4: that was stored but never begun begins and ends with what it was to continue", async () => {
    const first = await outOfTokens(...thought);
    const second = await bench.startCall({ turnId: first.turnId, continueRunId: first.runId, outputLimit: 500 });
    const { client } = bench.database();
    const { id: _, ...row } = await bench.row(second.runId);
    const orphan = newId("run");
    await client.run.create({ data: { ...row, id: orphan, clientRequestId: orphan, lastSeq: 0 } });
    await recoverRuns();
    expect(await view(orphan)).toMatchObject({ status: "interrupted", continuesRunId: first.runId, outputLimit: 500 });
  });
});
