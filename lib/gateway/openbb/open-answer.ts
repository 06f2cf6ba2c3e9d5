/**
 * Owns: one answer to OpenBB Workspace, from what it posts to the frames it reads. Several calls in one step go out one after the
 * other, each with a request of its own, before the model is asked again; what Workspace could not run at all is told to the model here.
 */
import type { Caller } from "#lib/core/caller.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import type { Part } from "#lib/reasoning/view.ts";
import type { Batches } from "#lib/wire/batches.ts";
import { readPartId } from "#lib/wire/ids.ts";
import { answerFrames } from "#lib/wire/openbb/answer-frames.ts";
import { type Chosen, chooseCall, type Fault } from "#lib/wire/openbb/choose-call.ts";
import { encodeEvents } from "#lib/wire/openbb/event.ts";
import type { ReadQuery } from "#lib/wire/openbb/read-query.ts";
import { askWorkspace, makeAnswerTeller, waitingCalls } from "#lib/wire/openbb/tell-answer.ts";
import type { Ask, AskMessage } from "#lib/wire/request/ask.ts";
import type { Asked } from "../asked.ts";
import { waitsForClient } from "../compare-answer.ts";
import { exposureFor } from "../exposure.ts";
import { ifThere } from "../if-there.ts";
import { readForCaller } from "../read-run.ts";
import { answerEvents } from "../segment.ts";
import { startAsk } from "../start-ask.ts";

/** Throws AppError: all that `startAsk` throws. The run is listened to from here on, so that it stops with a reader who never reads. */
export async function openAnswer(caller: Caller, query: ReadQuery, signal: AbortSignal): Promise<AsyncGenerator<string, void>> {
  const exposure = exposureFor(caller, { exposure: query.exposure }).exposure;
  const held = await chooseHeld(caller, query);
  if (held?.next) return once(encodeEvents(askWorkspace(held.next, exposure)));
  const listen = async (ask: Ask): Promise<Listened> => {
    const asked = await startAsk(caller, ask);
    return { ask, asked, events: answerEvents(caller, asked, { signal, exposure, stopsWithReader: true }) };
  };
  const listened = await listen(withFaults(askOf(query), held?.faults ?? []));
  return tell(listened, { caller, query, exposure, listen });
}

interface Listened {
  ask: Ask;
  asked: Asked;
  events: Batches;
}

interface Telling {
  caller: Caller;
  query: ReadQuery;
  exposure: Exposure;
  listen(ask: Ask): Promise<Listened>;
}

async function* tell(first: Listened, { caller, query, exposure, listen }: Telling): AsyncGenerator<string, void> {
  const { offer, kept, turn, messages } = query;
  let listened: Listened | null = first;
  while (listened) {
    const { ask, asked, events }: Listened = listened;
    const { runId, after } = asked;
    const earlier = after === 0 ? [] : await partsOf(caller, runId);
    const teller = makeAnswerTeller({ runId, exposure, offer, earlier, fetched: turn.fetched, kept });
    if (listened === first) yield encodeEvents(teller.open(messages.at(-1)?.role === "user"));
    yield* answerFrames(events, teller);
    const faults = teller.faults();
    listened = faults.length === 0 ? null : await listen(withFaults(ask, faults));
  }
}

/** Null: nothing waits beside what has come back. */
async function chooseHeld(caller: Caller, { turn, offer, kept }: ReadQuery): Promise<Chosen | null> {
  const address = readPartId("call", turn.answered.at(-1) ?? "");
  const run = address && (await ifThere(readForCaller(caller, address.runId)));
  if (!run || !waitsForClient(run.view)) return null;
  const waiting = waitingCalls(run.runId, run.view.parts).filter(({ callId }) => !turn.answered.includes(callId));
  return waiting.length === 0 ? null : chooseCall(waiting, offer, kept);
}

/** Of what was brought along nothing was made here. */
async function partsOf(caller: Caller, runId: string): Promise<Part[]> {
  const { view } = await readForCaller(caller, runId);
  return view.parts.filter(({ step }) => step > view.importedSteps);
}

function askOf({ messages, instructions, tools, modelId, effort, timeZone, threadId }: ReadQuery): Ask {
  const open = { outputLimit: null, mostSteps: null, settings: {}, idempotencyKey: null };
  return { surface: "openbb", messages, instructions, tools, modelId, effort, timeZone, threadId, ...open };
}

function withFaults(ask: Ask, faults: readonly Fault[]): Ask {
  if (faults.length === 0) return ask;
  const calls = faults.map(({ callId, name, args }) => ({ callId, name, args }));
  const results = faults.map(({ callId, message }): AskMessage => ({ role: "tool", callId, text: message, isError: true }));
  return { ...ask, messages: [...ask.messages, { role: "assistant", text: "", calls }, ...results] };
}

async function* once(frames: string): AsyncGenerator<string, void> {
  yield frames;
}
