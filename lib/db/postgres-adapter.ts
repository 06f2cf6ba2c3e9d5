/** Owns: Prisma's view of the PostgreSQL pool: the stock adapter, with storage trouble translated. */
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory, Transaction } from "@prisma/driver-adapter-utils";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { DatabaseError, type Pool } from "pg";
import { withPatience } from "./storage-trouble.ts";

/**
 * The factory shares `pool` with the run log. A statement is never repeated here: after a lost connection nobody knows
 * whether it was done, so trouble becomes AppError("storage") at once.
 */
export function postgresFactory(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const stock = new PrismaPg(pool);
  return {
    provider: "postgres",
    adapterName: stock.adapterName,
    connect: async () => translate(await stock.connect(), pool),
    connectToShadowDb: () => stock.connectToShadowDb(),
  };
}

function translate(inner: SqlDriverAdapter, pool: Pool): SqlDriverAdapter {
  return {
    provider: "postgres",
    adapterName: inner.adapterName,
    queryRaw: (query) => once(() => inner.queryRaw(query)),
    executeRaw: (query) => once(() => inner.executeRaw(query)),
    // The stock adapter cuts scripts at every semicolon, also inside a text or a function body; the server needs no cutting.
    executeScript: (script) => once(() => runScript(pool, script)),
    startTransaction: async (level) => translateTransaction(await once(() => inner.startTransaction(level))),
    getConnectionInfo: () => inner.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => inner.dispose(),
  };
}

/** Throws the server's words in the form that the schema engine repeats. */
async function runScript(pool: Pool, script: string): Promise<void> {
  try {
    await pool.query(script);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { code = "", severity = "", message, detail, column, hint } = error;
    throw new DriverAdapterError({ kind: "postgres", code, severity, message, detail, column, hint, originalCode: code });
  }
}

function translateTransaction(inner: Transaction): Transaction {
  return {
    provider: "postgres",
    adapterName: inner.adapterName,
    options: inner.options,
    queryRaw: (query) => once(() => inner.queryRaw(query)),
    executeRaw: (query) => once(() => inner.executeRaw(query)),
    commit: () => inner.commit(),
    rollback: () => inner.rollback(),
    createSavepoint: async (name) => inner.createSavepoint?.(name),
    rollbackToSavepoint: async (name) => inner.rollbackToSavepoint?.(name),
    releaseSavepoint: async (name) => inner.releaseSavepoint?.(name),
  };
}

function once<T>(work: () => Promise<T>): Promise<T> {
  return withPatience(work, 0);
}
