import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { backoffMs } from "./backoff.ts";
import type { Surroundings } from "./surroundings.ts";
import { type WatchSignal, watchRun } from "./watch-run.ts";

const awake: Surroundings = { isAsleep: () => false, subscribe: () => () => {} };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that answers each connection as the script says; `asked` holds the cursors it was asked for. */
async function serve(script: (response: ServerResponse, connection: number, after: number) => void) {
  const asked: number[] = [];
  const server = createServer((request, response) => {
    const after = Number(new URL(request.url ?? "", "http://x").searchParams.get("after"));
    asked.push(after);
    script(response, asked.length, after);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function frame(seq: number, last: number): string {
  const draft =
    seq === last
      ? { type: "run-end", status: "completed", reason: "stop", usage: {}, error: null }
      : { type: "text-delta", partId: "p1", delta: `${seq} ` };
  return `id: ${seq}\nevent: event\ndata: ${JSON.stringify({ runId: "run_1", seq, at: 1000 + seq, ...draft })}\n\n`;
}

function open(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { "content-type": "text/event-stream" });
}

async function collect(tail: AsyncIterable<WatchSignal>): Promise<{ events: RunEvent[]; other: string[] }> {
  const events: RunEvent[] = [];
  const other: string[] = [];
  for await (const signal of tail) {
    if (signal.kind === "events") events.push(...signal.events);
    else other.push(signal.kind);
  }
  return { events, other };
}

function tail(baseUrl: string, options: Partial<Parameters<typeof watchRun>[1]> = {}) {
  return watchRun("run_1", {
    after: 0,
    signal: new AbortController().signal,
    surroundings: awake,
    random: () => 0,
    baseUrl,
    ...options,
  });
}

const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);

describe("the tail of a run", () => {
  it("delivers every event once and in order though the line drops after each one", async () => {
    const { baseUrl, asked } = await serve((response, _connection, after) => open(response).end(frame(after + 1, 12)));
    const { events } = await collect(tail(baseUrl));
    expect(events.map((event) => event.seq)).toEqual(numbers(12));
    expect(asked).toEqual(numbers(12, 0));
  });

  it("takes a polite end of the stream without the last event as a lost line", async () => {
    const { baseUrl, asked } = await serve((response, connection) =>
      open(response).end(
        numbers(connection === 1 ? 7 : 9)
          .map((seq) => frame(seq, 9))
          .join(""),
      ),
    );
    const { events } = await collect(tail(baseUrl));
    expect(events.map((event) => event.seq)).toEqual(numbers(9));
    expect(asked).toEqual([0, 7]);
  });

  it("asks again from the last good number when one is missing", async () => {
    const { baseUrl, asked } = await serve((response, connection, after) => {
      const seqs = connection === 1 ? [1, 2, 5, 6] : numbers(6 - after, after + 1);
      open(response).end(seqs.map((seq) => frame(seq, 6)).join(""));
    });
    const { events } = await collect(tail(baseUrl));
    expect(events.map((event) => event.seq)).toEqual(numbers(6));
    expect(asked).toEqual([0, 2]);
  });

  it("ends on the end frame when there was nothing left to read", async () => {
    const { baseUrl, asked } = await serve((response) =>
      open(response).end('event: end\ndata: {"status":"completed","seq":3}\n\n'),
    );
    const { events } = await collect(tail(baseUrl, { after: 3 }));
    expect(events).toEqual([]);
    expect(asked).toEqual([3]);
  });

  it.each([401, 403, 404, 410])("gives up at once on %i", async (status) => {
    const { baseUrl, asked } = await serve((response) => response.writeHead(status).end("{}"));
    expect((await collect(tail(baseUrl))).other).toEqual(["gone"]);
    expect(asked).toEqual([0]);
  });

  it("goes on through refusals that may pass, and says that the line is lost and then back", async () => {
    const { baseUrl } = await serve((response, connection) => {
      if (connection <= 3) response.writeHead(503).end("{}");
      else open(response).end(frame(1, 1));
    });
    const { events, other } = await collect(tail(baseUrl));
    expect(other).toEqual(["lost", "lost", "live"]);
    expect(events).toHaveLength(1);
  });

  it("hangs up on a silent line and reads on from its number", async () => {
    const { baseUrl, asked } = await serve((response, connection) => {
      if (connection === 1) open(response).write(frame(1, 2));
      else open(response).end(frame(2, 2));
    });
    const { events } = await collect(tail(baseUrl, { silenceMs: 50 }));
    expect(events.map((event) => event.seq)).toEqual([1, 2]);
    expect(asked).toEqual([0, 1]);
  });

  it("lets a sleeping page's connection go and resumes when it is shown", async () => {
    let isAsleep = false;
    const listeners = new Set<(change: "asleep" | "awake" | "online") => void>();
    const surroundings: Surroundings = {
      isAsleep: () => isAsleep,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const change = (next: boolean) => {
      isAsleep = next;
      for (const listener of [...listeners]) listener(next ? "asleep" : "awake");
    };
    const { baseUrl } = await serve((response, connection) => {
      if (connection > 1) return void open(response).end(frame(2, 2));
      open(response).write(frame(1, 2));
      response.on("close", () => change(false));
    });
    const seqs: number[] = [];
    for await (const signal of tail(baseUrl, { surroundings })) {
      if (signal.kind !== "events") continue;
      seqs.push(...signal.events.map((event) => event.seq));
      if (seqs.length === 1) change(true);
    }
    expect(seqs).toEqual([1, 2]);
  });

  it("stops when it is told to", async () => {
    const { baseUrl } = await serve((response) => open(response).write(frame(1, 9)));
    const abort = new AbortController();
    const seen: WatchSignal[] = [];
    for await (const signal of tail(baseUrl, { signal: abort.signal })) {
      seen.push(signal);
      abort.abort();
    }
    expect(seen).toHaveLength(1);
  });
});

describe("the wait between two connections", () => {
  it("makes at most ten requests in half a minute against a server that always hangs up", () => {
    for (const random of [0, 0.25, 0.5, 0.999]) {
      let at = 0;
      let requests = 1;
      for (let failures = 1; at <= 30_000; failures += 1) {
        at += backoffMs(failures, random);
        if (at <= 30_000) requests += 1;
      }
      expect(requests).toBeLessThanOrEqual(10);
    }
  });

  it("is never longer than eight seconds", () => {
    for (let failures = 0; failures < 200; failures += 1) expect(backoffMs(failures, 0.999)).toBeLessThanOrEqual(8000);
  });
});
