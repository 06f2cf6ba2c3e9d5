import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { endWith } from "./end-with.ts";

/** A body that gives the texts one by one when asked, and notes how it went. */
function source(texts: string[], error?: Error) {
  const notes = { asked: 0, isCancelled: false };
  const left = [...texts];
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (sink) => {
        notes.asked += 1;
        const text = left.shift();
        if (text !== undefined) return sink.enqueue(new TextEncoder().encode(text));
        if (error) throw error;
        sink.close();
      },
      cancel: () => {
        notes.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, notes };
}

describe("a response that ends with a signal", () => {
  it("is the same as long as nothing happens", async () => {
    const { body } = source(["a", "b"]);
    const response = endWith(new Response(body, { status: 201, headers: { "x-kind": "a" } }), new AbortController().signal);
    expect([response.status, response.headers.get("x-kind"), await response.text()]).toEqual([201, "a", "ab"]);
    const empty = new Response(null, { status: 204 });
    expect(endWith(empty, new AbortController().signal)).toBe(empty);
  });

  it("asks for more only when it is read", async () => {
    const { body, notes } = source(["a", "b"]);
    const reader = endWith(new Response(body), new AbortController().signal).body?.getReader();
    await sleep(0);
    expect(notes.asked).toBe(0);
    await reader?.read();
    await sleep(0);
    expect(notes.asked).toBe(1);
    await reader?.cancel();
    expect(notes.isCancelled).toBe(true);
  });

  it("breaks between two reads and in the middle of one, without what comes later: no part is taken for the whole", async () => {
    const between = source(["a", "b"]);
    const end = new AbortController();
    const reader = endWith(new Response(between.body), end.signal).body?.getReader();
    await reader?.read();
    end.abort();
    await expect(reader?.read()).rejects.toThrow("before it was complete");
    expect(between.notes).toEqual({ asked: 1, isCancelled: true });

    const silent = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) }, { highWaterMark: 0 });
    const late = new AbortController();
    const reading = endWith(new Response(silent), late.signal).text();
    late.abort();
    await expect(reading).rejects.toThrow("before it was complete");
  });

  it("fails as its body does", async () => {
    const { body } = source(["a"], new Error("boom"));
    await expect(endWith(new Response(body), new AbortController().signal).text()).rejects.toThrow("boom");
  });

  it("leaves nothing behind on a signal that lives long", async () => {
    const { signal } = new AbortController();
    const counts = { added: 0, removed: 0 };
    const watched = new Proxy(signal, {
      get: (target, name) => {
        if (name === "addEventListener") counts.added += 1;
        if (name === "removeEventListener") counts.removed += 1;
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    await endWith(new Response(source(["a"]).body), watched).text();
    await endWith(new Response(source(["a"]).body), watched).body?.cancel();
    await endWith(new Response(source([], new Error("boom")).body), watched)
      .text()
      .catch(() => undefined);
    expect(counts).toEqual({ added: 3, removed: 3 });
  });
});
