/** Owns: making turns, runs, events and views for tests. Everything has a default; say only what the test is about. */
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import type { Draft, RunEvent, Usage } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import type { ConversationTree, RunNode, TurnNode } from "#lib/reasoning/tree.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";

/** When every built story begins. */
export const beginning = 1_700_000_000_000;

/** A story: each beat is how many milliseconds pass, and then what happens. */
export type Beat = readonly [afterMs: number, draft: Draft];

export function timed(beats: readonly Beat[], startAt = beginning): TimedDraft[] {
  let at = startAt;
  return beats.map(([afterMs, draft]) => {
    at += afterMs;
    return { ...draft, at };
  });
}

/** The drafts with their run and their numbers, from 1. */
export function numbered(drafts: readonly TimedDraft[], runId = "run_1"): RunEvent[] {
  return drafts.map((draft, index) => ({ ...draft, runId, seq: index + 1 }));
}

export function aView(drafts: readonly TimedDraft[], runId = "run_1"): View {
  return foldAll(emptyView(runId), numbered(drafts, runId));
}

export function aUsage(usage: Partial<Usage> = {}): Usage {
  return { input: 100, output: 50, reasoning: 30, cached: 0, ...usage };
}

export function aTurn(turn: Partial<TurnNode> = {}): TurnNode {
  return { id: "trn_1", parentRunId: null, text: "What is seven times six?", createdAt: beginning, ...turn };
}

export function aRun(run: Partial<RunNode> = {}): RunNode {
  return { id: "run_1", turnId: "trn_1", status: "completed", modelId: "builtin/reasoner", createdAt: beginning, ...run };
}

export function aTree(tree: Partial<ConversationTree> = {}): ConversationTree {
  return { turns: [], runs: [], headRunId: null, ...tree };
}

/** One turn after the other, one run each: `trn_0`, `run_0`, `trn_1`, … with the head at the end. */
export function aChain(length: number): ConversationTree {
  const turns = Array.from({ length }, (_, index) =>
    aTurn({ id: `trn_${index}`, parentRunId: index === 0 ? null : `run_${index - 1}`, createdAt: beginning + 2 * index }),
  );
  const runs = turns.map((turn, index) => aRun({ id: `run_${index}`, turnId: turn.id, createdAt: turn.createdAt + 1 }));
  return { turns, runs, headRunId: runs.at(-1)?.id ?? null };
}
