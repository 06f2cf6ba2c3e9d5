import { database } from "#lib/db/client.ts";
import { fromRow } from "#lib/db/events.ts";
import { fromColumn } from "#lib/db/time.ts";
import type { RunEvent, Seal } from "#lib/reasoning/event.ts";
import { pathTo } from "#lib/reasoning/path.ts";
import { collectSeals, toPrompt } from "#lib/reasoning/prompt.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import type { OwnRun } from "./execute.ts";
import { readNodes } from "./tree.ts";
import { readViews } from "./views.ts";

/** What the model of this run is to read: the path from the first turn down to the run's own, and nothing beside it. */
export async function readPrompt(
  run: Pick<OwnRun, "runId" | "conversationId" | "modelId">,
  issuer: string,
): Promise<PromptMessage[]> {
  const nodes = await readNodes(run.conversationId);
  const path = pathTo({ ...nodes, headRunId: run.runId }, run.runId);
  const earlier = path.flatMap((item) => (item.run === null || item.run.id === run.runId ? [] : [item.run]));
  const views = new Map((await readViews(earlier.map(({ id }) => id))).map((view) => [view.runId, view]));
  // A seal goes back only to the model that made it, so only runs of this model can have one to send.
  const seals = await readSeals(earlier.filter(({ modelId }) => modelId === run.modelId).map(({ id }) => id));
  const turns = path.map(({ turn, run: answer }) => {
    const view = (answer && views.get(answer.id)) ?? null;
    return { text: turn.text, view, seals: seals.get(answer?.id ?? "") ?? new Map<string, Seal>() };
  });
  return toPrompt(turns, issuer);
}

async function readSeals(runIds: string[]): Promise<Map<string, Map<string, Seal>>> {
  if (runIds.length === 0) return new Map();
  const rows = await database().client.runEvent.findMany({ where: { runId: { in: runIds }, type: "reasoning-end" } });
  const events = rows.map((row): RunEvent => fromRow(row.runId, { ...row, at: fromColumn(row.at) }));
  const ofRun = Map.groupBy(events, (event) => event.runId);
  return new Map([...ofRun].map(([runId, ended]) => [runId, collectSeals(ended)]));
}
