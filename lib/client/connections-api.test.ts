import { describe, expect, it } from "vitest";
import type { TestReport, TestStep } from "#lib/connections/test-report.ts";
import { encodeFrame } from "#lib/wire/sse.ts";
import { createCall } from "./call.ts";
import { createConnectionsApi } from "./connections-api.ts";

const step: TestStep = { step: "address", state: "ok", message: "It listens.", ms: 3 };
const report: TestReport = { at: 1, modelId: "m", steps: [step] };

/** An API whose answer is `pieces`, then its end or a broken line. */
function apiThatSays(pieces: readonly string[], isBroken = false) {
  const body = new ReadableStream<Uint8Array>({
    start(sink) {
      for (const piece of pieces) sink.enqueue(new TextEncoder().encode(piece));
      if (isBroken) sink.error(new TypeError("network"));
      else sink.close();
    },
  });
  return createConnectionsApi(createCall(), async () => new Response(body));
}

async function test(api: ReturnType<typeof createConnectionsApi>) {
  const heard: TestStep[] = [];
  const result = api.test("openai", { signal: new AbortController().signal, onStep: (one) => heard.push(one) });
  return { heard, result };
}

describe("a test of a connection in the page", () => {
  it("tells each step, however the stream is cut, and gives the report", async () => {
    const whole = encodeFrame({ event: "step", data: step }) + encodeFrame({ event: "end", data: report });
    for (let at = 0; at <= whole.length; at += 7) {
      const { heard, result } = await test(apiThatSays([whole.slice(0, at), whole.slice(at)]));
      await expect(result).resolves.toEqual(report);
      expect(heard).toEqual([step]);
    }
  });

  it.each([
    ["ends", false],
    ["breaks", true],
  ])("keeps the steps that came before the stream %s too early, and says so", async (_, isBroken) => {
    const { heard, result } = await test(apiThatSays([encodeFrame({ event: "step", data: step })], isBroken));
    await expect(result).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("did not come to its end"),
    });
    if (!isBroken) expect(heard).toEqual([step]);
  });

  it("passes on why it was refused", async () => {
    const body = { error: { code: "conflict", message: "It is being tested already.", suggestion: "Wait.", requestId: "req_1" } };
    const api = createConnectionsApi(createCall(), async () => Response.json(body, { status: 409 }));
    await expect((await test(api)).result).rejects.toMatchObject({ code: "conflict", message: "It is being tested already." });
  });
});

describe("a refused change", () => {
  it("names the field at fault", async () => {
    const body = { error: { code: "bad-request", message: "No.", suggestion: "Check.", requestId: "req_1", field: "baseUrl" } };
    const call = createCall({ fetch: async () => Response.json(body, { status: 400 }) });
    await expect(createConnectionsApi(call).create({ kind: "openai" })).rejects.toMatchObject({ field: "baseUrl" });
  });
});
