/** Owns: the numbers of a run's messages. Pure: the same events give the same numbers, in whichever connection. */
import type { RunBody, RunMessage } from "./server-message.ts";

/**
 * A message has the number of its event in the log. Several of one event have numbers of their own, the last the event's: those before it
 * take numbers that no message has, which are there because most events are no message. Only where none are left do they go beyond.
 */
export function makeNumbering(runId: string): (seq: number, bodies: readonly RunBody[]) => RunMessage[] {
  let last = 0;
  return (seq, bodies) =>
    bodies.map((body, at) => {
      last = Math.max(last + 1, seq - (bodies.length - 1 - at));
      return { ...body, v: 2, run_id: runId, seq: last };
    });
}
