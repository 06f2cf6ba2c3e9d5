/**
 * Owns: Prisma's view of the one SQLite connection. Measured: the stock adapter runs a plain statement *inside* whatever
 * interactive transaction is open on its connection and loses it when that rolls back, and a failed BEGIN or COMMIT leaves
 * it stuck. Here every statement and every transaction takes one FIFO lock; BEGIN and COMMIT are ours.
 * Inside a transaction callback use only its own client: anything else waits for the lock until the transaction times out.
 */
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from "@prisma/driver-adapter-utils";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import type { Database as Sqlite } from "better-sqlite3";
import { AppError } from "#lib/core/errors.ts";
import { Lock } from "./lock.ts";
import { withPatience } from "./storage-trouble.ts";

export interface SqliteConnection {
  /** The driver's connection. Touch it only while holding `lock`, and never across an await with a transaction open. */
  raw: Sqlite;
  lock: Lock;
  factory: SqlMigrationAwareDriverAdapterFactory;
}

/** How long the driver itself waits for a busy file. It blocks the event loop meanwhile, so it is short; `withPatience` does the waiting. */
const busyMs = 20;

/** Opens `path` once; the factory and `raw` share the connection. `limitMs`: how long a busy file is waited for. */
export async function connectSqlite(path: string, limitMs?: number): Promise<SqliteConnection> {
  const stock = new PrismaBetterSqlite3({ url: path, timeout: busyMs });
  const inner = await stock.connect();
  // The adapter keeps its connection in `client`, undeclared. A second connection on the same file in this thread could wait
  // for the first one's transaction for ever, since the driver is synchronous.
  const { client: raw } = inner as unknown as { client: Sqlite };
  const lock = new Lock();
  const adapter = serialise(inner, raw, lock, limitMs);
  return {
    raw,
    lock,
    factory: {
      provider: "sqlite",
      adapterName: stock.adapterName,
      connect: () => Promise.resolve(adapter),
      connectToShadowDb: () => stock.connectToShadowDb(),
    },
  };
}

function serialise(inner: SqlDriverAdapter, raw: Sqlite, lock: Lock, limitMs?: number): SqlDriverAdapter {
  return {
    provider: "sqlite",
    adapterName: inner.adapterName,
    queryRaw: (query) => lock.run(() => withPatience(() => inner.queryRaw(query), limitMs)),
    executeRaw: (query) => lock.run(() => withPatience(() => inner.executeRaw(query), limitMs)),
    executeScript: (script) => lock.run(() => inner.executeScript(script)),
    async startTransaction(isolationLevel) {
      if (isolationLevel && isolationLevel !== "SERIALIZABLE") {
        throw new DriverAdapterError({ kind: "InvalidIsolationLevel", level: isolationLevel });
      }
      const free = await lock.acquire();
      try {
        // IMMEDIATE: a busy database says so here, where waiting is safe, and never in the middle.
        await withPatience(() => raw.exec("BEGIN IMMEDIATE"), limitMs);
      } catch (error) {
        free();
        throw error;
      }
      return openTransaction(inner, raw, free);
    },
    // The connection belongs to whoever opened it; Prisma's $disconnect leaves it open.
    dispose: () => Promise.resolve(),
  };
}

function openTransaction(inner: SqlDriverAdapter, raw: Sqlite, free: () => void): Transaction {
  let isOpen = true;
  /** A full disk makes SQLite roll back by itself; what follows must not run outside the transaction it was meant for. */
  const inside = <T>(work: () => Promise<T>): Promise<T> => {
    if (isOpen && raw.inTransaction) return withPatience(work, 0);
    return Promise.reject(new AppError("storage", { message: "The database gave the transaction up." }));
  };
  const close = (work: () => void): Promise<void> => {
    if (!isOpen) return Promise.resolve();
    isOpen = false;
    return withPatience(work, 0).finally(() => {
      if (raw.inTransaction) raw.exec("ROLLBACK");
      free();
    });
  };
  const execute = (sql: string) => inside(async () => void raw.exec(sql));
  return {
    provider: "sqlite",
    adapterName: inner.adapterName,
    // True: Prisma calls commit() and rollback() and sends no such statement of its own.
    options: { usePhantomQuery: true },
    queryRaw: (query: SqlQuery) => inside(() => inner.queryRaw(query)),
    executeRaw: (query: SqlQuery) => inside(() => inner.executeRaw(query)),
    commit: () =>
      close(() => {
        if (!raw.inTransaction) throw new AppError("storage", { message: "The database gave the transaction up." });
        raw.exec("COMMIT");
      }),
    rollback: () => close(() => undefined),
    createSavepoint: (name) => execute(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => execute(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => execute(`RELEASE SAVEPOINT ${name}`),
  };
}
