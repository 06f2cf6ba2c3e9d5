/** Owns: model calls that were not made here, as events like any other, without times of their own. Pure but for the ids of parts. */
import { type Draft, type RunEnd, type RunEvent, unknownUsage } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { type OwnRun, runStartOf } from "./own-run.ts";
import type { ImportedStep } from "./start-extra.ts";
import { makeRunIds, type RunIds } from "./step-stream.ts";

/** Events of a run so far, and the run folded from them. */
export interface Told {
  events: RunEvent[];
  view: View;
}

/** The beginning of a run of which whoever asks has steps already. */
export function beginImported(
  run: Parameters<typeof runStartOf>[0] & Pick<OwnRun, "runId">,
  modelName: string,
  steps: readonly ImportedStep[],
  at: number,
): Told {
  return tell(run.runId, [{ ...runStartOf(run, modelName), isImported: true }, ...draftsOf(steps)], at);
}

/** A whole run, of which nobody knows who answered. */
export function wholeImported(runId: string, turnId: string, steps: readonly ImportedStep[], at: number): Told {
  const unknown = { turnId, modelId: "", effortAsked: "off", continuesRunId: null, outputLimit: null } as const;
  const start: Draft = { ...runStartOf(unknown, ""), isImported: true };
  const end: RunEnd = { type: "run-end", status: "completed", reason: "imported", usage: unknownUsage, error: null };
  return tell(runId, [start, ...draftsOf(steps), end], at);
}

function tell(runId: string, drafts: readonly Draft[], at: number): Told {
  const events = drafts.map((draft, index): RunEvent => ({ ...draft, runId, seq: index + 1, at }));
  return { events, view: foldAll(emptyView(runId), events) };
}

function draftsOf(steps: readonly ImportedStep[]): Draft[] {
  const ids = makeRunIds(null);
  return steps.flatMap((step, index) => stepDrafts(step, index + 1, ids));
}

function stepDrafts({ text, calls }: ImportedStep, step: number, { nextPartId, claimCallId }: RunIds): Draft[] {
  const partId = nextPartId();
  const words: Draft[] =
    text === ""
      ? []
      : [
          { type: "text-start", partId },
          { type: "text-delta", partId, delta: text },
          { type: "text-end", partId },
        ];
  const known = calls.map((call) => ({ ...call, callId: claimCallId(call.callId) }));
  const asked = known.map(({ callId, name, args }): Draft => {
    return { type: "tool-call", partId: nextPartId(), callId, name, args, isClients: true };
  });
  const finish = calls.length === 0 ? "stop" : "tool-calls";
  return [
    { type: "step-start", step, effortSent: null },
    ...words,
    ...asked,
    { type: "step-end", step, finish, usage: unknownUsage },
    ...known.map(({ callId, result }) => outcomeDraft(callId, result)),
  ];
}

/** What whoever asked says of a call. Null: nothing. */
export function outcomeDraft(callId: string, result: { text: string; isError: boolean } | null): Draft {
  if (result === null) return { type: "tool-error", callId, message: "There is no result: nobody said what came of this call." };
  if (result.isError) return { type: "tool-error", callId, message: result.text };
  return { type: "tool-result", callId, result: result.text };
}
