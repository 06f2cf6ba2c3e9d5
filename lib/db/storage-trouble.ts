/** Owns: telling a busy, full or broken store from other errors, and how long a busy one is waited for. */
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "#lib/core/errors.ts";

const patienceMs = 10_000;
const longestPauseMs = 500;

/** `busy` passes by itself; `broken` (full disk, IO error, lost connection) does not pass within one request. */
export type Trouble = "busy" | "broken";

const busySqlite = /^SQLITE_(BUSY|LOCKED)/;
const brokenSqlite = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM)/;
/** Serialisation failure, deadlock, lock not available, too many connections, shutdown, starting up; lost or refused connections. */
const busyPostgres = /^(40001|40P01|55P03|53300|57P0[123]|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** Disk full, out of memory, read-only transaction, IO error, damaged data. */
const brokenPostgres = /^(53100|53200|25006|58\w{3}|XX001|XX002)$/;
/** node-postgres gives these no code. */
const lostConnection = /^(Connection terminated|timeout expired|Connection ended|Client has encountered a connection error)/;

/** The adapters' names for a connection that failed; these carry no code. */
const lostKinds = ["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"];

/** What is wrong with the store, or null when the error is about something else. Reads driver errors and adapter errors. */
export function troubleOf(error: unknown): Trouble | null {
  if (!(error instanceof Error)) return null;
  const code = codeOf(error) ?? codeOf(error.cause);
  if (code !== null) {
    if (busySqlite.test(code) || busyPostgres.test(code)) return "busy";
    if (brokenSqlite.test(code) || brokenPostgres.test(code)) return "broken";
  }
  const isLost = lostConnection.test(error.message) || lostKinds.includes(kindOf(error.cause));
  return isLost ? "busy" : null;
}

function kindOf(cause: unknown): string {
  return typeof cause === "object" && cause !== null && "kind" in cause ? String(cause.kind) : "";
}

function codeOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  if ("originalCode" in error && typeof error.originalCode === "string") return error.originalCode;
  return "code" in error && typeof error.code === "string" ? error.code : null;
}

/**
 * Repeats `attempt` while the store is busy, pausing ever longer, for ten seconds at most. Trouble that stays becomes
 * AppError("storage"); any other error passes unchanged. `attempt` is told how often it was tried before.
 */
export async function withPatience<T>(
  attempt: (triedBefore: number) => T | Promise<T>,
  limitMs: number = patienceMs,
): Promise<T> {
  const giveUpAt = performance.now() + limitMs;
  for (let tried = 0, pauseMs = 10; ; tried++, pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await attempt(tried);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      if (trouble === "broken" || performance.now() + pauseMs > giveUpAt) throw new AppError("storage", { cause: error });
    }
    await sleep(pauseMs);
  }
}
