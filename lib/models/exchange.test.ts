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

  const bytesOf = async (exchange: ReturnType<typeof open>) => {
    const { next } = await exchange.open("http://provider/v1", {});
    let text = "";
    for (let chunk = await next(); chunk !== null; chunk = await next()) text += new TextDecoder().decode(chunk);
    exchange.close();
    return text;
  };

  it("P23 passes a document on that came instead of events, to whoever reads it itself", async () => {
    const body = `{"choices":[{"message":{"content":"${"é".repeat(100_000)}"}}]}`;
    const exchange = open(async () => new Response(body));
    expect(await bytesOf(exchange)).toBe(body);
    expect([exchange.isAnswered, exchange.fault]).toEqual([true, null]);
    const other = open(async () => new Response(body));
    await other.fetch("http://provider/v1");
    expect([other.isAnswered, other.fault]).toMatchObject([false, { code: "provider-bad-response" }]);
    other.close();
  });

  it("P27 knows a document that tells an error, whatever its status says", async () => {
    const exchange = open(async () => new Response('{"error":{"code":"insufficient_quota","message":"None left."}}'));
    expect(await bytesOf(exchange)).toBe("");
    expect([exchange.isAnswered, exchange.fault]).toMatchObject([false, { code: "provider-quota" }]);
  });

  it("passes lines of JSON on as they come", async () => {
    const headers = { "content-type": "application/x-ndjson; charset=utf-8" };
    const exchange = open(async () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"message":{"thinking":"Hm"}}\n')),
      });
      return new Response(body, { headers });
    });
    const { next } = await exchange.open("http://provider/v1", {});
    expect(new TextDecoder().decode((await next()) ?? undefined)).toContain("thinking");
    expect(exchange.isAnswered).toBe(true);
    exchange.close();
  });
});
