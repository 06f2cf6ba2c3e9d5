/** A real database for a test: migrated, empty but for the local owner, thrown away afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { type Database, type DatabaseAddress, type DatabaseKind, openDatabase } from "#lib/db/client.ts";

/** For `describe.each(databaseKinds)("… on %s", (kind) => …)`. */
export const databaseKinds: readonly DatabaseKind[] = ["sqlite", "postgresql"];

/**
 * Opens a fresh database before the tests of the enclosing describe (or file) and closes it after them; meanwhile `database()`
 * returns it too. Call the result inside tests.
 */
export function withDatabase(kind: DatabaseKind): () => Database {
  let opened: Database | null = null;
  let dispose = async () => {};
  beforeAll(async () => {
    const place = await newAddress(kind);
    dispose = place.dispose;
    opened = await openDatabase(place.address);
  });
  afterAll(async () => {
    await opened?.close();
    await dispose();
  });
  return () => {
    if (!opened) throw new Error("The database is open only while tests run.");
    return opened;
  };
}

/** Somewhere new to open a database, for tests that open it themselves or from another process. */
export async function newAddress(kind: DatabaseKind): Promise<{ address: DatabaseAddress; dispose: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), "aloud-test-"));
  const removeDir = () => rm(dataDir, { recursive: true, force: true });
  if (kind === "sqlite") return { address: { dataDir, databaseUrl: undefined }, dispose: removeDir };
  const databaseUrl = await askDesk("POST");
  const dispose = async () => {
    await askDesk("DELETE", databaseUrl);
    await removeDir();
  };
  return { address: { dataDir, databaseUrl }, dispose };
}

async function askDesk(method: "POST" | "DELETE", body?: string): Promise<string> {
  const response = await fetch(inject("postgresDesk"), { method, body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`No PostgreSQL for this test: ${answer}`);
  return answer;
}
