import { expect, it } from "vitest";
import { type Database, openDatabase } from "#lib/db/client.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { answerThenKill, killRounds } from "#lib/testing/answering.ts";
import { databaseKinds, newAddress } from "#lib/testing/database.ts";
import { readToEnd } from "#lib/testing/run-engine.ts";
import { recoverRuns } from "./recover.ts";
import { readView } from "./views.ts";

/** Whatever happened before: all that was shown is in the log, which has no gap and one end, and the View is the log folded. */
async function expectWhole({ localOwnerId }: Database, runId: string, shown: RunEvent[]): Promise<RunEvent[]> {
  const viewer = { userId: localOwnerId };
  const log = await readToEnd(viewer, runId);
  expect(log.slice(0, shown.length)).toEqual(shown);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  expect(log.filter(({ type }) => type === "run-end")).toEqual([log.at(-1)]);
  expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted((a, b) => a - b));
  const view = await readView(viewer, runId);
  expect(view).toEqual(foldAll(emptyView(runId), log));
  expect(view.parts.filter((part) => "endedAt" in part && part.endedAt === null)).toEqual([]);
  if (log.length > shown.length) expect(await readToEnd(viewer, runId, shown.length)).toEqual(log.slice(shown.length));
  return log;
}

it.each(databaseKinds)(
  "P1, P4, P5: kill -9 at any moment on %s loses nothing that a reader was shown, and every run has one end",
  async (kind) => {
    const { address, dispose } = await newAddress(kind);
    const everShown = new Map<string, RunEvent[]>();
    let cut = 0;
    try {
      for (let round = 0; round < killRounds; round++) {
        const least = 1 + Math.floor(Math.random() * 100);
        const shown = await answerThenKill(address, (_, count) => count >= least, round % 2 === 0);
        const database = await openDatabase(address, 10_000);
        const recovered = await recoverRuns();
        expect(await recoverRuns()).toBe(0);
        let interrupted = 0;
        for (const [runId, events] of shown) {
          everShown.set(runId, events);
          const end = (await expectWhole(database, runId, events)).at(-1);
          const isCut = end?.type === "run-end" && end.status === "interrupted";
          if (isCut) interrupted += 1;
          else expect(end).toMatchObject({ status: "completed", reason: "stop" });
        }
        // A run may have been stored without a reader having seen anything of it yet.
        expect(recovered).toBeGreaterThanOrEqual(interrupted);
        cut += interrupted;
        await database.close();
      }
      const database = await openDatabase(address, 10_000);
      for (const [runId, events] of everShown) await expectWhole(database, runId, events);
      if (kind === "sqlite") {
        expect(await database.client.$queryRawUnsafe("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
      }
      await database.close();
      expect(cut).toBeGreaterThan(0);
    } finally {
      await dispose();
    }
  },
  60_000 + killRounds * 10_000,
);

it.each(databaseKinds)(
  "P1, P4: kill -9 while it answers from a cut thought on %s keeps that thought, cut, and ends the run",
  async (kind) => {
    const { address, dispose } = await newAddress(kind);
    try {
      for (let round = 0; round < Math.ceil(killRounds / 3); round++) {
        let killedRunId = "";
        let moreEvents = Math.floor(Math.random() * 4);
        const shown = await answerThenKill(address, (event) => {
          if (event.type === "step-start" && event.step === 2) killedRunId ||= event.runId;
          return event.runId === killedRunId && moreEvents-- <= 0;
        });
        const database = await openDatabase(address, 10_000);
        await recoverRuns();
        const log = await expectWhole(database, killedRunId, shown.get(killedRunId) ?? []);
        expect(log.at(-1)).toMatchObject({ type: "run-end", usage: { input: null, output: null } });
        const view = await readView({ userId: database.localOwnerId }, killedRunId);
        expect(["interrupted", "completed"]).toContain(view.status);
        const thought = view.parts.find((part) => part.kind === "reasoning");
        expect(thought).toMatchObject({ step: 1, isCut: true });
        expect(thought).toMatchObject({ text: expect.stringMatching(/^reasoning \d/) });
        expect(view.steps[1]).toMatchObject({ step: 2, sentBack: [{ runId: killedRunId, how: "context" }] });
        const row = await database.client.run.findUniqueOrThrow({ where: { id: killedRunId } });
        expect(row.answerNowAt).not.toBeNull();
        await database.close();
      }
    } finally {
      await dispose();
    }
  },
  120_000,
);
