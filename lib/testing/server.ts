/** The real server as a process of its own. For what only a process can show: its start, its ends, its whole answers. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

export interface ServerProcess {
  child: ChildProcess;
  output: { stdout: string; stderr: string };
  /** The address it printed; rejects when it ends before that. */
  ready: Promise<string>;
  exited: Promise<number | null>;
}

/** Starts the production server with these variables and no others. */
export function spawnServer(env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, ["lib/socket/server.ts"], {
    cwd: join(import.meta.dirname, "../.."),
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  const exited = new Promise<number | null>((resolve) => child.on("close", resolve));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      output.stdout += chunk;
      const origin = /^Aloud is ready at (http:\S+)$/m.exec(output.stdout)?.[1];
      if (origin) resolve(origin);
    });
    exited.then((code) => reject(new Error(`The server ended with ${code}:\n${output.stdout}${output.stderr}`)));
  });
  // Whoever only waits for the end has no use for this rejection.
  ready.catch(() => undefined);
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  return { child, output, ready, exited };
}
