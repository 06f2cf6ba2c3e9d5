import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "#lib/core/errors.ts";
import { isId } from "#lib/core/id.ts";
import { databaseKinds, newAddress } from "#lib/testing/database.ts";
import { deltas, storeRun } from "#lib/testing/stored-run.ts";
import { database, openDatabase } from "./client.ts";
import { open } from "./open.ts";
import { StartError } from "./start-error.ts";

type Place = Awaited<ReturnType<typeof newAddress>>;

describe.each(databaseKinds)("opening %s", (kind) => {
  let place: Place;
  beforeEach(async () => {
    place = await newAddress(kind);
  });
  afterEach(() => place.dispose());

  it("makes the local owner once and finds it again", async () => {
    const first = await open(place.address);
    expect(first.kind).toBe(kind);
    expect(isId("person", first.localOwnerId)).toBe(true);
    await first.close();
    const second = await open(place.address);
    expect(second.localOwnerId).toBe(first.localOwnerId);
    expect(await second.client.person.count()).toBe(1);
    await second.close();
  });

  it("makes it the one database of the process until it is closed", async () => {
    expect(() => database()).toThrow("No database is open");
    const opened = await openDatabase(place.address);
    expect(database()).toBe(opened);
    await expect(openDatabase(place.address)).rejects.toThrow("already open");
    await opened.ping();
    await opened.close();
    expect(() => database()).toThrow("No database is open");
  });

  it("refuses a second opening in the same process and keeps the first one's lock", async () => {
    const first = await open(place.address);
    await expect(open(place.address, 0)).rejects.toThrow(StartError);
    await expect(open(place.address, 0)).rejects.toThrow(StartError);
    await first.ping();
    await first.close();
  });
});

describe("opening SQLite", () => {
  let place: Place;
  beforeEach(async () => {
    place = await newAddress("sqlite");
  });
  afterEach(() => place.dispose());

  it("runs with the settings that durability rests on", async () => {
    const opened = await open(place.address);
    const setting = async (name: string) =>
      Object.values((await opened.client.$queryRawUnsafe<object[]>(`PRAGMA ${name}`))[0] ?? {});
    expect(await setting("journal_mode")).toEqual(["wal"]);
    expect((await setting("synchronous")).map(Number)).toEqual([2]);
    expect((await setting("foreign_keys")).map(Number)).toEqual([1]);
    expect((await setting("journal_size_limit")).map(Number)).toEqual([67_108_864]);
    expect(await setting("locking_mode")).toEqual(["normal"]);
    await opened.close();
  });

  it("makes the directory and its files readable by their owner only, and corrects files that are not", async () => {
    const dataDir = join(place.address.dataDir, "deep", "er");
    const first = await open({ dataDir, databaseUrl: undefined });
    await first.close();
    chmodSync(join(dataDir, "aloud.db"), 0o644);
    const second = await open({ dataDir, databaseUrl: undefined });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    const modes = readdirSync(dataDir).map((name) => statSync(join(dataDir, name)).mode & 0o777);
    expect(modes.length).toBeGreaterThanOrEqual(2);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    await second.close();
  });

  it("says so when something else is where the directory should be", async () => {
    const file = join(place.address.dataDir, "a-file");
    writeFileSync(file, "");
    for (const dataDir of [file, join(file, "below")]) {
      const refused = open({ dataDir, databaseUrl: undefined });
      await expect(refused).rejects.toThrow(StartError);
      await expect(refused).rejects.toThrow(`The data directory ${dataDir} cannot be made`);
    }
  });

  it("names the file of the lock when that is what is damaged", async () => {
    const file = join(place.address.dataDir, "lock.db");
    mkdirSync(place.address.dataDir, { recursive: true });
    writeFileSync(file, "not a lock ".repeat(1000));
    await expect(open(place.address)).rejects.toThrow(`${file} is not a readable database`);
  });

  it("says so when the file is no database, and leaves it alone", async () => {
    const file = join(place.address.dataDir, "aloud.db");
    mkdirSync(place.address.dataDir, { recursive: true });
    writeFileSync(file, "this is not a database, only a long enough text".repeat(100));
    await expect(open(place.address)).rejects.toThrow(/is not a readable database/);
    expect(statSync(file).size).toBe(4_700);
  });
});

describe("opening PostgreSQL", () => {
  let place: Place;
  let url: URL;
  beforeEach(async () => {
    place = await newAddress("postgresql");
    url = new URL(place.address.databaseUrl ?? "");
  });
  afterEach(() => place.dispose());
  const at = (change: (url: URL) => void) => {
    const changed = new URL(url);
    change(changed);
    return { dataDir: place.address.dataDir, databaseUrl: changed.href };
  };

  async function execute(sql: string): Promise<void> {
    const client = new Client({ connectionString: url.href });
    await client.connect();
    await client.query(sql);
    await client.end();
  }

  it("refuses a server that acknowledges before it has written", async () => {
    await execute(`ALTER DATABASE ${url.pathname.slice(1)} SET synchronous_commit = off`);
    const refused = open(place.address);
    await expect(refused).rejects.toThrow(StartError);
    await expect(refused).rejects.toThrow(/synchronous_commit = off/);
  });

  it("names the place, never the password, when it cannot get in", async () => {
    const cases = [
      [at((u) => Object.assign(u, { password: "wrong-secret" })), /refused the user or the password/],
      [at((u) => Object.assign(u, { pathname: "/nowhere" })), /does not exist/],
      [at((u) => Object.assign(u, { port: "1" })), /could not be reached/],
    ] as const;
    for (const [address, sentence] of cases) {
      const refused = open(address);
      await expect(refused).rejects.toThrow(StartError);
      await expect(refused).rejects.toThrow(sentence);
      await expect(refused).rejects.not.toThrow(new RegExp(`wrong-secret|${url.password}`));
    }
  });

  it("goes on after the server ended every connection, and writes each event once", async () => {
    const opened = await open(place.address);
    const runId = await storeRun(opened);
    const append = (seq: number) => opened.log.append([{ runId, epoch: 1, events: deltas(runId, seq, [`${seq}`]) }]);
    await append(1);
    const ended = execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    for (let seq = 2; seq <= 60; seq++) expect(await append(seq)).toEqual(new Set());
    await ended;
    for (let seq = 61; seq <= 70; seq++) expect(await append(seq)).toEqual(new Set());
    expect((await opened.log.read(runId, 0, 100)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 70 }, (_, index) => index + 1),
    );
    await expect.poll(() => opened.ping().then(() => "held", AppError.is), { timeout: 10_000 }).toBe("held");
    await opened.close();
  });
});
