/** Owns: one question to a child process, and how many are at work at once. */
import type { ChildProcess } from "node:child_process";
import { remember } from "#lib/core/remember.ts";
import { type ChildKind, startChild } from "./start-child.ts";
import { takeTurn } from "./take-turn.ts";
import type { FromChild, Question } from "./talk.ts";

export type ChildOutcome =
  | { kind: "answer"; answer: unknown }
  | { kind: "timeout" }
  /** It ended by itself: mostly for want of memory. */
  | { kind: "died" };

interface Kept {
  child: ChildProcess;
  file: string;
  /** Takes it off the list. */
  forget(): void;
}

const kept = () => remember<Kept[]>("tool-children-kept", () => []);

/** Throws the signal's reason when it fires, and a defect of the child. `note` hears what the child says meanwhile. */
export async function askChild(
  kind: ChildKind,
  question: unknown,
  signal: AbortSignal,
  note: (text: string) => void = () => {},
): Promise<ChildOutcome> {
  const leave = await takeTurn(signal);
  const { child, isReady } = takeKept(kind) ?? { child: startChild(kind), isReady: false };
  let isReusable = false;
  try {
    const outcome = await converse(child, isReady, kind.answerMs, question, signal, note);
    isReusable = outcome.kind === "answer" && kind.keepMs > 0;
    return outcome;
  } finally {
    child.removeAllListeners("message");
    if (isReusable) keep(kind, child);
    else child.kill("SIGKILL");
    leave();
  }
}

function converse(
  child: ChildProcess,
  isReady: boolean,
  answerMs: number,
  question: unknown,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<ChildOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<ChildOutcome>();
  let timer: NodeJS.Timeout | undefined;
  const onStop = () => reject(signal.reason);
  const onExit = () => resolve({ kind: "died" });
  const ask = () => {
    // A child that is gone says so by its exit.
    child.send({ question } satisfies Question, () => {});
    timer = setTimeout(() => resolve({ kind: "timeout" }), answerMs);
  };
  child.on("message", (message: FromChild) => {
    switch (message.kind) {
      case "ready":
        return ask();
      case "note":
        return note(message.text);
      case "answer":
        return resolve(message);
      case "defect":
        return reject(new Error(`In a child: ${message.name}`));
      default:
        message satisfies never;
    }
  });
  child.once("exit", onExit);
  child.once("error", reject);
  signal.addEventListener("abort", onStop, { once: true });
  if (signal.aborted) onStop();
  else if (isReady) ask();
  return promise.finally(() => {
    clearTimeout(timer);
    child.off("exit", onExit);
    child.off("error", reject);
    signal.removeEventListener("abort", onStop);
  });
}

/** Kept children hold nobody: not the process, when it wants to end. */
function keep({ file, keepMs }: ChildKind, child: ChildProcess): void {
  const forget = () => {
    const index = kept().findIndex((one) => one.child === child);
    if (index >= 0) kept().splice(index, 1);
    clearTimeout(timer);
    child.off("exit", forget);
  };
  const timer = setTimeout(() => {
    forget();
    child.kill("SIGKILL");
  }, keepMs);
  timer.unref();
  child.unref();
  child.channel?.unref();
  child.once("exit", forget);
  kept().push({ child, file, forget });
}

function takeKept({ file }: ChildKind): { child: ChildProcess; isReady: true } | null {
  const found = kept().findLast((one) => one.file === file && one.child.connected);
  if (!found) return null;
  found.forget();
  found.child.ref();
  found.child.channel?.ref();
  return { child: found.child, isReady: true };
}
