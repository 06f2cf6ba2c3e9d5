/** Owns: how each kind of database is opened, in order: lock, version, migrations, settings, owner. Only the server process loads this. */
import { systemClock } from "#lib/core/clock.ts";
import { newId } from "#lib/core/id.ts";
import { PrismaClient } from "#prisma/sqlite/client/client.ts";
import type { Database, DatabaseAddress } from "./client.ts";
import { migrate, migrationsFolder } from "./migrate.ts";
import { sqliteEventLog } from "./sqlite-events.ts";
import { sqliteTarget } from "./sqlite-migrate.ts";
import { applySettings, openSqliteFile } from "./sqlite-open.ts";
import { toColumn } from "./time.ts";

export async function open({ dataDir, databaseUrl }: DatabaseAddress, lockWaitMs?: number): Promise<Database> {
  if (databaseUrl !== undefined) throw new Error("not yet");
  return openSqlite(dataDir, lockWaitMs);
}

async function openSqlite(dataDir: string, lockWaitMs?: number): Promise<Database> {
  const file = await openSqliteFile(dataDir, lockWaitMs);
  try {
    await migrate(sqliteTarget(file), migrationsFolder("sqlite"));
    applySettings(file);
    const client = new PrismaClient({ adapter: file.factory });
    return {
      client,
      kind: "sqlite",
      log: sqliteEventLog(file),
      localOwnerId: await ensureLocalOwner(client),
      ping: () => file.lock.run(() => void file.raw.prepare("SELECT 1").get()),
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
