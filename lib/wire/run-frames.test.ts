import { createParser, type EventSourceMessage } from "eventsource-parser";
import { describe, expect, it } from "vitest";
import { type Draft, type RunEvent, unknownUsage } from "#lib/reasoning/event.ts";
import { eventFrames, opening, runFrames } from "./run-frames.ts";

const number = (drafts: Draft[]): RunEvent[] =>
  drafts.map((draft, index) => ({ ...draft, runId: "run_1", seq: index + 1, at: 1000 + index }));

const thought: Draft[] = [
  { type: "reasoning-start", partId: "p1", form: "full" },
  { type: "reasoning-delta", partId: "p1", delta: "a\nb" },
  { type: "reasoning-end", partId: "p1", seal: { issuer: "x", data: "SECRET" } },
];
const end: Draft = { type: "run-end", status: "completed", reason: "stop", usage: unknownUsage, error: null };

function parse(text: string): EventSourceMessage[] {
  const messages: EventSourceMessage[] = [];
  createParser({ onEvent: (message) => messages.push(message) }).feed(text);
  return messages;
}

async function* of<T>(...batches: T[]): AsyncGenerator<T> {
  yield* batches;
}

async function collect(
  batches: AsyncIterable<RunEvent[] | "silence">,
  options: Partial<Parameters<typeof runFrames>[1]> = {},
): Promise<string[]> {
  const written: string[] = [];
  for await (const text of runFrames(batches, { isStale: () => false, ending: async () => null, ...options })) written.push(text);
  return written;
}

describe("events on the wire", () => {
  it("carry their number as id and begin with run, number and time", () => {
    const [start, delta] = parse(eventFrames(number(thought)));
    expect(start).toMatchObject({ id: "1", event: "event" });
    expect(delta?.data).toBe('{"runId":"run_1","seq":2,"at":1001,"type":"reasoning-delta","partId":"p1","delta":"a\\nb"}');
  });

  it("leave through the gate: no seal goes out", () => {
    expect(eventFrames(number(thought))).not.toMatch(/SECRET|seal|issuer/);
  });
});

describe("a stream of a run", () => {
  it("opens with a kilobyte that is no event, so that nothing holds it back", () => {
    expect(opening.length).toBeGreaterThan(1024);
    expect(parse(opening)).toEqual([]);
  });

  it("writes the events of a batch at once, a ping in silence, and the end with the last event", async () => {
    const events = number([...thought, end]);
    const written = await collect(of<RunEvent[] | "silence">(events.slice(0, 2), "silence", events.slice(2)));
    expect(written).toHaveLength(4);
    expect(written[1]).toBe(eventFrames(events.slice(0, 2)));
    const messages = parse(written.join(""));
    expect(messages.map(({ event, id }) => [event, id])).toEqual([
      ["event", "1"],
      ["event", "2"],
      ["ping", undefined],
      ["event", "3"],
      ["event", "4"],
      ["end", undefined],
    ]);
    expect(messages.at(-1)?.data).toBe('{"status":"completed","seq":4}');
  });

  it("says the end to a reader that had every event already", async () => {
    const written = await collect(of(), { ending: async () => ({ status: "stopped", seq: 9 }) });
    expect(parse(written.join("")).map(({ data }) => data)).toEqual(['{"status":"stopped","seq":9}']);
  });

  it("closes without an end when the run goes on", async () => {
    const written = await collect(of(number(thought)));
    expect(parse(written.join("")).map(({ event }) => event)).toEqual(["event", "event", "event"]);
  });

  it("closes between two batches when it has become stale, and gives its source back", async () => {
    let isClosed = false;
    async function* source(): AsyncGenerator<RunEvent[]> {
      try {
        for (const event of number(thought)) yield [event];
      } finally {
        isClosed = true;
      }
    }
    let asked = 0;
    const written = await collect(source(), {
      isStale: () => ++asked === 2,
      ending: async () => ({ status: "completed", seq: 3 }),
    });
    expect(parse(written.join("")).map(({ id }) => id)).toEqual(["1", "2"]);
    expect(isClosed).toBe(true);
  });
});
