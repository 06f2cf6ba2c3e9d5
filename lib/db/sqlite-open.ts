/** Owns: the SQLite file on disk. Who may read it, which settings it must run with, and the sentences when that fails. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { takeDataLock } from "./data-lock.ts";
import { connectSqlite, type SqliteConnection } from "./sqlite-adapter.ts";
import { StartError } from "./start-error.ts";

const ownerOnly = 0o600;
/** The first release without the WAL-reset bug that could corrupt a database. */
const leastVersion = [3, 51, 3] as const;

const settings = [
  { name: "locking_mode", set: "NORMAL", reads: "normal" },
  { name: "journal_mode", set: "WAL", reads: "wal" },
  { name: "synchronous", set: "FULL", reads: 2 },
  { name: "foreign_keys", set: "ON", reads: 1 },
  { name: "journal_size_limit", set: "67108864", reads: 67_108_864 },
] as const;

export interface SqliteFile extends SqliteConnection {
  close(): void;
}

/** Makes the directory and file if need be, takes the data lock, opens and checks the version. Settings come later: a newer database is not touched. */
export async function openSqliteFile(dataDir: string, lockWaitMs?: number): Promise<SqliteFile> {
  const file = join(dataDir, "aloud.db");
  const lockFile = join(dataDir, "lock.db");
  let releaseLock = () => {};
  let opening = lockFile;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    makePrivate(lockFile);
    releaseLock = await takeDataLock(lockFile, dataDir, lockWaitMs);
    opening = file;
    makePrivate(file);
    const connection = await connectSqlite(file);
    const close = () => {
      connection.raw.close();
      releaseLock();
    };
    try {
      checkVersion(connection);
      // The first read of the file: says now whether it is a database at all.
      connection.raw.pragma("schema_version");
    } catch (error) {
      connection.raw.close();
      throw error;
    }
    return { ...connection, close };
  } catch (error) {
    releaseLock();
    throw asStartError(error, dataDir, opening);
  }
}

/** Sets what durability rests on and reads it back: SQLite ignores a setting it cannot honour without an error. */
export function applySettings({ raw }: SqliteConnection): void {
  for (const { name, set, reads } of settings) {
    raw.pragma(`${name} = ${set}`);
    const value = readSetting(raw, name);
    if (value !== reads) {
      throw new StartError(
        `The database refused the setting ${name} = ${set} (it stays ${value}). Put DATA_DIR on a local disk.`,
      );
    }
  }
}

/** A pragma's value as a number or text. */
export function readSetting(raw: SqliteConnection["raw"], name: string): number | string {
  const value: unknown = raw.pragma(name, { simple: true });
  return typeof value === "bigint" ? Number(value) : String(value);
}

/** Never opens a file that exists: closing any handle on it would drop the locks this process holds there. */
function makePrivate(path: string): void {
  if (existsSync(path)) chmodSync(path, ownerOnly);
  else closeSync(openSync(path, "wx", ownerOnly));
}

function checkVersion({ raw }: SqliteConnection): void {
  const version = String(raw.prepare("SELECT sqlite_version()").pluck().get());
  const parts = version.split(".").map(Number);
  for (const [index, least] of leastVersion.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) {
      throw new StartError(`SQLite ${version} is too old; ${leastVersion.join(".")} or newer is needed. Run the set-up again.`);
    }
  }
}

function asStartError(error: unknown, dataDir: string, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const advice = "Give this user the right to write there, or set DATA_DIR to another directory.";
  if (["EACCES", "EPERM", "EROFS", "SQLITE_READONLY", "SQLITE_CANTOPEN"].includes(code)) {
    return new StartError(`The data directory ${dataDir} cannot be written. ${advice}`, { cause: error });
  }
  if (["ENOTDIR", "EEXIST", "ENOENT", "EISDIR", "ENAMETOOLONG"].includes(code)) {
    return new StartError(`The data directory ${dataDir} cannot be made: something else is in its place. ${advice}`, {
      cause: error,
    });
  }
  if (code === "ENOSPC" || code === "SQLITE_FULL") {
    return new StartError(`The disk that holds ${dataDir} is full. Free some space and start again.`, { cause: error });
  }
  if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT") {
    return new StartError(`${file} is not a readable database. Restore it from a backup, or move it away.`, { cause: error });
  }
  return error;
}
