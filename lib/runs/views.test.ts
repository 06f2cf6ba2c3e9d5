import { expect, it } from "vitest";
import { withRunEngine } from "#lib/testing/run-engine.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import { readView, readViews } from "./views.ts";

const bench = withRunEngine("sqlite");

it("a View stored before it had all its fields reads as one in which they are not known", async () => {
  const { runId } = await bench.finishedRun();
  const today = await readView(bench.viewer(), runId);
  const { continuesRunId: _c, outputLimit: _o, cost: _p, ...others } = today;
  const { waitsFor: _w, origin: _g, brief: _b, importedSteps: _i, ...old } = others;
  const stored = {
    ...old,
    steps: old.steps.map(({ sentBack: _, ...step }) => step),
    parts: old.parts.map((part) => (part.kind === "reasoning" ? { ...part, isCut: undefined } : part)),
  };
  expect(today).toMatchObject({ cost: expect.anything(), parts: [{ kind: "reasoning" }, { kind: "text" }] });
  await bench.database().client.run.update({ where: { id: runId }, data: { view: JSON.stringify(stored) } });
  const read = await readView(bench.viewer(), runId);
  expect(read).toEqual({ ...today, cost: null });
  expect(await readViews([runId])).toEqual([read]);
});

it("a call in such a View is one that was run here", async () => {
  bench.tools().offer(aTool());
  const { call, runId } = await bench.startCall();
  call.call({ name: "echo", callId: "c1" });
  (await bench.models().nextCall()).answer("", "So.");
  await bench.ended(runId);
  const today = await readView(bench.viewer(), runId);
  const parts = today.parts.map((part) => ({ ...part, isClients: undefined, handedAt: undefined }));
  await bench.database().client.run.update({ where: { id: runId }, data: { view: JSON.stringify({ ...today, parts }) } });
  const read = await readView(bench.viewer(), runId);
  expect(read).toEqual(today);
  expect(read.parts[0]).toMatchObject({ kind: "tool", isClients: false, handedAt: null });
});
