import { createParser, type EventSourceMessage } from "eventsource-parser";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { numbered } from "#lib/testing/builders.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { withReasoningDeltas } from "./delta-frames.ts";
import { makeReasoningDeltas, type ReasoningDelta } from "./reasoning-delta.ts";
import { runFrames } from "./run-frames.ts";

async function* inBatches(events: readonly RunEvent[], size: number): AsyncGenerator<RunEvent[] | "silence"> {
  for (let at = 0; at < events.length; at += size) {
    yield events.slice(at, at + size);
    if (at === 0) yield "silence";
  }
}

async function write(batches: AsyncIterable<RunEvent[] | "silence">, behind?: (event: RunEvent) => string): Promise<string> {
  let text = "";
  const options = { isStale: () => false, ending: async () => null };
  for await (const frames of runFrames(batches, { ...options, ...(behind && { behind }) })) text += frames;
  return text;
}

async function withDeltas(events: readonly RunEvent[], after = 0, size = 3): Promise<string> {
  const stream = withReasoningDeltas(inBatches(events, size), after);
  return write(stream.batches, stream.behind);
}

function parse(text: string): EventSourceMessage[] {
  const messages: EventSourceMessage[] = [];
  createParser({ onEvent: (message) => messages.push(message) }).feed(text);
  return messages;
}

const shownIn = (text: string) => parse(text).filter(({ event }) => event === "reasoning_delta");

describe("a stream with reasoning_delta", () => {
  for (const { name, drafts } of scenarios) {
    it(`of "${name}" is the plain one and nothing but these frames beside it, each behind the event it comes from`, async () => {
      const events = numbered(drafts);
      const text = await withDeltas(events);
      expect(text.replace(/event: reasoning_delta\n[^\n]*\n\n/g, "")).toBe(await write(inBatches(events, 3)));
      const messages = parse(text).filter(({ event }) => event !== "ping");
      messages.forEach(({ event, data }, at) => {
        if (event !== "reasoning_delta") return;
        const raw = JSON.parse(messages[at - 1]?.data ?? "{}") as RunEvent;
        const { delta, item_id } = JSON.parse(data) as ReasoningDelta;
        expect(raw).toMatchObject({ type: "reasoning-delta", partId: item_id, delta });
      });
    });

    it(`of "${name}" brings a snapshot once, wherever the reader begins, from which its own follow`, async () => {
      const events = numbered(drafts).slice(0, 60);
      const made = makeReasoningDeltas();
      const all = events.flatMap((event) => made.next(event).map((delta) => ({ ...delta, seq: event.seq })));
      for (let after = 0; after <= events.length; after += 1) {
        const shown = shownIn(await withDeltas(events, after)).map(({ data }) => JSON.parse(data) as Partial<ReasoningDelta>);
        const expected = all.filter(({ seq }) => seq > after).map(({ seq: _, ...delta }) => delta);
        const plain = expected.map(({ snapshot, ...delta }, at) => (at === 0 ? { ...delta, snapshot } : delta));
        expect(shown).toEqual(plain);
      }
    });
  }

  it("moves no cursor: a reader that comes back asks for the event after the last raw one", async () => {
    const messages = shownIn(await withDeltas(numbered(scenarios.find(({ name }) => name === "thinking only")?.drafts ?? [])));
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.every(({ id }) => id === undefined)).toBe(true);
  });

  it("grows with the thought and not with its square", async () => {
    const sizeOf = async (count: number) => {
      const deltas = Array.from({ length: count }, (_, at) => ({
        type: "reasoning-delta" as const,
        partId: "p1",
        delta: "word ",
        at,
      }));
      return (await withDeltas(numbered(deltas), 0, 50)).length;
    };
    expect(await sizeOf(2000)).toBeLessThan(2.2 * (await sizeOf(1000)));
  });
});
