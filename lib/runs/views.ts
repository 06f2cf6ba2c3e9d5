/** Owns: reading a run as a View. Ended: as it was stored with its end; live: its committed events, folded. */
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { blankTool } from "#lib/reasoning/fold-tool.ts";
import { emptyView, type Part, type View } from "#lib/reasoning/view.ts";

const eventsPerRead = 1_000;

/** The View of one run of this viewer; throws AppError("not-found"). */
export async function readView(viewer: Viewer, runId: string): Promise<View> {
  if (!isId("run", runId)) throw new AppError("not-found");
  const row = await database().client.run.findFirst({
    where: { id: runId, userId: viewer.userId, conversation: { deletedAt: null } },
    select: { id: true, view: true },
  });
  if (row === null) throw new AppError("not-found");
  return viewOf(row);
}

/** The Views of these runs in the order asked; runs that are gone are left out. Asks nobody's permission. */
export async function readViews(runIds: readonly string[]): Promise<View[]> {
  if (runIds.length === 0) return [];
  const rows = await database().client.run.findMany({
    where: { id: { in: [...runIds] } },
    select: { id: true, view: true },
  });
  const views = new Map<string, View>();
  for (const row of rows) views.set(row.id, await viewOf(row));
  return runIds.flatMap((id) => views.get(id) ?? []);
}

async function viewOf(row: { id: string; view: string | null }): Promise<View> {
  return row.view === null ? foldLog(row.id) : readStored(row.id, row.view);
}

/** A View stored before it had all the fields it has today is one in which they are not known. */
function readStored(runId: string, stored: string): View {
  const view: View = { ...emptyView(runId), ...JSON.parse(stored) };
  return {
    ...view,
    steps: view.steps.map((step) => ({ ...step, sentBack: step.sentBack ?? null })),
    parts: view.parts.map(readPart),
  };
}

function readPart(part: Part): Part {
  switch (part.kind) {
    case "reasoning":
      return { ...part, isCut: part.isCut ?? false };
    case "tool":
      return { ...blankTool, ...part };
    case "source":
      return { ...part, callId: part.callId ?? null };
    case "text":
    case "status":
      return part;
    default:
      return part satisfies never;
  }
}

/** When the last event of this View happened; null when there was none. */
export async function readLastAt({ runId, seq }: View): Promise<number | null> {
  const [last] = seq === 0 ? [] : await database().log.read(runId, seq - 1, 1);
  return last?.at ?? null;
}

/** Folds everything a run has in its log so far. */
export async function foldLog(runId: string): Promise<View> {
  let view = emptyView(runId);
  for (;;) {
    const events = await database().log.read(runId, view.seq, eventsPerRead);
    view = foldAll(view, events);
    if (events.length < eventsPerRead) return view;
  }
}
