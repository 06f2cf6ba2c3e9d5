import type { Effort } from "#lib/core/effort.ts";
import { efforts } from "#lib/core/effort.ts";
import type { ModelInfo } from "#lib/models/model.ts";

export interface Choice {
  modelId: string;
  modelName: string;
  effort: Effort;
  /** Null when the model is no longer available here. */
  model: ModelInfo | null;
}

/** What a submit will use: the wished model where there is one, else the first; an effort that this model has. */
export function chooseModel(models: readonly ModelInfo[], modelId: string | null, effort: Effort | null): Choice {
  const model = models.find((one) => one.id === modelId) ?? (modelId === null ? models[0] : undefined);
  if (!model) {
    const id = modelId ?? "";
    return { modelId: id, modelName: nameInId(id), effort: effort ?? "medium", model: null };
  }
  return { modelId: model.id, modelName: model.name, effort: nearestEffort(model, effort), model };
}

/** What a new conversation begins with: the first of these models that there is; null when there is none of them. */
export function firstKnown(models: readonly ModelInfo[], wished: readonly (string | null)[]): string | null {
  return wished.find((id) => id !== null && models.some((model) => model.id === id)) ?? null;
}

/** The name of a model that nobody can be asked about: its id without the connection. */
export function nameInId(modelId: string): string {
  return modelId.slice(modelId.indexOf("/") + 1);
}

/** The wished effort if the model has it, else the nearest one it has, else its default. */
function nearestEffort(model: ModelInfo, effort: Effort | null): Effort {
  if (effort === null || model.efforts.length === 0) return model.defaultEffort;
  const distance = (one: Effort) => Math.abs(efforts.indexOf(one) - efforts.indexOf(effort));
  return model.efforts.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}
