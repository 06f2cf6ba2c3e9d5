import { type Effort, isEffort } from "#lib/core/effort.ts";
import { AppError } from "#lib/core/errors.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { nearestEffort } from "#lib/models/effort.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import { readSettings } from "#lib/settings/store.ts";
import { engine } from "./engine.ts";
import type { StartRequest } from "./start-input.ts";
import type { Place } from "./start-place.ts";

export interface ModelChoice {
  modelId: string;
  modelName: string;
  /** Null: none was named, and it is chosen from the list. */
  model: ResolvedModel | null;
  /** What the person chose, to be remembered. */
  effort: Effort;
  /** What this run asks for. */
  effortAsked: Effort;
  /** What the person set for this model; null: the usual. */
  mostSteps: number | null;
  /** What the person named is another than what is remembered as their last choice. */
  isNew: { defaultModelId: boolean; defaultEffort: boolean };
}

/**
 * What the request names; else what the conversation used last; else, in a new one, what was fixed for all new ones;
 * else what the person used last; else the first model and its own effort. A run that answers from an unfinished thought asks for as little as the model can. Throws AppError("model-unknown") when the named or last used model is gone.
 */
export async function chooseModel(viewer: Viewer, request: StartRequest, place: Place): Promise<ModelChoice> {
  const named = request.modelId ?? place.conversation?.modelId ?? null;
  const [settings, model] = await Promise.all([
    readSettings(viewer),
    named === null ? null : engine().models.resolveModel(viewer, named),
  ]);
  const info = model?.info ?? (await preferred(viewer, [settings.fixedModelId, settings.defaultModelId]));
  const used = place.conversation?.effort ?? settings.fixedEffort ?? settings.defaultEffort;
  const effort = request.effort ?? (isEffort(used) ? used : info.defaultEffort);
  const isContinuing = request.target.kind === "regenerate" && request.target.continueRunId !== null;
  const mostSteps = settings.mostSteps[info.id] ?? null;
  return {
    modelId: info.id,
    modelName: info.name,
    model,
    effort,
    effortAsked: isContinuing ? quietEffort(info) : effort,
    mostSteps,
    isNew: {
      defaultModelId: request.modelId !== null && settings.defaultModelId !== info.id,
      defaultEffort: request.effort !== null && settings.defaultEffort !== effort,
    },
  };
}

/** The least that this model can be asked to think. */
export function quietEffort({ efforts }: ModelInfo): Effort {
  return nearestEffort("off", efforts) ?? "off";
}

/** The first of these that there is, else the first there is at all. */
async function preferred(viewer: Viewer, wished: readonly (string | null)[]): Promise<ModelInfo> {
  const models = await engine().models.listModels(viewer);
  const info = wished.flatMap((id) => models.find((model) => model.id === id) ?? [])[0] ?? models[0];
  if (info === undefined) throw new AppError("model-unknown", { field: "modelId" });
  return info;
}
