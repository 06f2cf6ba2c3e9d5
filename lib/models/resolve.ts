/** Owns: from a model's id to the model. */
import { AppError } from "#lib/core/errors.ts";
import { isModelName } from "#lib/core/model-name.ts";
import type { Connection } from "./connection.ts";
import { connections } from "./connections.ts";
import { listOf } from "./model-lists.ts";
import type { ResolvedModel } from "./resolved-model.ts";

export interface ModelAddress {
  connectionId: string;
  /** As the provider calls it. */
  modelId: string;
}

/** `id` is `connection/model`; the model part may hold slashes. Null: it is no such thing. */
export function readModelId(id: string): ModelAddress | null {
  const slash = id.indexOf("/");
  const modelId = id.slice(slash + 1);
  return slash > 0 && isModelName(modelId) ? { connectionId: id.slice(0, slash), modelId } : null;
}

/**
 * A connected provider is asked for any name, listed or not: lists are incomplete. Throws AppError `model-unknown`.
 */
export async function resolveModel(id: string, from: readonly Connection[] = connections()): Promise<ResolvedModel> {
  const address = readModelId(id);
  const connection = from.find((one) => one.id === address?.connectionId);
  if (address === null || connection === undefined) throw unknownModel();
  const known = connection.known.find((info) => info.id === id);
  if (known === undefined && !connection.takesAnyName) throw unknownModel();
  const listed = (await listOf(connection)).models?.get(address.modelId);
  const info = listed === undefined && known !== undefined ? known : connection.describe(address.modelId, listed);
  return connection.model(address.modelId, info);
}

export function unknownModel(about: { message?: string; suggestion?: string } = {}): AppError {
  return new AppError("model-unknown", { field: "modelId", ...about });
}
