/**
 * Owns: which providers a person has: those connected in the settings, those of the environment, and the built-in model.
 * Kept until something about them changes: every question for a model comes through here.
 */
import { remember } from "#lib/core/remember.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { database } from "#lib/db/client.ts";
import type { Connection, ConnectionConfig } from "#lib/models/connection.ts";
import { builtinConnection, environmentConfigs } from "#lib/models/connections.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import { guardConnections } from "./addresses.ts";
import { type ConnectionRow, readStored } from "./stored.ts";

export interface ViewerConnection {
  id: string;
  /** For people. */
  name: string;
  from: "settings" | "environment" | "built-in";
  /** Null: built in. */
  config: ConnectionConfig | null;
  /** `locked`: its key cannot be opened with this installation's secret. */
  state: "ready" | "disabled" | "locked";
  /** Null unless it is ready or disabled. */
  connection: Connection | null;
  row: ConnectionRow | null;
}

/** In the order to show: the settings' by age, the environment's, the built-in one. */
export function connectionsOf({ userId }: Viewer): Promise<ViewerConnection[]> {
  guardConnections();
  const known = kept();
  const made = known.get(userId) ?? read(userId);
  if (!known.has(userId)) {
    known.set(userId, made);
    // What failed is asked for again; who waits for it is told.
    made.catch(() => known.delete(userId));
  }
  return made;
}

/** To be called after every change of a stored connection. */
export function forgetConnectionsOf({ userId }: Viewer): void {
  kept().delete(userId);
}

const kept = () => remember("connections.of-viewer", () => new Map<string, Promise<ViewerConnection[]>>());

async function read(userId: string): Promise<ViewerConnection[]> {
  const rows = await database().client.connection.findMany({ where: { userId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  const stored = (await Promise.all(rows.map(fromRow))).flatMap((one) => one ?? []);
  const builtin: ViewerConnection = {
    id: builtinConnection.id,
    name: builtinConnection.name,
    from: "built-in",
    config: null,
    state: "ready",
    connection: builtinConnection,
    row: null,
  };
  return [...stored, ...environmentOf(rows.map(({ id }) => id)), builtin];
}

async function fromRow(row: ConnectionRow): Promise<ViewerConnection | null> {
  const read = await readStored(row);
  if (read === null) return null;
  const { config, isEnabled, isLocked } = read;
  const state = isLocked ? "locked" : isEnabled ? "ready" : "disabled";
  return {
    id: config.id,
    name: config.name,
    from: "settings",
    config,
    state,
    connection: isLocked ? null : openConnection(config),
    row,
  };
}

/** A connection of the settings keeps its id, for the conversations that name it; one that is set later steps aside. */
function environmentOf(taken: readonly string[]): ViewerConnection[] {
  return environmentConfigs().map((given) => {
    const config = taken.includes(given.id) ? { ...given, id: `${given.id}-env` } : given;
    return {
      id: config.id,
      name: config.name,
      from: "environment",
      config,
      state: "ready",
      connection: openConnection(config),
      row: null,
    };
  });
}
