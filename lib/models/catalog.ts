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

export interface Catalog {
  models: ModelInfo[];
  problems: ModelListProblem[];
}

/** The models of each connection, in the order given. Never fails for a provider that does. */
export async function readCatalog(from: readonly Connection[], options: ListOptions = {}): Promise<Catalog> {
  const parts = await Promise.all(from.map((connection) => partOf(connection, options)));
  return { models: parts.flatMap(({ models }) => models), problems: parts.flatMap(({ problems }) => problems) };
}

/** The models alone, by default those that need nobody to connect them. */
export async function listModels(from: readonly Connection[] = connections()): Promise<ModelInfo[]> {
  return (await readCatalog(from)).models;
}

async function partOf(connection: Connection, options: ListOptions): Promise<Catalog> {
  const { models: listed, failure } = await listOf(connection, options);
  const models = listed ? [...listed].map(([id, entry]) => connection.describe(id, entry)) : connection.known;
  if (failure === null) return { models, problems: [] };
  const { message, suggestion } = toRunError(failure);
  return { models, problems: [{ connectionId: connection.id, name: connection.name, message, suggestion }] };
}
