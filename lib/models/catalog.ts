/** Owns: which models a person may choose. */
import type { RunError } from "#lib/reasoning/event.ts";
import type { Connection } from "./connection.ts";
import { connections } from "./connections.ts";
import { toRunError } from "./failures.ts";
import type { ModelInfo } from "./model.ts";
import { type ListOptions, listOf } from "./model-lists.ts";

/** Why a connection's list of models could not be had. */
export interface ModelListProblem extends Pick<RunError, "message" | "suggestion"> {
  connectionId: string;
  /** Of the connection, for people. */
  name: string;
}

export interface CatalogConnection {
  id: string;
  /** For people. */
  name: string;
  /** Whether its list of models was ever had; false too where it has none. */
  isListed: boolean;
  /** What is said of a model whose name says nothing; its own name is empty. Null: other names than the listed cannot be asked for. */
  unlisted: ModelInfo | null;
}

export interface Catalog {
  models: ModelInfo[];
  connections: CatalogConnection[];
  problems: ModelListProblem[];
}

/** The models of each connection, in the order given. Never fails for a provider that does. */
export async function readCatalog(from: readonly Connection[], options: ListOptions = {}): Promise<Catalog> {
  const parts = await Promise.all(from.map((connection) => partOf(connection, options)));
  return {
    models: parts.flatMap(({ models }) => models),
    connections: parts.flatMap((part) => part.connections),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** The models alone, by default those that need nobody to connect them. */
export async function listModels(from: readonly Connection[] = connections()): Promise<ModelInfo[]> {
  return (await readCatalog(from)).models;
}

async function partOf(connection: Connection, options: ListOptions): Promise<Catalog> {
  const { models: listed, failure } = await listOf(connection, options);
  const models = listed ? [...listed].map(([id, entry]) => connection.describe(id, entry)) : connection.known;
  const { id, name, takesAnyName } = connection;
  const connections = [{ id, name, isListed: listed !== null, unlisted: takesAnyName ? connection.describe("") : null }];
  if (failure === null) return { models, connections, problems: [] };
  const { message, suggestion } = toRunError(failure);
  return { models, connections, problems: [{ connectionId: id, name, message, suggestion }] };
}
