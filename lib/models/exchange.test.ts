import { describe, expect, it } from "vitest";
import { mostBodyBytes, openExchange } from "./exchange.ts";

const megabyte = new Uint8Array(1 << 20).fill(0x0a);

function open(reach: typeof fetch, stallMs = 20_000) {
  return openExchange({ reach, signal: new AbortController().signal, stallMs });
}

async function sizeOf(response: Response): Promise<number> {
  let size = 0;
  if (response.body) for await (const chunk of response.body) size += chunk.byteLength;
  return size;
}

describe("an exchange with a provider", () => {
  it("is cut where the body grows past the limit, and what came before is passed on", async () => {
    let isCancelled = false;
    const exchange = open(async () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode("data: x\n\n")),
        pull: (controller) => controller.enqueue(megabyte),
        cancel: () => {
          isCancelled = true;
        },
      });
      return new Response(body);
    });
    const size = await sizeOf(await exchange.fetch("http://provider/v1"));
    expect(size).toBeGreaterThan(mostBodyBytes - 2 * megabyte.byteLength);
    expect(size).toBeLessThanOrEqual(mostBodyBytes);
    expect(exchange.fault).toMatchObject({ code: "answer-too-long" });
    expect(isCancelled).toBe(true);
    exchange.close();
  });

  it("reads no faster than it is read", async () => {
    let pulls = 0;
    const exchange = open(async () => {
      const body = new ReadableStream<Uint8Array>(
        {
          pull: (controller) => {
            pulls += 1;
            controller.enqueue(new TextEncoder().encode("data: x\n\n"));
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(body);
    });
    const response = await exchange.fetch("http://provider/v1");
    await new Promise(setImmediate);
    expect(pulls).toBe(1);
    await response.body?.cancel();
    expect(exchange.fault).toBeNull();
  });

  it("follows no redirect and keeps nothing", async () => {
    let seen: RequestInit | undefined;
    const exchange = open(async (_, init) => {
      seen = init;
      return new Response(null, { status: 307, headers: { location: "http://elsewhere/" } });
    });
    const response = await exchange.fetch("http://provider/v1", { method: "POST", body: "{}" });
    expect(response.status).toBe(307);
    expect(seen).toMatchObject({ method: "POST", body: "{}", redirect: "manual", cache: "no-store" });
    expect(exchange.isAnswered).toBe(false);
    exchange.close();
  });

  it("takes blanks and a byte order mark before the first event", async () => {
    const exchange = open(async () => new Response("\uFEFF\n\n  \n: hello\n\ndata: x\n\n"));
    await exchange.fetch("http://provider/v1");
    expect(exchange.isAnswered).toBe(true);
    exchange.close();
  });
});
