/** Owns: what whoever asked said with a run and since, read from its log; and a run taken up again with it. */
import type { Effort } from "#lib/core/effort.ts";
import { database } from "#lib/db/client.ts";
import { fromRow } from "#lib/db/events.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import type { RunEvent, RunStart } from "#lib/reasoning/event.ts";
import type { Begun, OwnRun } from "./own-run.ts";
import { foldLog, readLastAt } from "./views.ts";

export interface Said {
  /** Null: it had not begun. */
  start: RunStart | null;
  /** The newest; null: there is none. */
  brief: Brief | null;
  /** Model calls there were before whoever asked spoke last. */
  stepsBefore: number;
}

export async function readSaid(runId: string): Promise<Said> {
  const where = { runId, type: { in: ["run-start", "run-wait", "run-resume"] } };
  const events = await readEvents({ where, orderBy: { seq: "asc" } });
  const start = events.find((event) => event.type === "run-start") ?? null;
  const briefs = events.flatMap((event) => ("brief" in event && event.brief !== undefined ? [event.brief] : []));
  const handed = events.findLast((event) => event.type === "run-wait" && event.for === "client");
  const spokeAt = handed ?? (start?.isImported ? events.find((event) => event.type === "run-resume") : undefined);
  return { start, brief: briefs.at(-1) ?? null, stepsBefore: spokeAt === undefined ? 0 : await stepsUpTo(runId, spokeAt.seq) };
}

async function stepsUpTo(runId: string, seq: number): Promise<number> {
  const where = { runId, type: "step-start", seq: { lt: seq } };
  const [last] = await readEvents({ where, orderBy: { seq: "desc" }, take: 1 });
  return last?.type === "step-start" ? last.step : 0;
}

type Query = Parameters<ReturnType<typeof database>["client"]["runEvent"]["findMany"]>[0];

async function readEvents(query: Query): Promise<RunEvent[]> {
  const rows = await database().client.runEvent.findMany(query);
  return rows.map((row) => fromRow(row.runId, { ...row, at: fromColumn(row.at) }));
}

type Row = Awaited<ReturnType<ReturnType<typeof database>["client"]["run"]["findUniqueOrThrow"]>>;

/** The run of this row with all that is stored of it, as this process takes it up. */
export async function takenUp(
  row: Row,
  { start, ...said }: Said,
  how: Pick<OwnRun, "isSpokenTo"> & Pick<Begun, "isResumed">,
): Promise<OwnRun> {
  const { id: runId, conversationId, turnId, userId, modelId, effortAsked, continuesRunId, outputLimit, mostSteps, epoch } = row;
  const view = await foldLog(runId);
  const begun = { view, lastAt: (await readLastAt(view)) ?? 0, ...(how.isResumed && { isResumed: true }) };
  return {
    runId,
    ...{ conversationId, turnId, userId, modelId, continuesRunId, outputLimit, mostSteps, epoch },
    effortAsked: effortAsked as Effort,
    tools: start?.tools ?? null,
    timeZone: start?.timeZone ?? null,
    origin: start?.origin ?? null,
    model: null,
    brief: said.brief,
    stepsBefore: said.stepsBefore,
    isSpokenTo: how.isSpokenTo,
    begun,
  };
}
