/** Owns: a tool's child process that tries what it may not, and answers with what came of it. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { answerParent } from "#lib/tools/child/answer-parent.ts";

const attempts: Record<string, () => unknown> = {
  "read a secret": () => readFileSync("/etc/passwd", "utf8"),
  "read the environment file": () => readFileSync(new URL("../../.env.example", import.meta.url), "utf8"),
  "list a folder": () => readdirSync("/"),
  write: () => writeFileSync(new URL("./written-by-a-child", import.meta.url), "x"),
  "start a program": () => execFileSync("/bin/echo", ["started"]),
};

answerParent(() => ({
  environment: Object.keys(process.env).filter(
    (name) => name !== "NODE_CHANNEL_FD" && name !== "NODE_CHANNEL_SERIALIZATION_MODE",
  ),
  done: Object.entries(attempts)
    .filter(([, attempt]) => isDone(attempt))
    .map(([name]) => name),
}));

function isDone(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    // Refused, as it is meant to be.
    return false;
  }
}
