/** Owns: what is to be made of a request: where its question goes, what is brought along, and after which steps its run goes on. */
import type { Caller } from "#lib/core/caller.ts";
import type { View } from "#lib/reasoning/view.ts";
import { readView, readViews } from "#lib/runs/views.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import { waitsForClient } from "./compare-answer.ts";
import { type FoundRun, findAskedRun } from "./find-run.ts";
import { type HandedRun, looseResults, stepsOfView } from "./handed-results.ts";
import { imagesOf, newestAsked, runsOf } from "./known-turns.ts";
import { answerOfView, pathHashes } from "./path-hash.ts";
import { type Place, placeBeside } from "./place.ts";
import { findAgain, findHandedAlike, findParent, placeAgain, type Recognising } from "./recognise.ts";
import { settleStopping } from "./settle.ts";
import { findThread } from "./threads.ts";
import { type ToldPath, type ToldTurn, unasked } from "./told-path.ts";

export interface Plan {
  place: Place;
  /** The last is the question; what followed it is what its run goes on after. */
  turns: ToldTurn[];
  /** Of the turns. */
  hashes: string[];
}

/** `handed`: the run that the newest results are of, when it does not wait for them. Throws AppError: not-found, bad-request. */
export async function planFor(caller: Caller, ask: Ask, path: ToldPath, handed: HandedRun | null): Promise<Plan> {
  const parent = ask.parentRunId === undefined ? null : await findAskedRun(caller, ask.parentRunId);
  if (path.turns.length === 0) return planAfter(caller, path, handed);
  if (parent !== null) return planReply(caller, parent, path);
  const [loose] = [...path.earlierResults, ...path.results];
  const { turns } = path;
  const hashes = pathHashes(turns);
  if (handed !== null && handed.run.pathHash === hashes.at(-1)) {
    const told = loose === undefined ? turns : [...turns.slice(0, -1), await turnOf(handed)];
    return { place: await again(caller, handed.run, turns.length - 1), turns: told, hashes };
  }
  if (loose !== undefined) throw unasked(loose.callId);
  const conversationId = await findThread(caller, ask);
  if (ask.threadId !== null && conversationId === null) return { place: newConversation, turns, hashes };
  if (conversationId !== null && isNewestOnly(ask, turns)) return planNewest(caller, turns, conversationId, ask.regenerates);
  const place = await recognise(caller, { turns, hashes, conversationId: conversationId ?? undefined });
  return { place, turns, hashes };
}

const newConversation: Place = { kind: "new-conversation", from: 0 };

/** Without steps: those would have to be found in what was said before. */
function isNewestOnly({ surface, isNewestOnly = surface === "websocket" }: Ask, turns: readonly ToldTurn[]): boolean {
  return isNewestOnly && turns.length === 1 && turns[0]?.steps.length === 0;
}

/** A first question without a history begins a conversation, whoever asked the same before. */
async function recognise(caller: Caller, recognising: Recognising): Promise<Place> {
  const { turns, conversationId } = recognising;
  const isAlone = turns.length === 1 && conversationId === undefined;
  const hasSteps = (turns[0]?.steps.length ?? 0) > 0;
  const asked = isAlone ? hasSteps && (await findHandedAlike(caller, recognising)) : await findAgain(caller, recognising);
  if (asked) return asked;
  const parent = await findParent(caller, recognising);
  return parent ?? (conversationId === undefined ? newConversation : { kind: "first-turn", conversationId, from: 0 });
}

/** Only results were sent, and their run does not wait for them any more: another run of its turn goes on where it was. */
async function planAfter(caller: Caller, { earlierResults }: ToldPath, handed: HandedRun | null): Promise<Plan> {
  if (handed === null) throw unasked(earlierResults[0]?.callId ?? "");
  const turns = [await turnOf(handed)];
  return { place: await again(caller, handed.run, 0), turns, hashes: [handed.run.pathHash ?? ""] };
}

/** The turn of a run as a client would tell it, with the results that it brings. */
async function turnOf({ run, view, loose }: Pick<HandedRun, "run" | "view" | "loose">): Promise<ToldTurn> {
  return { text: run.question, images: await imagesOf(run.turnId), steps: stepsOfView(view, loose) };
}

async function again(caller: Caller, { turnId, conversationId, parentRunId }: FoundRun, from: number): Promise<Place> {
  return placeAgain({ turnId, conversationId, parentRunId, runIds: await runsOf(caller, turnId) }, from);
}

/** What is new after a run that the client names. */
async function planReply(caller: Caller, run: FoundRun, { turns, earlierResults, results }: ToldPath): Promise<Plan> {
  if (results[0] !== undefined) throw unasked(results[0].callId);
  await settleStopping([run.runId]);
  const view = await readView(caller.viewer, run.runId);
  const told = looseResults(earlierResults, view);
  const isMissing = told.length > 0 && !waitsForClient(view);
  if (isMissing) {
    // It ended without them: its turn is told once more, with them.
    const all = [await turnOf({ run, view, loose: earlierResults }), ...turns];
    const hashes = [run.pathHash ?? "", ...hashesAfter(run, view, turns)];
    return { place: placeBeside(run, 0), turns: all, hashes };
  }
  const hashes = hashesAfter(run, view, turns);
  const { conversationId, runId: parentRunId } = run;
  const asked = await findAgain(caller, { turns, hashes, conversationId });
  const ends = waitsForClient(view) ? [{ runId: parentRunId, results: told }] : [];
  return { place: asked ?? { kind: "reply", conversationId, parentRunId, from: 0, ends }, turns, hashes };
}

function hashesAfter({ pathHash }: FoundRun, view: View, turns: readonly ToldTurn[]): string[] {
  return pathHashes(turns, { hash: pathHash ?? "", answer: answerOfView(view) });
}

/** What is new in a conversation of which the client tells no more. */
async function planNewest(
  caller: Caller,
  turns: ToldTurn[],
  conversationId: string,
  regenerates: Ask["regenerates"],
): Promise<Plan> {
  const runId = regenerates?.runId ?? (await newestAsked(caller, conversationId));
  const [view] = runId === null ? [] : await readViews([runId]);
  if (runId === null || view === undefined) {
    return { place: { kind: "first-turn", conversationId, from: 0 }, turns, hashes: pathHashes(turns) };
  }
  const run = await findAskedRun(caller, runId);
  if (regenerates === undefined) return planReply(caller, run, { turns, earlierResults: [], results: [] });
  return { place: await again(caller, run, 0), turns, hashes: [run.pathHash ?? ""] };
}
