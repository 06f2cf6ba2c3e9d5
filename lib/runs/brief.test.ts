import { describe, expect, it } from "vitest";
import type { Brief, CallSettings } from "#lib/reasoning/brief.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { readToEnd, readUntil, withRunEngine } from "#lib/testing/run-engine.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import { decideApproval } from "./decide.ts";
import { provideResults } from "./provide-results.ts";
import { readView } from "./views.ts";

const tool = (name: string) => ({ name, description: `Does ${name}.`, inputSchema: { type: "object" } });
const settings: CallSettings = { temperature: 0.5, toolChoice: "required", parallelToolCalls: false };
const brief: Brief = { instructions: "Be short.", tools: [tool("look")], settings };
const pixel = { mediaType: "image/png", data: Buffer.from([0x89, 0x50, 0, 0xff]).toString("base64") };

describe.each(databaseKinds)("what a program wants beside its question, on %s", (kind) => {
  const bench = withRunEngine(kind);
  const handOver = async (runId: string, call: { call: (call: { name: string; callId: string }) => void }, callId: string) => {
    const { seq } = await readView(bench.viewer(), runId);
    call.call({ name: "look", callId });
    await readUntil(bench.viewer(), runId, "run-wait", seq);
  };
  const provide = (runId: string, callId: string, next?: Brief) =>
    provideResults(bench.viewer(), runId, [{ callId, text: "seen", isError: false }], next);

  it("is in the log with the run, and told to the model before everything else", async () => {
    const origin = { surface: "chat-completions", keyId: "key_1", keyName: "Editor" } as const;
    const { call, runId, conversationId, after } = await bench.startCall({}, { brief, origin });
    expect(after).toBe(0);
    expect(call.messages).toEqual([
      { role: "system", text: "Be short." },
      { role: "user", text: "What is it?" },
    ]);
    expect(call.settings).toEqual(settings);
    call.answer("", "So.");
    const [start] = await readToEnd(bench.viewer(), runId);
    expect(start).toMatchObject({ type: "run-start", brief, origin: { surface: "chat-completions", keyName: "Editor" } });
    expect(JSON.stringify(start)).not.toContain("key_1");
    expect(await readView(bench.viewer(), runId)).toMatchObject({
      brief: { instructionsLength: 9, toolNames: ["look"] },
      origin: { surface: "chat-completions", keyName: "Editor" },
    });
    const stored = { origin: "chat-completions", keyId: "key_1" };
    expect(await bench.row(runId)).toMatchObject(stored);
    expect(await bench.database().client.conversation.findUnique({ where: { id: conversationId } })).toMatchObject(stored);
  });

  it("says which tool to call once, and again only when whoever asked says it again", async () => {
    const { call, runId } = await bench.startCall({}, { brief });
    await handOver(runId, call, "c1");
    await provide(runId, "c1");
    const second = await bench.models().nextCall();
    expect(second.settings).toEqual({ temperature: 0.5, parallelToolCalls: false });
    await handOver(runId, second, "c2");
    await provide(runId, "c2", brief);
    const third = await bench.models().nextCall();
    expect(third.settings).toEqual(settings);
    third.answer("", "So.");
    const events = await readToEnd(bench.viewer(), runId);
    for (const event of events) if (event.type === "run-resume") expect(event).not.toHaveProperty("brief");
  });

  it("does not say which tool to call again after tools of ours and a person's leave", async () => {
    bench.tools().offer(aTool(), aTool({ name: "write", effect: "with-effect" }));
    const { call, runId } = await bench.startCall({}, { brief });
    call.call({ name: "write", callId: "w" });
    await readUntil(bench.viewer(), runId, "run-wait");
    await bench.ended(runId);
    await decideApproval(bench.viewer(), runId, "w", { approved: true });
    const second = await bench.models().nextCall();
    expect(second.settings).toEqual({ temperature: 0.5, parallelToolCalls: false });
    second.call({ name: "echo", callId: "e" });
    const third = await bench.models().nextCall();
    expect(third.settings).toEqual({ temperature: 0.5, parallelToolCalls: false });
    expect(third.messages[0]).toEqual({ role: "system", text: "Be short." });
    third.answer("", "So.");
  });

  it("may change when results are brought: the newest counts and is in the log", async () => {
    const { call, runId } = await bench.startCall({}, { brief });
    await handOver(runId, call, "c1");
    const next: Brief = { instructions: "Be long.", tools: [tool("listen")], settings: { seed: 7 } };
    const { after } = await provide(runId, "c1", next);
    const second = await bench.models().nextCall();
    expect(second.messages[0]).toEqual({ role: "system", text: "Be long." });
    expect(second.tools).toEqual(next.tools);
    expect(second.settings).toEqual({ seed: 7 });
    second.answer("", "So.");
    const events = await readToEnd(bench.viewer(), runId);
    expect(events[after]).toMatchObject({ type: "run-resume", brief: next });
    expect(await readView(bench.viewer(), runId)).toMatchObject({ brief: { instructionsLength: 8, toolNames: ["listen"] } });
  });

  it("counts model calls from where whoever asked spoke last, and offers nobody's tools in the last", async () => {
    bench.tools().offer(aTool());
    const { call, runId } = await bench.startCall({ mostSteps: 2 }, { brief });
    await handOver(runId, call, "c1");
    await provide(runId, "c1", brief);
    const second = await bench.models().nextCall();
    expect(second.tools.map(({ name }) => name)).toEqual(["echo", "look"]);
    second.call({ name: "echo", callId: "e" });
    const third = await bench.models().nextCall();
    expect(third.step).toBe(3);
    expect(third.tools).toEqual([]);
    expect(third.settings).toEqual({ temperature: 0.5 });
    third.answer("", "So.");
    await bench.ended(runId);
  });

  it("keeps the count of a run that waited for a person in between", async () => {
    bench.tools().offer(aTool({ name: "write", effect: "with-effect" }));
    const { call, runId } = await bench.startCall({ mostSteps: 2 }, { brief });
    await handOver(runId, call, "c1");
    await provide(runId, "c1");
    const second = await bench.models().nextCall();
    const { seq } = await readView(bench.viewer(), runId);
    second.call({ name: "write", callId: "w" });
    await readUntil(bench.viewer(), runId, "run-wait", seq);
    await bench.ended(runId);
    await decideApproval(bench.viewer(), runId, "w", { approved: false });
    const third = await bench.models().nextCall();
    expect(third.tools).toEqual([]);
    third.answer("", "So.");
    await bench.ended(runId);
  });

  it("is forgotten by the next question", async () => {
    const { call, runId } = await bench.startCall({}, { brief });
    call.answer("", "So.");
    await bench.ended(runId);
    const next = await bench.startCall({ text: "And?", parentRunId: runId });
    expect(next.call.messages[0]).toMatchObject({ role: "user" });
    expect(next.call.tools).toEqual([]);
    expect(next.call).not.toHaveProperty("settings");
    next.call.answer("", "So.");
  });

  it("shows the pictures of a turn to a model that may see, in this answer and in later ones", async () => {
    const images = [pixel, { ...pixel, mediaType: "image/webp" }];
    const { call, runId } = await bench.startCall({ text: "See?" }, { images });
    expect(call.messages).toEqual([{ role: "user", text: "See?", images }]);
    call.answer("", "So.");
    await bench.ended(runId);
    const next = await bench.startCall({ text: "And?", parentRunId: runId });
    expect(next.call.messages[0]).toEqual({ role: "user", text: "See?", images });
    next.call.answer("", "So.");
    await bench.ended(next.runId);
    const blind = await bench.startCall({ text: "And?", parentRunId: runId, modelId: "scripted/two" });
    const left = "See?\n\n[2 images were left out here: this model does not read images.]";
    expect(blind.call.messages[0]).toEqual({ role: "user", text: left });
    blind.call.answer("", "So.");
  });

  it("takes pictures without a word, and from programs texts twenty times as long", async () => {
    const origin = { surface: "openbb", keyId: null, keyName: null } as const;
    const { call, runId } = await bench.startCall({ text: "", modelId: "scripted/one" }, { images: [pixel], origin });
    expect(call.messages).toEqual([{ role: "user", text: "", images: [pixel] }]);
    call.answer("", "So.");
    await bench.ended(runId);
    const long = await bench.startCall({ text: "x".repeat(2_000_000) }, { origin });
    long.call.answer("", "So.");
    const tooLong = expect.objectContaining({ code: "too-large" });
    await expect(bench.start({ text: "x".repeat(2_000_001) }, { origin })).rejects.toThrow(tooLong as unknown as Error);
    await expect(bench.start({ text: "x".repeat(100_001) })).rejects.toThrow(tooLong as unknown as Error);
    await expect(bench.start({ text: " " }, { origin })).rejects.toThrow(
      expect.objectContaining({ code: "bad-request" }) as unknown as Error,
    );
  });

  it("is not remembered as what the person chose, where it is not to be", async () => {
    const remembered = () =>
      bench.database().client.setting.findMany({ where: { key: { in: ["defaultModelId", "defaultEffort"] } } });
    const { call } = await bench.startCall({ modelId: "scripted/one", effort: "high" });
    call.answer("", "So.");
    const before = await remembered();
    const next = await bench.startCall({ modelId: "scripted/two", effort: "low" }, { remembersChoice: false });
    next.call.answer("", "So.");
    expect(await remembered()).toEqual(before);
    expect(before).toHaveLength(2);
  });

  it("tells equal requests by the hash that came with them", async () => {
    const { call, runId } = await bench.startCall({ clientRequestId: "same" }, { requestHash: "a" });
    const again = await bench.start({ clientRequestId: "same", text: "Another?" }, { requestHash: "a" });
    expect(again).toMatchObject({ runId, isNew: false, after: 0 });
    const other = bench.start({ clientRequestId: "same" }, { requestHash: "b" });
    await expect(other).rejects.toThrow(expect.objectContaining({ code: "request-id-reused" }) as unknown as Error);
    call.answer("", "So.");
  });
});
