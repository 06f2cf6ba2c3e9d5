import type { Effort } from "#lib/core/effort.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import type { RunStart } from "#lib/reasoning/event.ts";
import type { View } from "#lib/reasoning/view.ts";

/** A run that is this process's own by its row. */
export interface OwnRun {
  runId: string;
  conversationId: string;
  turnId: string;
  userId: string;
  modelId: string;
  /** As it was found just now, when the run was started; null: it is still to be looked for. */
  model: ResolvedModel | null;
  effortAsked: Effort;
  /** The run whose unfinished thought this one answers from. */
  continuesRunId: string | null;
  outputLimit: number | null;
  /** Model calls it may make at most before whoever asked speaks again; null: the usual. */
  mostSteps: number | null;
  /** Names of the tools it may use; null: all that are on. */
  tools: string[] | null;
  /** The person's IANA time zone; null when unknown. */
  timeZone: string | null;
  /** Null: on our own page. */
  origin: RunStart["origin"] | null;
  /** What whoever asked wants beside the question, as it holds now; null: nothing. */
  brief: Brief | null;
  /** Its next model call is the first since whoever asked spoke last. */
  isSpokenTo: boolean;
  /** How many model calls there were before whoever asked spoke last. */
  stepsBefore: number;
  epoch: number;
  /** What is stored of it, and when the last of that happened, where it is taken up again; null for a new one. */
  begun: Begun | null;
}

export interface Begun {
  view: View;
  lastAt: number;
  /** `run-resume` is stored already. */
  isResumed?: boolean;
}

type Asked = Pick<OwnRun, "turnId" | "modelId" | "effortAsked" | "continuesRunId" | "outputLimit"> &
  Partial<Pick<OwnRun, "mostSteps" | "tools" | "timeZone" | "origin" | "brief">>;

export function runStartOf(run: Asked, modelName: string): RunStart {
  const { turnId, modelId, effortAsked, continuesRunId, outputLimit } = run;
  const { mostSteps = null, tools = null, timeZone = null, origin, brief } = run;
  return {
    type: "run-start",
    turnId,
    modelId,
    modelName,
    effortAsked,
    ...(continuesRunId !== null && { continuesRunId }),
    ...(mostSteps !== null && { mostSteps }),
    ...(tools !== null && { tools }),
    ...(timeZone !== null && { timeZone }),
    ...(outputLimit !== null && { outputLimit }),
    ...(origin && { origin }),
    ...(brief && { brief }),
  };
}
