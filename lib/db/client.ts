/**
 * Owns: the one open database of this process. The server opens it before anything else; routes, which may be bundled apart,
 * find it through `remember`. What opening means is `open.ts`.
 */
import type { Env } from "#lib/core/env.ts";
import { remember } from "#lib/core/remember.ts";
import type { Prisma, PrismaClient } from "#prisma/sqlite/client/client.ts";
import type { EventLog } from "./events.ts";

export type DatabaseKind = "sqlite" | "postgresql";

export interface Database {
  /** Prisma, seen as the SQLite client whichever database is behind it. Its BigInt columns hold milliseconds: `time.ts`. */
  client: PrismaClient;
  kind: DatabaseKind;
  log: EventLog;
  /** The person who owns everything until accounts exist. */
  localOwnerId: string;
  /** Resolves when the database answers and is still ours; throws AppError("storage") otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What `client.$transaction(async (transaction) => …)` hands out. */
export type TransactionClient = Prisma.TransactionClient;

export type DatabaseAddress = Pick<Env, "dataDir" | "databaseUrl">;

const holder = () => remember<{ open: Database | null }>("database", () => ({ open: null }));

/**
 * Opens, locks, migrates and checks the database, and makes it what `database()` returns. Throws StartError with a sentence
 * for the terminal. `lockWaitMs`: how long to wait for another process to leave.
 */
export async function openDatabase(address: DatabaseAddress, lockWaitMs?: number): Promise<Database> {
  if (holder().open) throw new Error("A database is already open in this process.");
  // Left alone by the bundler: only the server process opens, and routes need no driver of their own.
  const { open } = await import(/* turbopackIgnore: true */ "./open.ts");
  const opened = await open(address, lockWaitMs);
  const close = async () => {
    if (holder().open === database) holder().open = null;
    await opened.close();
  };
  const database: Database = { ...opened, close };
  holder().open = database;
  return database;
}

/** The open database. Throws when there is none. */
export function database(): Database {
  const { open } = holder();
  if (!open) throw new Error("No database is open in this process.");
  return open;
}
