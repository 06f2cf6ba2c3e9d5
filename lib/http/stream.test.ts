import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AppError } from "#lib/core/errors.ts";
import { endStreams, streamFrames } from "./stream.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A generator that notes what is asked of it. */
function source(batches: string[], signal?: AbortSignal) {
  const notes = { asked: 0, isClosed: false };
  async function* frames(): AsyncGenerator<string, void> {
    try {
      for (const batch of batches) {
        notes.asked += 1;
        yield batch;
      }
      if (signal && !signal.aborted) await new Promise((left) => signal.addEventListener("abort", left, { once: true }));
    } finally {
      notes.isClosed = true;
    }
  }
  return { notes, frames: frames() };
}

const readAll = (response: Response) => response.text();

describe("a stream", () => {
  it("sends what the generator yields and closes after it", async () => {
    const { frames, notes } = source(["a", "ü", "c"]);
    const response = await streamFrames(async () => frames);
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    expect(await readAll(response)).toBe("aüc");
    expect(notes).toEqual({ asked: 3, isClosed: true });
  });

  it("writes each batch at once and asks for the next only when it has been taken", async () => {
    const { frames, notes } = source(["a", "b", "c"]);
    const reader = (await streamFrames(async () => frames)).body?.getReader();
    await sleep(0);
    expect(notes.asked).toBe(0);
    expect((await reader?.read())?.value).toEqual(new TextEncoder().encode("a"));
    await sleep(0);
    expect(notes.asked).toBe(1);
    await reader?.cancel();
  });

  it("throws what is wrong before it begins", async () => {
    const failing = streamFrames(() => Promise.reject(new AppError("not-found")));
    await expect(failing).rejects.toMatchObject({ code: "not-found" });
  });

  it("tells the generator when its reader leaves in the middle of waiting", async () => {
    let made: ReturnType<typeof source> | undefined;
    const response = await streamFrames(async (signal) => {
      made = source(["a"], signal);
      return made.frames;
    });
    const reader = response.body?.getReader();
    await reader?.read();
    const waiting = reader?.read();
    await reader?.cancel();
    await waiting;
    await vi.waitFor(() => expect(made?.notes.isClosed).toBe(true));
  });

  it("closes the generator of a reader that leaves between two batches", async () => {
    const { frames, notes } = source(["a", "b"]);
    const reader = (await streamFrames(async () => frames)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await vi.waitFor(() => expect(notes).toEqual({ asked: 1, isClosed: true }));
  });

  it("closes without a word to the reader when the generator fails, and says so in the log once", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    async function* failing(): AsyncGenerator<string, void> {
      yield "a";
      throw new Error("disk");
    }
    expect(await readAll(await streamFrames(async () => failing()))).toBe("a");
    expect(log).toHaveBeenCalledTimes(1);
  });

  it("cuts a reader that takes nothing for a minute", async () => {
    vi.useFakeTimers();
    const { frames, notes } = source(["a", "b"]);
    const reader = (await streamFrames(async () => frames)).body?.getReader();
    await reader?.read();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(notes.isClosed).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    await expect(reader?.read()).rejects.toMatchObject({ name: "AbortError" });
    expect(notes.isClosed).toBe(true);
  });
});

describe("ending all streams", () => {
  it("lets those that are ending end, then ends the rest", async () => {
    const ending = await streamFrames(async () => source(["last"]).frames);
    const lasting = await streamFrames(async (signal) => source(["first"], signal).frames);
    const texts = [readAll(ending), readAll(lasting)];
    await endStreams(50);
    expect(await Promise.all(texts)).toEqual(["last", "first"]);
  });

  it("waits for nobody when there is none", async () => {
    await endStreams(60_000);
  });
});
