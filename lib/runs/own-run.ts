import type { Effort } from "#lib/core/effort.ts";
import type { RunStart } from "#lib/reasoning/event.ts";

/** A run that this process has just stored as its own. */
export interface OwnRun {
  runId: string;
  conversationId: string;
  turnId: string;
  userId: string;
  modelId: string;
  effortAsked: Effort;
  /** The run whose unfinished thought this one answers from. */
  continuesRunId: string | null;
  outputLimit: number | null;
  epoch: number;
}

type Asked = Pick<OwnRun, "turnId" | "modelId" | "effortAsked" | "continuesRunId" | "outputLimit">;

export function runStartOf(run: Asked, modelName: string): RunStart {
  const { turnId, modelId, effortAsked, continuesRunId, outputLimit } = run;
  return {
    type: "run-start",
    turnId,
    modelId,
    modelName,
    effortAsked,
    ...(continuesRunId !== null && { continuesRunId }),
    ...(outputLimit !== null && { outputLimit }),
  };
}
