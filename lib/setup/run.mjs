// Owns: running other programs during set-up, on plain Node 20 and without dependencies.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Who started us. Read at the very start: after minutes of set-up it may be gone. */
const shell = process.ppid;

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Runs a program from the project's root and resolves with its exit code and output.
 * `show: true` passes its output through instead of keeping it. With `timeoutMs` it runs in a process group of its own, and
 * whatever of the group is left when the program ends, or time is up, ends too: a left-over would hold our pipes open.
 */
export function run(command, args, { env = {}, show = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const isLimited = timeoutMs !== undefined;
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      detached: isLimited,
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    const release = isLimited ? limit(child, timeoutMs) : () => {};
    child.on("exit", release);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Ends the child's group after so many milliseconds, with us, or when called. */
function limit(child, timeoutMs) {
  const endGroup = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // Nobody is left in it.
    }
  };
  const endBoth = () => {
    endGroup();
    process.exit(1);
  };
  const timer = setTimeout(endGroup, timeoutMs);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, endBoth);
  return () => {
    clearTimeout(timer);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, endBoth);
    endGroup();
  };
}

/** Runs a program that stays in front: shares the terminal, passes signals on, and ends this process with its exit code. */
export function hand(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) endWithShell(child);
  child.on("error", (error) => {
    process.stderr.write(`${command}: ${error.message}\n`);
    process.exit(1);
  });
  child.on("close", (code) => process.exit(code ?? 1));
}

/**
 * npm runs a script in a shell. Told to end, it tells that shell only, and where the shell stays in front of us it dies alone
 * and leaves a server behind that holds the port: so its death is our sign to end.
 */
function endWithShell(child) {
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    child.kill("SIGTERM");
  }, 250).unref();
}

/** Node's own flag for reading `.env`, when there is one. Variables that are already set win. */
export function environmentFile() {
  return existsSync(join(root, ".env")) ? ["--env-file=.env"] : [];
}
