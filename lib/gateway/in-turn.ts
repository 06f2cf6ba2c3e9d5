/** Owns: doing things of one name one after another. Of two equal requests at once, the second finds what the first made. */
import { remember } from "#lib/core/remember.ts";

const lines = () => remember("gateway.lines", () => new Map<string, Promise<unknown>>());

/** Begins when all earlier work of that name in this process is done, however it ended. */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = lines().get(name) ?? Promise.resolve();
  const done = before.then(work, work);
  // What it throws is met by whoever asked for it.
  const settled = done.then(
    () => undefined,
    () => undefined,
  );
  lines().set(name, settled);
  try {
    return await done;
  } finally {
    if (lines().get(name) === settled) lines().delete(name);
  }
}
