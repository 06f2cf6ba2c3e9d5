/** Owns: the child's half of the talk: questions come, notes and one answer go back. Nothing here may be imported by the parent. */
import { Worker } from "node:worker_threads";
import type { FromChild, Question } from "./talk.ts";

/** `answer` may throw: the parent hears that it was a defect. */
export function answerParent(answer: (question: unknown, note: (text: string) => void) => unknown): void {
  const send = (message: FromChild) => process.send?.(message);
  process.on("message", async ({ question }: Question) => {
    try {
      send({ kind: "answer", answer: await answer(question, (text) => send({ kind: "note", text })) });
    } catch (error) {
      send({ kind: "defect", name: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : typeof error });
    }
  });
  process.on("disconnect", () => process.exit());
  endWithParent();
  send({ kind: "ready" });
}

/** A calculation without end hears no `disconnect`: a thread of its own ends the process when the parent is gone. */
function endWithParent(): void {
  const watch = `const parent = process.ppid; setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 500);`;
  new Worker(watch, { eval: true }).unref();
}
