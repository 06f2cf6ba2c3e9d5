/** Owns: the real application as a process of its own, on its own data folder, so that a test may kill it and start it again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#lib/testing/free-port.ts";
import { type ServerProcess, spawnServer } from "#lib/testing/server.ts";

export interface Application {
  url: string;
  dataDir: string;
  /** SIGKILL: no warning, no clean-up. */
  kill(): Promise<void>;
  /** SIGTERM: runs are given their time. */
  terminate(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/** Starts the production server with these variables and resolves when it is ready. */
export async function startApplication(env: Record<string, string>): Promise<Application> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "aloud-e2e-"));
  const url = `http://127.0.0.1:${port}`;
  let server: ServerProcess | undefined;

  const start = async () => {
    server = spawnServer({ PORT: String(port), DATA_DIR: dataDir, ...env });
    await server.ready;
  };

  const signal = async (name: NodeJS.Signals) => {
    server?.child.kill(name);
    await server?.exited;
  };

  const remove = async () => {
    await signal("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    url,
    dataDir,
    start,
    kill: () => signal("SIGKILL"),
    terminate: () => signal("SIGTERM"),
    remove,
  };
}
