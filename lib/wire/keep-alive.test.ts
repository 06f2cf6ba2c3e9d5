import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { silenceMs, withKeepAlive } from "./keep-alive.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a silent stream", () => {
  it("says a comment every fifteen seconds, and nothing while there is something to say", async () => {
    async function* slow(): AsyncGenerator<string, void> {
      yield "a";
      await new Promise((resolve) => setTimeout(resolve, 2 * silenceMs + 1000));
      yield "b";
    }
    const frames = withKeepAlive(slow());
    expect((await frames.next()).value).toBe("a");
    const seen: (string | undefined)[] = [];
    for (let at = 0; at < 3; at++) {
      const next = frames.next();
      await vi.advanceTimersByTimeAsync(silenceMs);
      seen.push((await next).value ?? undefined);
    }
    expect(seen).toEqual([": keep-alive\n\n", ": keep-alive\n\n", "b"]);
    expect((await frames.next()).done).toBe(true);
  });

  it("passes on what its source throws, also while it was waited for", async () => {
    async function* broken(): AsyncGenerator<string, void> {
      await new Promise((resolve) => setTimeout(resolve, silenceMs + 1000));
      throw new Error("disk");
    }
    const frames = withKeepAlive(broken());
    const first = frames.next();
    await vi.advanceTimersByTimeAsync(silenceMs);
    expect((await first).value).toBe(": keep-alive\n\n");
    await vi.advanceTimersByTimeAsync(2000);
    await expect(frames.next()).rejects.toThrow("disk");
  });

  it("closes its source when its reader leaves", async () => {
    vi.useRealTimers();
    let isClosed = false;
    async function* endless(): AsyncGenerator<string, void> {
      try {
        for (;;) {
          yield "a";
          await sleep(0);
        }
      } finally {
        isClosed = true;
      }
    }
    const frames = withKeepAlive(endless());
    await frames.next();
    await frames.return();
    expect(isClosed).toBe(true);
  });
});
