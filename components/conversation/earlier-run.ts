/** Owns: what the panel is told of another run of the conversation. Pure. */
import type { PathItem } from "#lib/reasoning/path.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { EarlierRun } from "../reasoning/earlier-run.ts";
import { textOf, toRows } from "../reasoning/rows.ts";

/** Null for a run that is neither on the path nor beside it. `view`: as far as it is loaded. */
export function earlierRunOf(runId: string, path: readonly PathItem[], view: View | undefined): EarlierRun | null {
  const item = path.find((one) => one.runSiblings.ids.includes(runId));
  if (!item) return null;
  const isOnPath = item.run?.id === runId;
  const number = (isOnPath ? path.indexOf(item) : item.runSiblings.ids.indexOf(runId)) + 1;
  const titles = view && titlesOf(view);
  return {
    kind: isOnPath ? "turn" : "attempt",
    number,
    question: item.turn.text,
    titleOf: (partId) => titles?.get(partId) ?? null,
  };
}

function titlesOf(view: View): Map<string, string> {
  const titles = new Map<string, string>();
  for (const row of toRows(view)) {
    if (row.kind === "thought") titles.set(row.id, textOf(row.part).title || `Step ${row.number}`);
  }
  return titles;
}
