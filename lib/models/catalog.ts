/** Owns: which models a person may choose. */
import { type Connection, connections } from "./connections.ts";
import { discover } from "./discover.ts";
import type { ModelInfo } from "./model.ts";
import { wellKnownOpenAiModels } from "./openai-models.ts";

/** Those of the connected providers first, the built-in model always. Never fails for a provider that does. */
export async function listModels(from: Connection[] = connections()): Promise<ModelInfo[]> {
  const lists = await Promise.all(from.map(modelsOf));
  return lists.flat();
}

async function modelsOf(connection: Connection): Promise<ModelInfo[]> {
  if (connection.list === null) return connection.known;
  const listed = await discover(connection);
  if (listed) return [...listed].map(([id, entry]) => connection.describe(id, entry));
  return connection.id === "openai" ? wellKnownOpenAiModels.map((id) => connection.describe(id)) : [];
}
