/**
 * Owns: starting a process that works for a tool. Measured: one large allocation in a worker thread ends the whole process,
 * whatever the thread's limits; a child ends alone. It may read the program and nothing else, has no environment, and may not
 * write or start anything.
 */
import { type ChildProcess, fork } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { remember } from "#lib/core/remember.ts";

export interface ChildKind {
  /** A file of `lib/tools` that calls `answerParent`. */
  file: string;
  /** Of JavaScript's heap. */
  memoryMb: number;
  /** How long one may take for one question. */
  answerMs: number;
  /** How long one is kept for the next question; 0: every question has its own. */
  keepMs: number;
}

const living = () =>
  remember("tool-children", () => {
    const children = new Set<ChildProcess>();
    process.once("exit", () => {
      for (const child of children) child.kill("SIGKILL");
    });
    return children;
  });

export function startChild({ file, memoryMb }: ChildKind): ChildProcess {
  const root = join(/* turbopackIgnore: true */ dirname(fileURLToPath(import.meta.url)), "../../..");
  const packages = join(/* turbopackIgnore: true */ root, "node_modules");
  const readable = [
    join(/* turbopackIgnore: true */ root, "lib"),
    join(/* turbopackIgnore: true */ root, "package.json"),
    packages,
    realpathSync(/* turbopackIgnore: true */ packages),
  ];
  // Run from the source, also where this file is part of a bundle.
  const child = fork(/* turbopackIgnore: true */ join(/* turbopackIgnore: true */ root, "lib/tools", file), [], {
    execArgv: [
      "--permission",
      // For the thread that ends it when nobody is left to do so.
      "--allow-worker",
      ...readable.map((path) => `--allow-fs-read=${path}`),
      `--max-old-space-size=${memoryMb}`,
    ],
    // The types want NODE_ENV; a child has no environment at all.
    env: {} as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  living().add(child);
  child.once("exit", () => living().delete(child));
  // What cannot be started ends without an exit; who waits for it sees the error too.
  child.on("error", () => living().delete(child));
  return child;
}
