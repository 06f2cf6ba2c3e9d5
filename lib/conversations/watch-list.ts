/** Owns: hearing that a person's list of conversations is not what it was, whoever changed it. */
import type { Viewer } from "#lib/core/viewer.ts";
import { listen } from "#lib/db/wake.ts";

const silenceMs = 10_000;

/**
 * "changed" at once, and again whenever something was begun, ended, renamed or removed since the last; "silence" after ten seconds without.
 * Many changes at once are one word. Ends when the signal aborts.
 */
export async function* watchList({ userId }: Viewer, signal: AbortSignal): AsyncGenerator<"changed" | "silence", void> {
  const listener = listen(userId);
  try {
    yield "changed";
    while (!signal.aborted) {
      const isRung = await listener.wait(signal, silenceMs);
      if (!signal.aborted) yield isRung ? "changed" : "silence";
    }
  } finally {
    listener.close();
  }
}
