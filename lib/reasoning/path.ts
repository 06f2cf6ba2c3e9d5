/** Owns: walking the tree of a conversation. Every walk is a loop, linear in the tree, and ends even on a broken tree. */
import type { ConversationTree, RunNode, TurnNode } from "./tree.ts";

/** Branches at one place, oldest first; `index` is the one on the path, -1 when there is none. */
export interface Siblings {
  ids: string[];
  index: number;
}

export interface PathItem {
  turn: TurnNode;
  /** Null when the turn was never answered. */
  run: RunNode | null;
  turnSiblings: Siblings;
  runSiblings: Siblings;
}

/**
 * From the first turn down to `headRunId`. A head that is null or no longer there is replaced by the newest run that
 * nothing follows; a conversation without runs shows its newest turn.
 */
export function pathTo(tree: ConversationTree, headRunId: string | null): PathItem[] {
  const links = link(tree);
  let run = (headRunId !== null && links.runs.get(headRunId)) || newestLeaf(links, tree.runs);
  let turn = run ? links.turns.get(run.turnId) : newest(tree.turns);
  const path: PathItem[] = [];
  const seen = new Set<string>();
  while (turn && !seen.has(turn.id)) {
    seen.add(turn.id);
    path.push({
      turn,
      run: run ?? null,
      turnSiblings: siblings(links.turnsUnder.get(turn.parentRunId), turn),
      runSiblings: siblings(links.runsOf.get(turn.id), run),
    });
    run = turn.parentRunId === null ? undefined : links.runs.get(turn.parentRunId);
    turn = run && links.turns.get(run.turnId);
  }
  return path.reverse();
}

/** The head after choosing a turn or a run: the newest run at or below it that nothing follows; null when there is none. */
export function headFor(tree: ConversationTree, chosenId: string): string | null {
  const links = link(tree);
  const chosen = links.runs.get(chosenId);
  const open = chosen ? [chosen] : [...(links.runsOf.get(chosenId) ?? [])];
  const below = new Set<RunNode>();
  for (let run = open.pop(); run; run = open.pop()) {
    if (below.has(run)) continue;
    below.add(run);
    for (const turn of links.turnsUnder.get(run.id) ?? []) open.push(...(links.runsOf.get(turn.id) ?? []));
  }
  return newestLeaf(links, [...below])?.id ?? null;
}

/** The run that new text continues: the last answered one on the path; null begins at the top. */
export function attachPoint(tree: ConversationTree, headRunId: string | null): string | null {
  return pathTo(tree, headRunId).findLast((item) => item.run)?.run?.id ?? null;
}

interface Links {
  turns: Map<string, TurnNode>;
  runs: Map<string, RunNode>;
  turnsUnder: Map<string | null, TurnNode[]>;
  runsOf: Map<string, RunNode[]>;
}

function link(tree: ConversationTree): Links {
  return {
    turns: new Map(tree.turns.map((turn) => [turn.id, turn])),
    runs: new Map(tree.runs.map((run) => [run.id, run])),
    turnsUnder: Map.groupBy(tree.turns, (turn) => turn.parentRunId),
    runsOf: Map.groupBy(tree.runs, (run) => run.turnId),
  };
}

type Dated = { id: string; createdAt: number };

/** Ids sort by the time they were made and settle equal times. */
function byAge(a: Dated, b: Dated): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function newest<T extends Dated>(nodes: readonly T[]): T | undefined {
  return nodes.reduce<T | undefined>((best, node) => (best && byAge(best, node) > 0 ? best : node), undefined);
}

/** Runs whose turn is gone lead nowhere and are passed over. On a tree bent into a ring, where every run is followed, the newest run. */
function newestLeaf(links: Links, runs: readonly RunNode[]): RunNode | undefined {
  const whole = runs.filter((run) => links.turns.has(run.turnId));
  const isFollowed = (run: RunNode) => (links.turnsUnder.get(run.id) ?? []).some((turn) => links.runsOf.has(turn.id));
  return newest(whole.filter((run) => !isFollowed(run))) ?? newest(whole);
}

function siblings(nodes: readonly Dated[] | undefined, chosen: Dated | undefined): Siblings {
  const ids = [...(nodes ?? [])].sort(byAge).map((node) => node.id);
  return { ids, index: chosen ? ids.indexOf(chosen.id) : -1 };
}
