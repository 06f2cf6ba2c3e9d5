/**
 * Owns: turning what a client asks into a run: a new one in the conversation where it belongs, or one that waits for the client, gone on
 * with. Does not own: recognising the conversation (`plan.ts`, `recognise.ts`).
 */
import { checkSpending } from "#lib/auth/spending.ts";
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { database } from "#lib/db/client.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import { endHanded } from "#lib/runs/control.ts";
import { provideResults } from "#lib/runs/provide-results.ts";
import { startRun } from "#lib/runs/start.ts";
import type { StartInput } from "#lib/runs/start-input.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import type { Asked } from "./asked.ts";
import { askedBefore, noteContinued, type RequestName, requestNameOf } from "./asked-before.ts";
import { checkImages, chooseModel } from "./choose-model.ts";
import { chooseTools } from "./choose-tools.ts";
import { waitsForClient } from "./compare-answer.ts";
import { findHanded, type HandedRun } from "./handed-results.ts";
import { inTurn } from "./in-turn.ts";
import { pathHashes } from "./path-hash.ts";
import { type Place, placeBeside } from "./place.ts";
import { type Plan, planFor } from "./plan.ts";
import { bindThread } from "./threads.ts";
import { readToldPath, type ToldPath } from "./told-path.ts";

/**
 * Throws AppError: bad-request (`messages`, and what `startRun` names), not-found (`parentRunId` of another key), model-unknown and
 * model-forbidden (`model`), spent, request-id-reused, too-large, too-many, shutting-down; conflict when the run named as its parent is
 * still being written.
 */
export async function startAsk(caller: Caller, ask: Ask): Promise<Asked> {
  await checkSpending(caller);
  const path = readToldPath(ask.messages);
  return inTurn(lineOf(caller, ask, path), () => answer(caller, ask, path, requestNameOf(caller, ask)));
}

/** Requests about the same conversation, as far as can be told from outside. */
function lineOf({ viewer, key }: Caller, { surface, threadId, parentRunId }: Ask, { turns }: ToldPath): string {
  const told = threadId === null ? (parentRunId ?? pathHashes(turns.slice(0, 1))[0]) : `${surface} ${threadId}`;
  return JSON.stringify([viewer.userId, key?.id, told]);
}

async function answer(caller: Caller, ask: Ask, path: ToldPath, name: RequestName): Promise<Asked> {
  const earlier = await askedBefore(caller, name);
  if (earlier !== null) return earlier;
  const handed = await findHanded(caller, ask, path);
  const asked = handed && (await goOn(caller, ask, handed));
  if (asked) {
    noteContinued(name, asked);
    return asked;
  }
  const plan = await planFor(caller, ask, path, handed);
  try {
    return await begin(caller, ask, plan, name);
  } catch (error) {
    const isTaken = AppError.is(error) && error.code === "conflict" && plan.place.kind === "again";
    if (!isTaken) throw error;
    // Its owner has it answered once more in the browser at this moment.
    const place = placeBeside(plan.place as Extract<Place, { kind: "again" }>, plan.turns.length - 1);
    return begin(caller, ask, { ...plan, place }, name);
  }
}

/** Null: the run waits for none of these results, or the client wants another model now. */
async function goOn(caller: Caller, ask: Ask, { run, view, results }: HandedRun): Promise<Asked | null> {
  if (!waitsForClient(view) || results.length === 0) return null;
  const { conversationId, runId, modelId } = run;
  if ((await chooseModel(caller, ask.modelId, modelId)).id !== modelId) return null;
  try {
    const { after } = await provideResults(caller.viewer, runId, results, briefOf(ask));
    return { conversationId, runId, after, modelId };
  } catch (error) {
    // Somebody ended it, or brought the results, in the same moment.
    if (AppError.is(error) && error.code === "conflict") return null;
    throw error;
  }
}

async function begin(caller: Caller, ask: Ask, { place, turns, hashes }: Plan, name: RequestName): Promise<Asked> {
  const { viewer, key } = caller;
  const model = await chooseModel(caller, ask.modelId, await lastModel(place));
  checkImages(model, ask.messages);
  const tools = await chooseTools(caller, ask.tools);
  for (const { runId, results } of "ends" in place ? place.ends : []) await endHanded(viewer, runId, results);
  const question = turns.at(-1);
  const from = place.kind === "again" ? turns.length - 1 : place.from;
  const input: StartInput = {
    clientRequestId: name.clientRequestId,
    ...targetOf(place, question?.text ?? ""),
    modelId: model.id,
    effort: ask.effort ?? undefined,
    outputLimit: ask.outputLimit ?? undefined,
    mostSteps: ask.mostSteps ?? undefined,
    timeZone: ask.timeZone ?? undefined,
    tools,
  };
  const { conversationId, runId, after } = await startRun(viewer, input, {
    requestHash: name.hash,
    origin: { surface: ask.surface, keyId: key?.id ?? null, keyName: key?.name ?? null },
    brief: briefOf(ask),
    images: question?.images ?? [],
    pathHash: hashes.at(-1) ?? "",
    remembersChoice: false,
    importedTurns: turns.slice(from, -1).map((turn, index) => ({ ...turn, pathHash: hashes[from + index] ?? "" })),
    prelude: question?.steps ?? [],
  });
  await bindThread(caller, ask, conversationId);
  return { conversationId, runId, after, modelId: model.id };
}

function targetOf(place: Place, text: string): Pick<StartInput, "text" | "conversationId" | "parentRunId" | "turnId"> {
  switch (place.kind) {
    case "new-conversation":
      return { text };
    case "first-turn":
      return { text, conversationId: place.conversationId };
    case "reply":
      return { text, parentRunId: place.parentRunId };
    case "again":
      return { turnId: place.turnId };
    default:
      return place satisfies never;
  }
}

async function lastModel(place: Place): Promise<string | null> {
  if (place.kind === "new-conversation") return null;
  const where = { id: place.conversationId };
  return (await database().client.conversation.findUnique({ where, select: { modelId: true } }))?.modelId ?? null;
}

function briefOf({ instructions, tools, settings, answerShape }: Ask): Brief {
  return {
    ...(instructions !== null && instructions !== "" && { instructions }),
    ...(tools.length > 0 && { tools }),
    ...(Object.keys(settings).length > 0 && { settings }),
    ...(answerShape && { answerShape }),
  };
}
