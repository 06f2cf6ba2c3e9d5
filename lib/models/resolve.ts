/** Owns: from a model's id to the model. */
import { AppError } from "#lib/core/errors.ts";
import { type Connection, connections } from "./connections.ts";
import { discover } from "./discover.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/**
 * `id` is `connection/model`; the model part may hold slashes. A connected provider is asked for any name, listed or not:
 * lists are incomplete. Throws AppError `model-unknown`.
 */
export async function resolveModel(id: string, from: Connection[] = connections()): Promise<ResolvedModel> {
  const slash = id.indexOf("/");
  const modelId = id.slice(slash + 1);
  const connection = from.find((one) => slash > 0 && one.id === id.slice(0, slash));
  if (connection === undefined || !/^[\x21-\x7e]{1,200}$/.test(modelId)) throw unknown();
  const known = connection.known.find((info) => info.id === id);
  if (known === undefined && !connection.takesAnyName) throw unknown();
  const listed = known === undefined ? (await discover(connection))?.get(modelId) : undefined;
  return connection.model(modelId, known ?? connection.describe(modelId, listed));
}

function unknown(): AppError {
  return new AppError("model-unknown", { field: "modelId" });
}
