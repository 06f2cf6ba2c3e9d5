import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseKinds, newAddress } from "#lib/testing/database.ts";
import { storeRun } from "#lib/testing/stored-run.ts";
import type { DatabaseAddress, DatabaseKind } from "./client.ts";
import { type MigrationTarget, migrate, migrationNames, migrationsFolder } from "./migrate.ts";
import { open } from "./open.ts";
import { postgresTarget } from "./postgres-open.ts";
import { connectSqlite } from "./sqlite-adapter.ts";
import { sqliteTarget } from "./sqlite-migrate.ts";
import { StartError } from "./start-error.ts";

const folderOf = (kind: DatabaseKind) => migrationsFolder(kind === "sqlite" ? "sqlite" : "postgres");

interface Reached {
  target: MigrationTarget;
  execute(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

async function reach({ dataDir, databaseUrl }: DatabaseAddress): Promise<Reached> {
  if (databaseUrl === undefined) {
    const connection = await connectSqlite(join(dataDir, "aloud.db"));
    const execute = async (sql: string) => connection.raw.exec(sql);
    return { target: sqliteTarget(connection), execute, close: async () => void connection.raw.close() };
  }
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  return { target: postgresTarget(pool), execute: (sql) => pool.query(sql), close: () => pool.end() };
}

describe.each(databaseKinds)("migrations on %s", (kind) => {
  let place: Awaited<ReturnType<typeof newAddress>>;
  let folder: string;
  beforeEach(async () => {
    place = await newAddress(kind);
    folder = mkdtempSync(join(tmpdir(), "aloud-migrations-"));
    cpSync(folderOf(kind), folder, { recursive: true });
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await place.dispose();
  });

  /** Adds a migration that is later than all of ours. */
  function addMigration(sql: string): string {
    const name = "29990101000000_later";
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "migration.sql"), sql);
    return name;
  }
  async function withReached<T>(work: (reached: Reached) => Promise<T>): Promise<T> {
    const reached = await reach(place.address);
    try {
      return await work(reached);
    } finally {
      await reached.close();
    }
  }
  async function storeOneRun(): Promise<string> {
    const database = await open(place.address);
    const runId = await storeRun(database);
    await database.close();
    return runId;
  }
  async function hasRun(id: string): Promise<boolean> {
    const database = await open(place.address);
    const count = await database.client.run.count({ where: { id } });
    await database.close();
    return count === 1;
  }

  it("are applied once and then found applied", async () => {
    await withReached(async ({ target }) => {
      expect(await target.applied()).toEqual([]);
      expect(await migrate(target, folder)).toEqual(migrationNames(folder));
      expect(await migrate(target, folder)).toEqual([]);
      expect((await target.applied()).map(({ name }) => name).sort()).toEqual(migrationNames(folder));
    });
  });

  it("keep what was stored when the database is opened again", async () => {
    expect(await hasRun(await storeOneRun())).toBe(true);
  });

  it("refuse a database of a newer application and leave it as it is", async () => {
    const runId = await storeOneRun();
    const name = addMigration("CREATE TABLE something_new (x INTEGER);");
    await withReached(({ target }) => migrate(target, folder));
    const refused = open(place.address);
    await expect(refused).rejects.toThrow(StartError);
    await expect(refused).rejects.toThrow(`newer version of the application (it holds ${name})`);
    await withReached(async ({ execute }) => {
      await execute("DROP TABLE something_new");
      await execute(`DELETE FROM _prisma_migrations WHERE migration_name = '${name}'`);
    });
    expect(await hasRun(runId)).toBe(true);
  });

  it("leave the database as it was when one fails, and say so", async () => {
    const runId = await storeOneRun();
    const name = addMigration("CREATE TABLE half (x INTEGER);\nDELETE FROM run;\nINSERT INTO nowhere VALUES (1);");
    const failed = withReached(({ target }) => migrate(target, folder));
    await expect(failed).rejects.toThrow(StartError);
    await expect(failed).rejects.toThrow(new RegExp(`could not be updated \\(${name}\\); it was left as it was.*nowhere`, "s"));
    expect(await hasRun(runId)).toBe(true);
    await withReached(async ({ execute, target }) => {
      await expect(execute("SELECT * FROM half")).rejects.toThrow();
      expect((await target.applied()).some((row) => row.name === name)).toBe(false);
    });
  });

  it("refuse to go on after one that did not finish", async () => {
    await storeOneRun();
    await withReached(({ execute }) => execute("UPDATE _prisma_migrations SET finished_at = NULL"));
    await expect(open(place.address)).rejects.toThrow(/did not finish/);
  });

  it("keep statements that hold a semicolon in a text whole", async () => {
    addMigration("CREATE TABLE note (x TEXT);\nINSERT INTO note VALUES ('one; two');");
    await withReached(({ target }) => migrate(target, folder));
    await withReached(({ execute }) => execute("INSERT INTO note SELECT x FROM note WHERE x = 'one; two'"));
  });
});

describe("a migration that rebuilds a table on SQLite", () => {
  it("keeps the rows that refer to it", async () => {
    const place = await newAddress("sqlite");
    const database = await open(place.address);
    const runId = await storeRun(database);
    await database.close();
    const folder = mkdtempSync(join(tmpdir(), "aloud-migrations-"));
    cpSync(migrationsFolder("sqlite"), folder, { recursive: true });
    const columns = /CREATE TABLE "person" (\([^;]+\));/.exec(
      readFileSync(join(folder, migrationNames(folder)[0] ?? "", "migration.sql"), "utf8"),
    )?.[1];
    mkdirSync(join(folder, "29990101000000_rebuild"));
    writeFileSync(
      join(folder, "29990101000000_rebuild", "migration.sql"),
      `PRAGMA foreign_keys=OFF;
       CREATE TABLE "new_person" ${columns};
       INSERT INTO "new_person" SELECT * FROM "person";
       DROP TABLE "person";
       ALTER TABLE "new_person" RENAME TO "person";
       PRAGMA foreign_keys=ON;`,
    );
    const connection = await connectSqlite(join(place.address.dataDir, "aloud.db"));
    await migrate(sqliteTarget(connection), folder);
    expect(connection.raw.prepare("SELECT id FROM run").pluck().all()).toEqual([runId]);
    expect(connection.raw.pragma("foreign_key_check")).toEqual([]);
    connection.raw.close();
    rmSync(folder, { recursive: true });
    await place.dispose();
  });
});
