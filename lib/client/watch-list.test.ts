import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Surroundings } from "./surroundings.ts";
import { type WatchListOptions, watchList } from "./watch-list.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that answers each connection as the script says. */
async function serve(script: (response: ServerResponse, connection: number) => void) {
  let connections = 0;
  const server = createServer((_request, response) => script(response, ++connections));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { count: () => connections, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const changed = "event: changed\ndata: 0\n\n";
const ping = "event: ping\ndata: 0\n\n";
const open = (response: ServerResponse) => response.writeHead(200, { "content-type": "text/event-stream" });

/** A page that can be put to sleep and woken. */
function page() {
  let isAsleep = false;
  const listeners = new Set<(change: "asleep" | "awake" | "online") => void>();
  const surroundings: Surroundings = {
    isAsleep: () => isAsleep,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const become = (change: "asleep" | "awake") => {
    isAsleep = change === "asleep";
    for (const listener of [...listeners]) listener(change);
  };
  return { surroundings, become };
}

/** A watch by a page that is awake, unless it is said otherwise. */
function follow(baseUrl: string, options: Partial<WatchListOptions> = {}) {
  const leave = new AbortController();
  closers.push(() => leave.abort());
  const { surroundings } = page();
  const turn = async () => () => {};
  const words = watchList({ signal: leave.signal, surroundings, random: () => 0, turn, baseUrl, ...options });
  return { words, leave };
}

describe("the watch over the list", () => {
  it("says that something changed, whether one word or many came at once, and nothing for a ping", async () => {
    const { baseUrl } = await serve((response) => {
      open(response).write(`retry: 1000\n\n: aloud\n\n${changed}`);
      setTimeout(() => response.write(ping), 20);
      setTimeout(() => response.write(changed + ping + changed), 40);
      setTimeout(() => response.end(), 60);
    });
    const { words, leave } = follow(baseUrl);
    expect((await words.next()).value).toBe("changed");
    expect((await words.next()).value).toBe("changed");
    leave.abort();
    expect(await words.next()).toEqual({ done: true, value: undefined });
  });

  it("comes back after a line that ended, and says again that something may have changed", async () => {
    const { baseUrl, count } = await serve((response) => open(response).end(changed));
    const { words } = follow(baseUrl);
    for (const _time of [1, 2, 3]) expect((await words.next()).value).toBe("changed");
    expect(count()).toBeGreaterThanOrEqual(3);
  });

  it("takes a silent line for dead", async () => {
    const { baseUrl, count } = await serve((response) => open(response).write(changed));
    const { words } = follow(baseUrl, { silenceMs: 30 });
    await words.next();
    await words.next();
    // A slow machine may find a line silent before its first word came.
    expect(count()).toBeGreaterThanOrEqual(2);
  });

  it("gives its line back while the page sleeps, and has one again when it wakes", async () => {
    const lines: ServerResponse[] = [];
    const { baseUrl } = await serve((response) => {
      lines.push(response);
      open(response).write(changed);
    });
    const { surroundings, become } = page();
    const { words } = follow(baseUrl, { surroundings });
    await words.next();
    const next = words.next();
    const [line] = lines;
    if (!line) throw new Error("There was no line.");
    const closed = once(line, "close");
    become("asleep");
    await closed;
    expect(lines).toHaveLength(1);
    become("awake");
    expect((await next).value).toBe("changed");
    expect(lines).toHaveLength(2);
  });

  it("listens in one page only, and hands on to another when it leaves", async () => {
    const { baseUrl, count } = await serve((response) => open(response).write(changed));
    const waiting: (() => void)[] = [];
    let isTaken = false;
    const turn = () =>
      new Promise<() => void>((resolve) => {
        const take = () => {
          isTaken = true;
          resolve(() => {
            isTaken = false;
            waiting.shift()?.();
          });
        };
        if (isTaken) waiting.push(take);
        else take();
      });
    const first = follow(baseUrl, { turn });
    await first.words.next();
    const second = follow(baseUrl, { turn });
    const heard = second.words.next();
    expect(count()).toBe(1);
    first.leave.abort();
    await first.words.next();
    expect((await heard).value).toBe("changed");
    expect(count()).toBe(2);
  });

  it("ends where the server will not tell", async () => {
    const { baseUrl, count } = await serve((response) => response.writeHead(403).end());
    const { words } = follow(baseUrl);
    expect((await words.next()).done).toBe(true);
    expect(count()).toBe(1);
  });
});
