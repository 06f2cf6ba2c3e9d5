/** Owns: the run that a client comes back to with results of its tools, told by the ids of their calls. */
import type { Caller } from "#lib/core/caller.ts";
import { resultText } from "#lib/reasoning/result-text.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { ImportedStep } from "#lib/runs/start-extra.ts";
import { readView } from "#lib/runs/views.ts";
import { partIdOut, readPartId } from "#lib/wire/ids.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import { type CallResult, openCalls, resultsFor } from "./compare-answer.ts";
import { type FoundRun, findAskedRun } from "./find-run.ts";
import { ifThere } from "./if-there.ts";
import type { LooseResult, ToldPath } from "./told-path.ts";

export interface HandedRun {
  run: FoundRun;
  view: View;
  /** What the client brings of the calls that are open. */
  results: CallResult[];
  /** Results whose calls are in none of the messages, by ids of ours. */
  loose: LooseResult[];
}

/** Null: the newest messages are no results, not all of one run, or not of a run of this caller's. */
export async function findHanded(caller: Caller, ask: Ask, path: ToldPath): Promise<HandedRun | null> {
  const loose = path.turns.length === 0 ? path.earlierResults : path.results;
  const steps = path.turns.at(-1)?.steps ?? [];
  const newest = steps.at(-1)?.calls.flatMap(({ callId, result }) => (result === null ? [] : [callId])) ?? [];
  const runIds = new Set([...newest, ...loose.map(({ callId }) => callId)].map((id) => readPartId("call", id)?.runId));
  const [runId] = runIds;
  if (runId === undefined || runIds.size !== 1) return null;
  if (ask.parentRunId !== undefined && ask.parentRunId !== runId) return null;
  const run = await ifThere(findAskedRun(caller, runId));
  if (run === null) return null;
  const view = await readView(caller.viewer, runId);
  return { run, view, results: [...resultsFor(steps, view), ...looseResults(loose, view)], loose };
}

/** Those of these results that open calls of this run wait for. */
export function looseResults(loose: readonly LooseResult[], view: View): CallResult[] {
  return openCalls(view).flatMap(({ id: partId, callId }) => {
    const outward = partIdOut("call", { runId: view.runId, partId });
    const { text, isError } = loose.findLast((result) => result.callId === outward) ?? {};
    return text === undefined || isError === undefined ? [] : [{ callId, text, isError }];
  });
}

/** What a run did up to the calls of these results, as a client would tell it, with them: for a run that goes on from there once more. */
export function stepsOfView(view: View, loose: readonly LooseResult[]): ImportedStep[] {
  const steps = view.steps.map(({ step: number }) => {
    const parts = view.parts.filter(({ step }) => step === number);
    const text = parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
    const calls = parts.flatMap((part) => {
      if (part.kind !== "tool") return [];
      const callId = partIdOut("call", { runId: view.runId, partId: part.id });
      const told = loose.findLast((result) => result.callId === callId);
      const { name, args } = part;
      return [{ callId, name, args, result: told ? { text: told.text, isError: told.isError } : resultOf(part) }];
    });
    return { text, calls };
  });
  const told = new Set(loose.map(({ callId }) => callId));
  const last = steps.findLastIndex(({ calls }) => calls.some(({ callId }) => told.has(callId)));
  return last === -1 ? steps : steps.slice(0, last + 1);
}

function resultOf({ state, result, error }: Extract<View["parts"][number], { kind: "tool" }>) {
  if (state === "done") return { text: resultText(result), isError: false };
  return error === null ? null : { text: error, isError: true };
}
