import type { Effort } from "#lib/core/effort.ts";
import { efforts } from "#lib/core/effort.ts";
import { isModelName } from "#lib/core/model-name.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import type { CatalogState } from "./catalog-store.ts";

export type KnownModels = Pick<CatalogState, "models" | "connections" | "named">;

export interface Choice {
  modelId: string;
  modelName: string;
  effort: Effort;
  /** Null when the model is no longer available here. */
  model: ModelInfo | null;
}

/** What a submit will use: the wished model where there is one, else the first; an effort that this model has. */
export function chooseModel(known: KnownModels, modelId: string | null, effort: Effort | null): Choice {
  const model = modelId === null ? known.models[0] : findModel(known, modelId);
  if (!model) {
    const id = modelId ?? "";
    return { modelId: id, modelName: nameInId(id), effort: effort ?? "medium", model: null };
  }
  return { modelId: model.id, modelName: model.name, effort: nearestEffort(model, effort), model };
}

/** What a new conversation begins with: the first of these models that there is; null when there is none of them. */
export function firstKnown(known: KnownModels, wished: readonly (string | null)[]): string | null {
  return wished.find((id) => id !== null && findModel(known, id) !== null) ?? null;
}

/** The listed models, and those of `ids` that are not listed but may be asked for. */
export function withUnlisted(known: KnownModels, ids: readonly string[]): ModelInfo[] {
  const listed = new Set(known.models.map(({ id }) => id));
  const others = [...new Set(ids)].filter((id) => !listed.has(id));
  return [...known.models, ...others.flatMap((id) => findModel(known, id) ?? [])];
}

/** A name that no list holds is a model where there is no list to be missing from, and where a person named it. */
function findModel({ models, connections, named }: KnownModels, id: string): ModelInfo | null {
  const listed = models.find((one) => one.id === id);
  if (listed) return listed;
  const connection = connections.find((one) => id.startsWith(`${one.id}/`));
  const name = nameInId(id);
  if (!connection?.unlisted || !isModelName(name)) return null;
  return !connection.isListed || named.includes(id) ? { ...connection.unlisted, id, name } : null;
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
