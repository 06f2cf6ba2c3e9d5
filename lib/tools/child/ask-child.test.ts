import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { askChild } from "./ask-child.ts";
import type { ChildKind } from "./start-child.ts";

const calculating: ChildKind = { file: "calculator/calculator-child.ts", memoryMb: 128, answerMs: 60_000, keepMs: 60_000 };
const endless = { expression: "factorial(1e9)", variables: [], over: null };
const signal = new AbortController().signal;

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No such process: it has ended.
    return false;
  }
};

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20);
}

/** A program of its own that asks a child, prints that child's process id and does as told. */
function parent(program: string): ChildProcess {
  const code = `import { askChild } from "./ask-child.ts";
    import { setTimeout as sleep } from "node:timers/promises";
    import { remember } from "#lib/core/remember.ts";
    const signal = new AbortController().signal;
    const calculating = ${JSON.stringify(calculating)};
    const pids = () => [...remember("tool-children", () => new Set())].map((child) => child.pid);
    ${program}`;
  return spawn(process.execPath, ["--input-type=module", "-e", code], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("askChild", () => {
  it("ends a child that takes too long, and one that is stopped", async () => {
    expect(await askChild({ ...calculating, answerMs: 50 }, endless, signal)).toEqual({ kind: "timeout" });
    const stop = new AbortController();
    const asked = askChild(calculating, endless, stop.signal);
    stop.abort(new Error("stopped"));
    await expect(asked).rejects.toThrow("stopped");
    await expect(askChild(calculating, endless, stop.signal)).rejects.toThrow("stopped");
  });

  it("says when a child ended by itself, and starts another for the next question", async () => {
    const bomb = { ...endless, expression: "zeros(20000, 20000)" };
    expect(await askChild(calculating, bomb, signal)).toEqual({ kind: "died" });
    const answer = await askChild(calculating, { ...endless, expression: "1 + 1" }, signal);
    expect(answer).toMatchObject({ kind: "answer", answer: { exact: "2" } });
  });

  it("tells a file that cannot be started from an answer", async () => {
    expect(await askChild({ ...calculating, file: "child/missing.ts" }, endless, signal)).toEqual({ kind: "died" });
  });

  it("lets who waits for a turn leave the line", async () => {
    const stops = Array.from({ length: 8 }, () => new AbortController());
    const asked = stops.map((stop) => askChild(calculating, endless, stop.signal));
    const settled = Promise.allSettled(asked);
    for (const stop of stops.toReversed()) stop.abort(new Error("stopped"));
    expect((await settled).map(({ status }) => status)).toEqual(stops.map(() => "rejected"));
    const answer = await askChild(calculating, { ...endless, expression: "2 + 2" }, signal);
    expect(answer).toMatchObject({ kind: "answer", answer: { exact: "4" } });
  });

  it("may read the program, and nothing else; nor write, nor start anything", async () => {
    const answer = await askChild({ ...calculating, file: "../testing/reach-out-child.ts", keepMs: 0 }, null, signal);
    expect(answer).toEqual({ kind: "answer", answer: { environment: [], done: [] } });
  });

  it("is no reason for the process to stay", async () => {
    const program = parent(`
      await askChild(calculating, { expression: "1 + 1", variables: [], over: null }, signal);
      console.log(pids()[0]);`);
    const [[printed], [code]] = await Promise.all([once(program.stdout ?? program, "data"), once(program, "exit")]);
    expect(code).toBe(0);
    await untilGone(Number(String(printed)));
  });

  it("leaves no child behind that calculates for nobody, however the parent ends", async () => {
    const program = parent(`
      void askChild(calculating, { expression: "factorial(1e9)", variables: [], over: null }, signal);
      await sleep(1500);
      console.log(pids()[0]);
      await sleep(60_000);`);
    const [printed] = await once(program.stdout ?? program, "data");
    const pid = Number(String(printed));
    expect(isAlive(pid)).toBe(true);
    program.kill("SIGKILL");
    await untilGone(pid);
  });
});
