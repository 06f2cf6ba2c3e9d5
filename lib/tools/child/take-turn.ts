/** Owns: that only so many children work at once. Who comes later waits, in order. */
import { remember } from "#lib/core/remember.ts";

const mostAtOnce = 4;

interface Line {
  working: number;
  waiting: (() => void)[];
}

/**
 * Resolves to what must be called once to let the next one in. Throws the signal's reason when it fires before its turn. `name`:
 * a line of its own, in which `most` work at once.
 */
export async function takeTurn(signal: AbortSignal, name = "all", most = mostAtOnce): Promise<() => void> {
  signal.throwIfAborted();
  const line = remember<Line>(`tool-children-line-${name}`, () => ({ working: 0, waiting: [] }));
  const { waiting } = line;
  if (line.working < most) line.working += 1;
  else {
    await new Promise<void>((resolve, reject) => {
      const onStop = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener("abort", onStop);
        resolve();
      };
      waiting.push(enter);
      signal.addEventListener("abort", onStop, { once: true });
    });
  }
  return () => {
    const next = waiting.shift();
    if (next) next();
    else line.working -= 1;
  };
}
