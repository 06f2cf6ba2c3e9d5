import { expect, it } from "vitest";
import { withRunEngine } from "#lib/testing/run-engine.ts";
import { readView, readViews } from "./views.ts";

const bench = withRunEngine("sqlite");

it("a View stored before it had all its fields reads as one in which they are not known", async () => {
  const { runId } = await bench.finishedRun();
  const today = await readView(bench.viewer(), runId);
  const { continuesRunId: _c, outputLimit: _o, cost: _p, ...old } = today;
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
