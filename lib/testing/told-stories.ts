/** Owns: stories as they are told over protocols that are told every step of a run. */
import type { Exposure } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeProjection as makeAgUi } from "#lib/wire/ag-ui/projection.ts";
import { agUiStream } from "#lib/wire/ag-ui/stream.ts";
import { partIdOut } from "#lib/wire/ids.ts";
import type { TaleOptions } from "#lib/wire/tale/tale.ts";
import { makeProjection as makeUi } from "#lib/wire/ui-stream/projection.ts";
import { uiMessageStream } from "#lib/wire/ui-stream/stream.ts";
import { chatRunId, gated } from "./chat-stories.ts";

/** How a client comes to a run that it has nothing of. */
function taleOptions(options: Partial<TaleOptions> = {}): TaleOptions {
  return {
    runId: chatRunId,
    after: 0,
    current: 1,
    endsAtApproval: false,
    clientTools: new Set(["read_file", "weather", "clock"]),
    callIdOf: (runId, partId) => partIdOut("call", { runId, partId }),
    ...options,
  };
}

export const uiOptions = (options: Partial<TaleOptions> = {}) => ({
  ...taleOptions(options),
  messageId: "msg",
  head: { runId: chatRunId, conversationId: "con_1", modelId: "m" },
});

export const agUiOptions = (options: Partial<TaleOptions> = {}) => ({
  ...taleOptions(options),
  client: { threadId: "t", runId: "r", parentRunId: null },
  modelId: "m",
  metadata: { id: "chatcmpl-1" },
  messageIdOf: (kind: "reasoning" | "message", runId: string, partId: string) => partIdOut(kind, { runId, partId }),
  sealOf: null,
});

async function* batches(events: readonly RunEvent[]): AsyncGenerator<RunEvent[] | "silence", void> {
  yield "silence";
  for (const event of events) yield [event];
}

async function joined(frames: AsyncGenerator<string, void>): Promise<string> {
  let all = "";
  for await (const frame of frames) all += frame;
  return all;
}

export const uiBytes = (events: readonly RunEvent[], options: Partial<TaleOptions> = {}) =>
  joined(uiMessageStream(batches(events), uiOptions(options)));
export const agUiBytes = (events: readonly RunEvent[], options: Partial<TaleOptions> = {}) =>
  joined(agUiStream(batches(events), agUiOptions(options)));

/** The objects of all chunks or events, without the first, which names the run. */
export function uiChunks(drafts: readonly TimedDraft[], exposure: Exposure, options: Partial<TaleOptions> = {}) {
  const projection = makeUi(uiOptions(options));
  return gated(drafts, exposure).flatMap((event) => projection.push(event));
}
export function agUiEvents(drafts: readonly TimedDraft[], exposure: Exposure, options: Partial<TaleOptions> = {}) {
  const projection = makeAgUi(agUiOptions(options));
  return gated(drafts, exposure).flatMap((event) => projection.push(event));
}

/** Where each answer to a client begins: at the start, and after whatever came before the run went on. */
export function answersOf(events: readonly RunEvent[]): { after: number }[] {
  const resumed = events.flatMap((event, index) => {
    if (event.type !== "run-resume") return [];
    const wait = events.slice(0, index).findLast(({ type }) => type === "run-wait");
    return wait?.type === "run-wait" && wait.for === "client" ? [{ after: event.seq - 1 }] : [];
  });
  return [{ after: 0 }, ...resumed];
}
