import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "#lib/core/errors.ts";
import type { PrismaClient } from "#prisma/sqlite/client/client.ts";
import { migrate, migrationsFolder } from "./migrate.ts";
import { makePrismaClient } from "./prisma-client.ts";
import { connectSqlite, type SqliteConnection } from "./sqlite-adapter.ts";
import { sqliteTarget } from "./sqlite-migrate.ts";
import { applySettings } from "./sqlite-open.ts";

describe("the one SQLite connection", () => {
  let folder: string;
  let connection: SqliteConnection;
  let client: PrismaClient;
  let count = 0;
  const person = () => ({ data: { id: `per_${++count}`, name: "Somebody", createdAt: 1n } });
  const isStorage = (error: unknown) => AppError.is(error) && error.code === "storage";

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "aloud-test-"));
    connection = await connectSqlite(join(folder, "test.db"), 200);
    await migrate(sqliteTarget(connection), migrationsFolder("sqlite"));
    applySettings(connection);
    client = makePrismaClient("sqlite", connection.factory);
  });
  afterEach(async () => {
    await client.$disconnect();
    connection.raw.close();
    rmSync(folder, { recursive: true });
  });

  /** Another program that holds the write lock until it is told to let go. */
  function otherWriter(): { letGo(): void } {
    const other = new Sqlite(join(folder, "test.db"));
    other.exec("BEGIN IMMEDIATE");
    return { letGo: () => void other.close() };
  }

  it("stays usable after a BEGIN that failed", async () => {
    const other = otherWriter();
    await expect(client.$transaction(async (tx) => tx.person.create(person()))).rejects.toSatisfy(isStorage);
    await expect(client.person.create(person())).rejects.toSatisfy(isStorage);
    other.letGo();
    await client.$transaction(async (tx) => tx.person.create(person()));
    await client.person.create(person());
    expect(await client.person.count()).toBe(2);
  });

  it("waits for another program that writes, and goes on when it is done", async () => {
    const other = otherWriter();
    const created = client.person.create(person());
    setTimeout(other.letGo, 60);
    await created;
    expect(await client.person.count()).toBe(1);
  });

  it("stays usable after a COMMIT that failed, and keeps nothing of it", async () => {
    const failing = client.$transaction(async (tx) => {
      await tx.$executeRawUnsafe("PRAGMA defer_foreign_keys = ON");
      await tx.person.create(person());
      await tx.setting.create({ data: { userId: "per_nobody", key: "k", value: "1", updatedAt: 1n } });
    });
    await expect(failing).rejects.toThrow();
    expect(connection.raw.inTransaction).toBe(false);
    await client.$transaction(async (tx) => tx.person.create(person()));
    expect(await client.person.count()).toBe(1);
    expect(await client.setting.count()).toBe(0);
  });

  it("reports a full disk as storage, in and outside a transaction, and works again when there is space", async () => {
    await client.person.create(person());
    const pages = Number(connection.raw.pragma("page_count", { simple: true }));
    connection.raw.pragma(`max_page_count = ${pages}`);
    const large = () => ({ data: { id: `per_${++count}`, name: "x".repeat(100_000), createdAt: 1n } });
    await expect(client.person.create(large())).rejects.toSatisfy(isStorage);
    const inTransaction = client.$transaction(async (tx) => {
      await tx.person.create(large());
    });
    await expect(inTransaction).rejects.toSatisfy(isStorage);
    connection.raw.pragma("max_page_count = 1000000");
    await client.person.create(large());
    expect(await client.person.count()).toBe(2);
  });

  it("frees the lock of a transaction that takes too long", async () => {
    const slow = client.$transaction(
      async (tx) => {
        await tx.person.create(person());
        await new Promise((resolve) => setTimeout(resolve, 120));
        await tx.person.create(person());
      },
      { timeout: 50 },
    );
    await expect(slow).rejects.toThrow();
    await client.person.create(person());
    expect(await client.person.count()).toBe(1);
  });
});
