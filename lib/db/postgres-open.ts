/** Owns: reaching a PostgreSQL server, what it must be set to, and the sentences when that fails. */
import { Pool } from "pg";
import { type MigrationTarget, migrate, migrationsFolder } from "./migrate.ts";
import { postgresFactory } from "./postgres-adapter.ts";
import { type ProcessLock, takeProcessLock } from "./process-lock.ts";
import { StartError } from "./start-error.ts";

const mostConnections = 10;
const connectMs = 10_000;

export interface PostgresServer {
  pool: Pool;
  lock: ProcessLock;
  close(): Promise<void>;
}

/** Connects, takes the process lock, checks the server's settings, migrates, and opens the pool. Throws StartError. */
export async function openPostgres(url: string, lockWaitMs?: number): Promise<PostgresServer> {
  let lock: ProcessLock | null = null;
  try {
    lock = await takeProcessLock(url, lockWaitMs);
    await checkServer(lock);
    await migrateServer(url);
  } catch (error) {
    await lock?.release();
    throw asStartError(error, url);
  }
  const held = lock;
  const pool = openPool(url, mostConnections);
  const close = async () => {
    await pool.end();
    await held.release();
  };
  return { pool, lock: held, close };
}

function openPool(url: string, max: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: "aloud",
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener its error would end the process.
  pool.on("error", () => {});
  return pool;
}

async function checkServer({ client }: ProcessLock): Promise<void> {
  const setting = async (name: string) => {
    const { rows } = await client.query<{ value: string }>("SELECT current_setting($1) AS value", [name]);
    return rows[0]?.value ?? "";
  };
  if ((await setting("synchronous_commit")) === "off") {
    throw new StartError(
      "This PostgreSQL role runs with synchronous_commit = off, so a power cut could take back what a person has seen. Set it to on and start again.",
    );
  }
  const encoding = await setting("server_encoding");
  if (encoding !== "UTF8") throw new StartError(`This PostgreSQL database is encoded as ${encoding}; UTF8 is needed.`);
  if ((await setting("transaction_read_only")) === "on") {
    throw new StartError("This PostgreSQL database is read-only. Connect to the primary server.");
  }
}

async function migrateServer(url: string): Promise<void> {
  const pool = openPool(url, 1);
  try {
    await migrate(postgresTarget(pool), migrationsFolder("postgres"));
  } finally {
    await pool.end();
  }
}

/** `pool` must have one connection only, so that everything between BEGIN and COMMIT runs on it. */
export function postgresTarget(pool: Pool): MigrationTarget {
  return {
    factory: postgresFactory(pool),
    async applied() {
      const table = await pool.query<{ isThere: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`);
      if (!table.rows[0]?.isThere) return [];
      const { rows } = await pool.query<{ name: string; isFinished: boolean }>(
        `SELECT migration_name AS name, finished_at IS NOT NULL AS "isFinished" FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
      );
      return rows;
    },
    async atomically(work) {
      await pool.query("BEGIN");
      try {
        await work();
        await pool.query("COMMIT");
      } catch (error) {
        await pool.query("ROLLBACK");
        throw error;
      }
    },
  };
}

function asStartError(error: unknown, url: string): unknown {
  if (error instanceof StartError || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const place = placeOf(url);
  const advice = "Check DATABASE_URL.";
  if (code === "28P01" || code === "28000") {
    return new StartError(`PostgreSQL at ${place} refused the user or the password. ${advice}`, { cause: error });
  }
  if (code === "3D000") return new StartError(`The database does not exist at ${place}. ${advice}`, { cause: error });
  if (code === "42501") {
    return new StartError(`This PostgreSQL user may not make tables at ${place}. ${error.message}.`, { cause: error });
  }
  return new StartError(`PostgreSQL at ${place} could not be reached (${error.message || code}). ${advice}`, { cause: error });
}

/** The address without user and password. */
function placeOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.host}${parsed.pathname}` : "the given address";
}
