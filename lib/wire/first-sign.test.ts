import { describe, expect, it } from "vitest";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { answer, begin, cutError, end, firstByte, stepEnd, stepStart, thought } from "#lib/testing/beats.ts";
import { type Beat, timed } from "#lib/testing/builders.ts";
import { gated } from "#lib/testing/chat-stories.ts";
import { untilFirstSign } from "./first-sign.ts";

const events = (...beats: Beat[][]) => gated(timed(beats.flat()));
const aMoment = 10_000;

function source(...batches: (RunEvent[] | "silence" | Promise<never>)[]) {
  const notes = { read: 0, isClosed: false };
  async function* all(): AsyncGenerator<RunEvent[] | "silence", void> {
    try {
      for (const batch of batches) {
        notes.read += 1;
        yield await batch;
      }
    } finally {
      notes.isClosed = true;
    }
  }
  return { notes, batches: all() };
}

async function collect(batches: AsyncIterable<RunEvent[] | "silence">) {
  const all: (RunEvent[] | "silence")[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

describe("the first sign of an answer", () => {
  it("is a failure when the run failed and nothing was said: that is told by a status", async () => {
    const failed = events(begin, stepStart(), stepEnd(1, "error"), end("failed", "error", cutError));
    expect((await untilFirstSign(source(failed.slice(0, 2), "silence", failed.slice(2)).batches, aMoment)).failure).toEqual(
      cutError,
    );
    const cut = events(begin, end("interrupted", "shutdown"));
    expect((await untilFirstSign(source(cut).batches, aMoment)).failure).toMatchObject({ code: "shutting-down" });
  });

  it("is none after a word, a thought, or the first byte of the provider, in the same commit too", async () => {
    for (const said of [answer("p1", "Yes."), thought("p1", "So."), [firstByte()]]) {
      const all = events(begin, stepStart(), said, stepEnd(1, "error"), end("failed", "error", cutError));
      const { failure, batches } = await untilFirstSign(source(all).batches, aMoment);
      expect(failure).toBeNull();
      expect(await collect(batches)).toEqual([all]);
    }
  });

  it("is not waited for any longer, and whatever was read is still told, once and in order", async () => {
    const all = events(begin, stepStart(), [firstByte()], answer("p1", "Yes."), stepEnd(), end());
    const made = source(all.slice(0, 2), all.slice(2, 3), all.slice(3));
    const { failure, batches } = await untilFirstSign(made.batches, aMoment);
    expect([failure, made.notes.read]).toEqual([null, 2]);
    expect(await collect(batches)).toEqual([all.slice(0, 2), all.slice(2, 3), all.slice(3)]);
  });

  it("is not waited for beyond its time, and what comes then is not lost", async () => {
    const late = Promise.withResolvers<RunEvent[]>();
    async function* slow(): AsyncGenerator<RunEvent[], void> {
      yield events(begin);
      yield await late.promise;
    }
    const { failure, batches } = await untilFirstSign(slow(), 5);
    expect(failure).toBeNull();
    const rest = events(begin, stepStart(), answer("p1", "Yes.")).slice(1);
    late.resolve(rest);
    expect(await collect(batches)).toEqual([events(begin), rest]);
  });

  it("throws what reading throws", async () => {
    await expect(untilFirstSign(source(Promise.reject(new Error("gone"))).batches, aMoment)).rejects.toThrow("gone");
  });

  it("closes the reading when its reader leaves", async () => {
    const made = source(events(begin, [firstByte()]), events(begin));
    const { batches } = await untilFirstSign(made.batches, aMoment);
    await batches.next();
    await batches.return();
    expect(made.notes.isClosed).toBe(true);
  });
});
