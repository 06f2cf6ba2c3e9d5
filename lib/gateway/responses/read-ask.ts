/** Owns: a request for a response as what is asked of the gateway, with all that it names by ids of ours found or refused. */
import type { Caller } from "#lib/core/caller.ts";
import { systemClock } from "#lib/core/clock.ts";
import type { View } from "#lib/reasoning/view.ts";
import type { Ask } from "#lib/wire/request/ask.ts";
import type { ReadImage } from "#lib/wire/request/image-reader.ts";
import { keepShape } from "#lib/wire/responses/answer-shape.ts";
import { type PlacedItem, placeItems, referencedRuns } from "#lib/wire/responses/referenced.ts";
import type { ResponsesRequest } from "#lib/wire/responses/request.ts";
import { instructionsOf, leadingAnswer, sayItems } from "#lib/wire/responses/said.ts";
import { ifThere } from "../if-there.ts";
import { isAnswerOf } from "../path-hash.ts";
import { readForCaller } from "../read-run.ts";
import { openThoughts } from "../sealed-thoughts.ts";
import { findResponse } from "./find-response.ts";

export interface AskOptions {
  readImage: ReadImage;
  threadId: string | null;
  idempotencyKey: string | null;
}

/** Throws AppError: bad-request naming the field, not-found for a `previous_response_id` that is not this key's; what `readImage` throws goes on. */
export async function readAsk(caller: Caller, request: ResponsesRequest, options: AskOptions): Promise<Ask> {
  const { readImage, threadId, idempotencyKey } = options;
  const sealed = request.items.flatMap((item) => (item.kind === "reasoning" && item.sealed !== null ? [item.sealed] : []));
  const opened = await openThoughts(caller, sealed, systemClock.now());
  const items = placeItems(
    request.items,
    await viewsOf(caller, referencedRuns(request.items)),
    (sealed) => opened.get(sealed) ?? null,
  );
  const before = await beforeOf(caller, request, items);
  const unopened = [...opened.values()].filter((each) => each === null).length;
  return {
    surface: "responses",
    messages: await sayItems(before?.rest ?? items, readImage),
    instructions: instructionsOf(request.instructions, items),
    modelId: request.modelId,
    effort: request.effort,
    outputLimit: request.outputLimit,
    mostSteps: null,
    timeZone: null,
    tools: request.tools,
    settings: request.settings,
    answerShape: keepShape(unopened === 0 ? request.shape : withWarning(request.shape, unopened)),
    threadId,
    ...(before && { parentRunId: before.runId }),
    idempotencyKey,
  };
}

/** Runs that this caller may not see are left out. */
async function viewsOf(caller: Caller, runIds: readonly string[]): Promise<Map<string, View>> {
  const views = new Map<string, View>();
  for (const runId of runIds) {
    const view = (await ifThere(readForCaller(caller, runId, "none")))?.view;
    if (view) views.set(runId, view);
  }
  return views;
}

/** What it replies to, where the client says so. Null: that is to be told from what was said. */
async function beforeOf(
  caller: Caller,
  { previousResponseId }: ResponsesRequest,
  items: readonly PlacedItem[],
): Promise<{ runId: string; rest: readonly PlacedItem[] } | null> {
  if (previousResponseId !== null) {
    const { runId } = await findResponse(caller, previousResponseId, { field: "previous_response_id" });
    return { runId, rest: items };
  }
  const leading = leadingAnswer(items);
  const view = leading && (await ifThere(readForCaller(caller, leading.runId, "none")))?.view;
  return leading && view && isAnswerOf(view, leading.told) ? leading : null;
}

function withWarning<Shape extends ResponsesRequest["shape"]>(shape: Shape, count: number): Shape {
  const warning = `${count} sealed reasoning item(s) could not be opened with this key and were passed over.`;
  return { ...shape, metadata: { ...shape.metadata, aloud_warning: warning } };
}
