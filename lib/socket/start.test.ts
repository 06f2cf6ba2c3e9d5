import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { open } from "#lib/db/open.ts";
import { spawnServer } from "#lib/testing/server.ts";
import { listen } from "./port.ts";

const dataDir = mkdtempSync(join(tmpdir(), "aloud-start-"));
const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed)))));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Starts the server in an environment in which it cannot start, and waits for its end. */
async function startIn(env: Record<string, string>): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { exited, output } = spawnServer({ DATA_DIR: dataDir, ...env });
  const code = await exited;
  return { code, ...output };
}

/** Where a table and its indexes begin; pages are numbered from 1. */
function rootPagesOf(file: string, table: string): number[] {
  const database = new Database(file, { readonly: true });
  const pages = database.prepare("SELECT rootpage FROM sqlite_schema WHERE tbl_name = ?").pluck().all(table);
  database.close();
  return pages.map(Number);
}

async function takenPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await listen(server, "127.0.0.1", 0);
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

describe("the server", () => {
  it("names every variable that is wrong, with an example, and exits with 2", async () => {
    const { code, stdout, stderr } = await startIn({ PORT: "abc", DATABASE_URL: "mysql://x" });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringMatching(/^PORT .*Example: PORT=/),
      expect.stringMatching(/^DATABASE_URL .*Example: DATABASE_URL=/),
    ]);
  });

  it.each(["0.0.0.0", "::", "192.168.1.5", "example.org"])(
    "refuses %s until there are accounts, and exits with 2",
    async (host) => {
      const { code, stderr } = await startIn({ HOST: host });
      expect(code).toBe(2);
      expect(stderr).toContain(`HOST is ${host}`);
      expect(stderr).toContain("Example: HOST=127.0.0.1");
      expect(stderr.trim().split("\n")).toHaveLength(1);
    },
  );

  it("offers a free port when the one asked for is taken, touches no data, and exits with 1", async () => {
    const port = await takenPort();
    const { code, stderr } = await startIn({ PORT: String(port), DATA_DIR: join(dataDir, "untouched") });
    expect(code).toBe(1);
    const free = Number(/^Port \d+ is taken\. A free one is (\d+): PORT=\1 npm start\n$/.exec(stderr)?.[1]);
    expect(free).toBeGreaterThan(port);
  });

  it("says in a sentence that its data folder cannot be used, and exits with 1", async () => {
    const file = join(dataDir, "file");
    writeFileSync(file, "");
    const { code, stderr } = await startIn({ PORT: String((await takenPort()) + 1), DATA_DIR: file });
    expect(code).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("says in a sentence that the database is damaged, and exits with 1", async () => {
    const damaged = join(dataDir, "damaged");
    const address = { dataDir: damaged, databaseUrl: undefined };
    await (await open(address)).close();
    const file = join(damaged, "aloud.db");
    const bytes = readFileSync(file);
    for (const page of rootPagesOf(file, "run")) bytes.fill(0x5a, (page - 1) * 4096, page * 4096);
    writeFileSync(file, bytes);
    const { code, stderr } = await startIn({ PORT: String((await takenPort()) + 1), DATA_DIR: damaged });
    expect(code).toBe(1);
    expect(stderr.trim().split("\n").at(-1)).toMatch(/^Aloud could not start\. The database cannot be read or written/);
  });
});
