import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeGate } from "#lib/reasoning/gate.ts";
import { numbered } from "#lib/testing/builders.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { makeReasoningDeltas, type ReasoningDelta } from "#lib/wire/reasoning-delta.ts";
import { eventFrames } from "#lib/wire/run-frames.ts";
import { type ReadRunOptions, RunRefused, readRun } from "./read-run.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const events = numbered(scenario("thinking then tool"));

/** A server of this run that hangs up after so many events a connection. */
async function serve({ each = Number.POSITIVE_INFINITY, given = events }: { each?: number; given?: RunEvent[] } = {}) {
  const asked: { after: number; headers: IncomingHttpHeaders; bytes: number }[] = [];
  return listen((response, after, headers) => {
    const text = eventFrames(given.filter(({ seq }) => seq > after).slice(0, each));
    asked.push({ after, headers, bytes: text.length });
    response.writeHead(200, { "content-type": "text/event-stream" }).end(text);
  }, asked);
}

async function listen<Asked>(
  answer: (response: ServerResponse, after: number, headers: IncomingHttpHeaders) => void,
  asked: Asked,
) {
  const server = createServer((request, response) => {
    answer(response, Number(new URL(request.url ?? "", "http://x").searchParams.get("after")), request.headers);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function read(options: ReadRunOptions): Promise<(RunEvent | ReasoningDelta)[]> {
  const all: (RunEvent | ReasoningDelta)[] = [];
  for await (const one of readRun("run_1", options)) all.push(one);
  return all;
}

const withDeltas = (from: readonly RunEvent[]) => {
  const deltas = makeReasoningDeltas();
  return from.flatMap((event): (RunEvent | ReasoningDelta)[] => [event, ...deltas.next(event)]);
};

describe("a program that reads a run", () => {
  it("gets its events and nothing else unless it asks for more", async () => {
    const { baseUrl } = await serve();
    expect(await read({ baseUrl })).toEqual(events);
  });

  it("gets each thought's growth behind its event, with a snapshot that was made here of what came over the line once", async () => {
    const { baseUrl, asked } = await serve();
    expect(await read({ baseUrl, reasoningDeltas: true })).toEqual(withDeltas(events));
    expect(asked.map(({ bytes }) => bytes)).toEqual([eventFrames(events).length]);
  });

  it("gets the same though the line drops after every event, and nothing is sent to it twice", async () => {
    const { baseUrl, asked } = await serve({ each: 9 });
    expect(await read({ baseUrl, reasoningDeltas: true })).toEqual(withDeltas(events));
    expect(asked.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(eventFrames(events).length);
  });

  it("goes on after a number it kept, at every one of them, with the snapshots it would have had", async () => {
    const { baseUrl } = await serve();
    const whole = withDeltas(events);
    for (const { seq } of events) {
      const from = whole.findIndex((one) => "seq" in one && one.seq === seq + 1);
      const rest = from === -1 ? [] : whole.slice(from);
      if (seq < events.length) expect(await read({ baseUrl, after: seq, reasoningDeltas: true })).toEqual(rest);
    }
  });

  it("brings its key, and takes numbers that are left out for what its key may not see", async () => {
    const gate = makeGate("none");
    const shown = events.flatMap((event) => gate(event) ?? []);
    expect(shown.length).toBeLessThan(events.length);
    const { baseUrl, asked } = await serve({ given: shown });
    expect(await read({ baseUrl, key: "sk-test" })).toEqual(shown);
    expect(asked).toMatchObject([{ headers: { authorization: "Bearer sk-test" } }]);
  });

  it("is told when the server will not give the run", async () => {
    const { baseUrl } = await listen((response) => response.writeHead(404).end("{}"), []);
    const refused = await read({ baseUrl }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RunRefused);
    expect(refused).toMatchObject({ status: 404 });
  });

  it("may leave in the middle", async () => {
    const { baseUrl } = await serve();
    const seen: unknown[] = [];
    for await (const event of readRun("run_1", { baseUrl })) {
      seen.push(event);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual(events.slice(0, 3));
  });
});
