/** Owns: how each kind of database is opened, in order: lock, version, migrations, settings, owner. Only the server process loads this. */
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import type { PrismaClient } from "#prisma/sqlite/client/client.ts";
import type { Database, DatabaseAddress } from "./client.ts";
import { migrate, migrationsFolder } from "./migrate.ts";
import { postgresFactory } from "./postgres-adapter.ts";
import { postgresEventLog } from "./postgres-events.ts";
import { openPostgres } from "./postgres-open.ts";
import { makePrismaClient } from "./prisma-client.ts";
import { sqliteEventLog } from "./sqlite-events.ts";
import { sqliteTarget } from "./sqlite-migrate.ts";
import { applySettings, openSqliteFile } from "./sqlite-open.ts";
import { withPatience } from "./storage-trouble.ts";
import { toColumn } from "./time.ts";

export async function open({ dataDir, databaseUrl }: DatabaseAddress, lockWaitMs?: number): Promise<Database> {
  return databaseUrl === undefined ? openSqlite(dataDir, lockWaitMs) : openServer(databaseUrl, lockWaitMs);
}

async function openSqlite(dataDir: string, lockWaitMs?: number): Promise<Database> {
  const file = await openSqliteFile(dataDir, lockWaitMs);
  try {
    await migrate(sqliteTarget(file), migrationsFolder("sqlite"));
    applySettings(file);
    const client = makePrismaClient("sqlite", file.factory);
    return {
      client,
      kind: "sqlite",
      log: sqliteEventLog(file),
      localOwnerId: await ensureLocalOwner(client),
      ping: () => file.lock.run(() => withPatience(() => void file.raw.prepare("SELECT 1 FROM person").get(), 0)),
      async close() {
        await client.$disconnect();
        await file.lock.run(file.close);
      },
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function openServer(url: string, lockWaitMs?: number): Promise<Database> {
  const { pool, lock, close } = await openPostgres(url, lockWaitMs);
  try {
    const client = makePrismaClient("postgresql", postgresFactory(pool));
    return {
      client,
      kind: "postgresql",
      log: postgresEventLog(pool),
      localOwnerId: await ensureLocalOwner(client),
      async ping() {
        if (!lock.isHeld()) throw new AppError("storage", { message: "The database cannot be reached." });
        await withPatience(() => pool.query("SELECT 1"), 0);
      },
      async close() {
        await client.$disconnect();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The first person ever made here. */
async function ensureLocalOwner(client: PrismaClient): Promise<string> {
  const first = await client.person.findFirst({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: { id: true } });
  if (first) return first.id;
  const createdAt = toColumn(systemClock.now());
  const made = await client.person.create({
    data: { id: newId("person"), name: "Local owner", createdAt },
    select: { id: true },
  });
  return made.id;
}
