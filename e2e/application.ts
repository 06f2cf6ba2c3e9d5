/** Owns: the real application as a process of its own, on its own data folder, so that a test may kill it and start it again. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

export interface Application {
  url: string;
  /** SIGKILL: no warning, no clean-up. */
  kill(): Promise<void>;
  /** SIGTERM: runs are given their time. */
  terminate(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Starts the production server with these variables and resolves when it is ready. */
export async function startApplication(env: Record<string, string>): Promise<Application> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "aloud-e2e-"));
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  const start = async () => {
    let output = "";
    const started = spawn(process.execPath, ["lib/socket/server.ts"], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: "production",
        PORT: String(port),
        DATA_DIR: dataDir,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [started.stdout, started.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk;
      });
    child = started;
    const deadline = Date.now() + 60_000;
    while (!(await fetch(`${url}/api/health`).catch(() => null))?.ok) {
      if (started.exitCode !== null || Date.now() > deadline) throw new Error(`The application did not start:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  const signal = (name: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once("exit", () => resolve());
      child.kill(name);
    });

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
    start,
    kill: () => signal("SIGKILL"),
    terminate: () => signal("SIGTERM"),
    remove,
  };
}
