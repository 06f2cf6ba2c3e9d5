import { describe, expect, it } from "vitest";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { readToEnd } from "#lib/testing/run-engine.ts";
import { deltas, storeRun } from "#lib/testing/stored-run.ts";
import { recoverRuns } from "./recover.ts";
import { readView } from "./views.ts";

describe.each(databaseKinds)("recoverRuns on %s", (kind) => {
  const database = withDatabase(kind);
  const read = (runId: string) => readToEnd({ userId: database().localOwnerId }, runId);

  it("ends an unfinished run as interrupted, with what it had and at the time of its last event", async () => {
    const runId = await storeRun(database());
    const had = deltas(runId, 1, ["one", "two"]);
    await database().log.append([{ runId, epoch: 1, events: had }]);
    expect(await recoverRuns()).toBe(1);
    const events = await read(runId);
    expect(events.slice(0, 2)).toEqual(had);
    expect(events.slice(2)).toEqual([
      expect.objectContaining({ type: "run-end", status: "interrupted", reason: "restart", error: null, at: had[1]?.at }),
    ]);
    const view = await readView({ userId: database().localOwnerId }, runId);
    expect(view).toEqual(foldAll(emptyView(runId), events));
    expect(view.parts).toMatchObject([{ kind: "text", text: "onetwo", endedAt: had[1]?.at }]);
    expect(await recoverRuns()).toBe(0);
  });

  it("P6: takes the run away from an owner that is not dead after all", async () => {
    const runId = await storeRun(database());
    await recoverRuns();
    expect(await database().log.append([{ runId, epoch: 1, events: deltas(runId, 1, ["late"]) }])).toEqual(new Set([runId]));
    expect((await read(runId)).filter(({ type }) => type === "run-end")).toHaveLength(1);
  });

  it("P4: gives a run that nobody took up a beginning and an end, and one that was being stopped its stop", async () => {
    const queued = await storeRun(database(), { status: "queued", epoch: 0 });
    const stopping = await storeRun(database());
    await database().client.run.update({ where: { id: stopping }, data: { cancelRequestedAt: 1n } });
    expect(await recoverRuns()).toBe(2);
    expect(await read(queued)).toEqual([
      expect.objectContaining({ type: "run-start", seq: 1, at: 1_700_000_000_000 }),
      expect.objectContaining({ type: "run-end", seq: 2, at: 1_700_000_000_000, status: "interrupted" }),
    ]);
    expect((await read(stopping)).at(-1)).toMatchObject({ status: "stopped", reason: "reader" });
  });

  it("leaves ended runs alone", async () => {
    const runId = await storeRun(database(), { status: "completed" });
    expect(await recoverRuns()).toBe(0);
    expect(await database().client.run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
      epoch: 1,
      status: "completed",
    });
  });

  it("ends two hundred of them in one go", async () => {
    const ids = await Promise.all(Array.from({ length: 200 }, () => storeRun(database())));
    await database().log.append(ids.map((runId) => ({ runId, epoch: 1, events: deltas(runId, 1, ["a", "b", "c"]) })));
    expect(await recoverRuns()).toBe(200);
    const left = await database().client.run.count({ where: { status: { in: ["queued", "running"] } } });
    expect(left).toBe(0);
  });
});
