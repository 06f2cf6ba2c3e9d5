/** Owns: hearing from the server that the list of conversations is not what it was. What changed is asked for apart. */
import { backoffMs } from "./backoff.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import { takeTurn } from "./one-page.ts";
import { pause } from "./surroundings.ts";

export interface WatchListOptions extends ConnectOptions {
  random?: () => number;
  /** Browsers keep few lines open to one server: one page listens, and tells the others (`neighbours.ts`). */
  turn?: typeof takeTurn;
  /** For a server that is not the page's own. */
  baseUrl?: string;
}

/**
 * "changed" whenever it did, and each time the line is there again, since something may have been missed. Ends when `signal` aborts or the
 * server will not tell. Never throws.
 */
export async function* watchList(options: WatchListOptions): AsyncGenerator<"changed"> {
  const { signal, surroundings, random = Math.random, turn = takeTurn, baseUrl = "" } = options;
  let failures = 0;
  while (!signal.aborted) {
    if (surroundings.isAsleep()) await pause(Number.POSITIVE_INFINITY, surroundings, signal);
    const giveBack = await turn("aloud: list of conversations", signal);
    try {
      if (signal.aborted) return;
      if (surroundings.isAsleep()) continue;
      for await (const message of connect(`${baseUrl}/api/conversations/events`, options)) {
        if (message === "open") continue;
        if ("gone" in message) return;
        failures = 0;
        if (message.some(({ event }) => event === "changed")) yield "changed";
      }
    } finally {
      giveBack();
    }
    if (signal.aborted) return;
    if (surroundings.isAsleep()) continue;
    failures += 1;
    await pause(backoffMs(failures, random()), surroundings, signal);
  }
}
