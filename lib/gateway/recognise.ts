/**
 * Owns: where in which conversation a client goes on, told by what was said there. Only what was asked with the same key counts.
 */
import type { Caller } from "#lib/core/caller.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { pathTo } from "#lib/reasoning/path.ts";
import type { View } from "#lib/reasoning/view.ts";
import { readNodes } from "#lib/runs/tree.ts";
import { readViews } from "#lib/runs/views.ts";
import { readPartId } from "#lib/wire/ids.ts";
import { compareAnswer, type Likeness, resultsFor, waitsForClient } from "./compare-answer.ts";
import { followedRuns, type KnownTurn, knownHashes, turnsByHash } from "./known-turns.ts";
import { answerOf, answerOfView } from "./path-hash.ts";
import { type Ended, type Place, placeBeside } from "./place.ts";
import { settleStopping } from "./settle.ts";
import type { ToldTurn } from "./told-path.ts";

export interface Recognising {
  turns: readonly ToldTurn[];
  /** Of the turns. */
  hashes: readonly string[];
  /** Nothing beside this conversation is looked at; undefined: all of the key's are. */
  conversationId: string | undefined;
}

/** How many turns with equal histories are looked through: a greeting may have begun thousands. */
const mostTurns = 400;
const turnsPerRead = 20;

/** The same asked before: another run of that turn, or, while it is still being answered, the same turn once more. Null: it was not. */
export async function findAgain(caller: Caller, { turns, hashes, conversationId }: Recognising): Promise<Place | null> {
  const rows = await turnsByHash(caller, hashes.at(-1) ?? "", { conversationId, most: turnsPerRead });
  const before = turns.at(-2);
  for (const row of rows) {
    const [parent] = row.parentRunId === null ? [] : await readViews([row.parentRunId]);
    const isSameBefore = before === undefined || parent === undefined || isTold(before, parent);
    if (isSameBefore && (await holdsCalls(turns.slice(0, -1), row.conversationId, row.parentRunId))) {
      return placeAgain(row, turns.length - 1);
    }
  }
  return null;
}

/**
 * A first question that was followed by calls whose ids are not ours: another run of the turn whose run handed out those very calls. Null:
 * there is none.
 */
export async function findHandedAlike(caller: Caller, { turns, hashes, conversationId }: Recognising): Promise<Place | null> {
  const turn = turns.at(-1);
  if (turn === undefined) return null;
  const rows = await turnsByHash(caller, hashes.at(-1) ?? "", { conversationId, most: mostTurns });
  for (const row of rows) {
    const views = await readViews(row.runIds);
    const isAlike = views.some((view) => {
      const results = resultsFor(turn.steps, view);
      return results.length > 0 && answerOf(turn.steps) === answerOfView(view);
    });
    if (isAlike) return placeAgain(row, turns.length - 1);
  }
  return null;
}

function isTold(turn: ToldTurn, view: View): boolean {
  const likeness = compareAnswer(turn.steps, view);
  return likeness !== null && !likeness.isWaiting;
}

/** Another run of this turn. Runs that wait for the client are given up. */
export async function placeAgain({ turnId, conversationId, parentRunId, runIds }: KnownTurn, from: number): Promise<Place> {
  await settleStopping(runIds);
  const views = await readViews(runIds);
  const given = views.filter(waitsForClient).map(({ runId }): Ended => ({ runId, results: [] }));
  const isLive = views.some((view) => !isEnded(view.status) && !waitsForClient(view));
  if (!isLive) return { kind: "again", turnId, conversationId, parentRunId, ends: given };
  return placeBeside({ conversationId, parentRunId }, from);
}

/** Below the deepest answer that the client tells as it was given. Null: there is none. */
export async function findParent(caller: Caller, { turns, hashes, conversationId }: Recognising): Promise<Place | null> {
  const known = await knownHashes(caller, hashes.slice(0, -1), conversationId);
  for (let depth = turns.length - 2; depth >= 0; depth--) {
    const [turn, hash] = [turns[depth], hashes[depth]];
    if (turn === undefined || hash === undefined || !known.has(hash)) continue;
    const rows = await turnsByHash(caller, hash, { conversationId, most: mostTurns });
    const found = await findAnswered(turns.slice(0, depth + 1), rows);
    if (found === null) continue;
    const { view, row, likeness } = found;
    const ends = likeness.isWaiting ? [{ runId: view.runId, results: likeness.results }] : [];
    return { kind: "reply", conversationId: row.conversationId, parentRunId: view.runId, from: depth + 1, ends };
  }
  return null;
}

interface Answered {
  row: KnownTurn;
  view: View;
  likeness: Likeness;
}

/** The newest that nothing was asked after, so that equal conversations stay apart; else the newest. */
async function findAnswered(turns: readonly ToldTurn[], rows: readonly KnownTurn[]): Promise<Answered | null> {
  let newest: Answered | null = null;
  for (let at = 0; at < rows.length; at += turnsPerRead) {
    const like = await likeTold(turns, rows.slice(at, at + turnsPerRead));
    const followed = await followedRuns(like.map(({ row }) => row.conversationId));
    const free = like.find(({ view }) => !followed.has(view.runId));
    if (free) return free;
    newest ??= like[0] ?? null;
  }
  return newest;
}

async function likeTold(turns: readonly ToldTurn[], rows: readonly KnownTurn[]): Promise<Answered[]> {
  const steps = turns.at(-1)?.steps ?? [];
  const runIds = rows.flatMap((row) => row.runIds);
  await settleStopping(runIds);
  const views = new Map((await readViews(runIds)).map((view) => [view.runId, view]));
  const like: Answered[] = [];
  for (const row of rows) {
    for (const view of row.runIds.flatMap((runId) => views.get(runId) ?? [])) {
      const likeness = compareAnswer(steps, view);
      if (likeness && (await holdsCalls(turns, row.conversationId, view.runId))) like.push({ row, view, likeness });
    }
  }
  return like;
}

/**
 * Whether the calls that the client tells by ids of ours were made on the path to this run, or brought along there: of two
 * conversations that say the same, each has its own.
 */
async function holdsCalls(turns: readonly ToldTurn[], conversationId: string, runId: string | null): Promise<boolean> {
  const callIds = turns.flatMap(({ steps }) => steps.flatMap(({ calls }) => calls.map(({ callId }) => callId)));
  const ours = callIds.flatMap((callId) => {
    const address = readPartId("call", callId);
    return address === null ? [] : [{ callId, runId: address.runId }];
  });
  if (ours.length === 0) return true;
  const nodes = await readNodes(conversationId);
  const path = pathTo({ ...nodes, headRunId: runId }, runId).flatMap(({ run }) => run?.id ?? []);
  const elsewhere = ours.filter((call) => !path.includes(call.runId));
  if (elsewhere.length === 0) return true;
  const parts = (await readViews(path)).flatMap((view) => view.parts);
  const brought = new Set(parts.flatMap((part) => (part.kind === "tool" ? [part.callId] : [])));
  return elsewhere.every(({ callId }) => brought.has(callId));
}
