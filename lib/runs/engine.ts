/** Owns: the state of the run engine, one per process. */

import { listModelsOf, resolveModelOf } from "#lib/connections/models-of-viewer.ts";
import { type Clock, systemClock } from "#lib/core/clock.ts";
import { remember } from "#lib/core/remember.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import { streamStep } from "#lib/models/stream-step.ts";
import { grant, isGranted } from "#lib/toolbox/grants.ts";
import { toolsOf } from "#lib/toolbox/tools-of-viewer.ts";
import type { AnyTool } from "#lib/tools/tool.ts";
import { type Batcher, makeBatcher } from "./batcher.ts";
import { type Hub, makeHub } from "./hub.ts";
import type { Cut } from "./verdict.ts";

/** Where tools and the permissions to run them come from. */
export interface ToolSource {
  /** Those this viewer's runs may use. */
  toolsOf(viewer: Viewer): Promise<AnyTool[]>;
  /** Whether the person allowed it for this conversation or everywhere. */
  isGranted(viewer: Viewer, tool: AnyTool, conversationId: string): Promise<boolean>;
  grant(viewer: Viewer, tool: AnyTool, scope: "conversation" | "always", conversationId: string): Promise<void>;
}

/** A run that this process is executing, from before it is stored until its end is. */
export interface LiveRun {
  runId: string;
  /** Why its model call is being ended early; the first reason stays. */
  cut: Cut | null;
  abort: AbortController;
  /** Fires when the reader wants an answer from what is thought so far. */
  answerNow: AbortController;
  /** Something of it could not be stored so far. */
  isUnsaved: boolean;
  /** Whether it could be stored as this process's own; never rejects. */
  isOwn: Promise<boolean>;
  /** It is being left to wait for a person: its process has no more to do with it. */
  isLeaving: boolean;
  /** Resolves when its end is stored, when it waits for a person, or when another owner has it; never rejects. */
  ended: Promise<void>;
}

/** Where models come from. */
export interface ModelSource {
  /** Those this viewer may choose, in the order to show them. */
  listModels(viewer: Viewer): Promise<ModelInfo[]>;
  /** Throws AppError("model-unknown"). */
  resolveModel(viewer: Viewer, id: string): Promise<ResolvedModel>;
  streamStep: typeof streamStep;
}

export interface Engine {
  live: Map<string, LiveRun>;
  /** Set while there are live runs. */
  beat: NodeJS.Timeout | undefined;
  isDraining: boolean;
  hub: Hub;
  batcher: Batcher;
  clock: Clock;
  models: ModelSource;
  tools: ToolSource;
  /** The look at waiting runs, once a minute. */
  look: NodeJS.Timeout | undefined;
}

export function engine(): Engine {
  return remember<Engine>("runs.engine", () => ({
    live: new Map(),
    beat: undefined,
    isDraining: false,
    hub: makeHub(),
    batcher: makeBatcher((batches) => database().log.append(batches)),
    clock: systemClock,
    models: { listModels: listModelsOf, resolveModel: resolveModelOf, streamStep },
    tools: { toolsOf, isGranted, grant },
    look: undefined,
  }));
}

/** Ends the model call of a live run for this reason, unless it has one already. */
export function cutRun(live: LiveRun, cut: Cut): void {
  if (live.cut !== null) return;
  live.cut = cut;
  live.abort.abort();
}
