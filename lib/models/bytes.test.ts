import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type JoinedPart, modelAt, partsOf, runStep, wires } from "#lib/testing/step.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const path = { openai: "responses", compatible: "chat/completions" };

/** An answer of the scripted provider as it was on the wire. */
async function record(wire: (typeof wires)[number], model: string): Promise<Uint8Array> {
  const response = await fetch(`${upstream.url}/${path[wire]}`, {
    method: "POST",
    body: JSON.stringify({
      model,
      include: ["reasoning.encrypted_content"],
      stream_options: { include_usage: true },
      messages: [{ role: "user", content: "Hi" }],
    }),
  });
  return new Uint8Array(await response.arrayBuffer());
}

/** A provider that sends these bytes, cut before each of these places. */
function replay(bytes: Uint8Array, cuts: readonly number[]): typeof fetch {
  const edges = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].sort((a, b) => a - b);
  return async () =>
    new Response(
      new ReadableStream({
        start(controller) {
          edges.slice(1).forEach((edge, index) => {
            controller.enqueue(bytes.slice(edges[index], edge));
          });
          controller.close();
        },
      }),
      { headers: { "content-type": "text/event-stream" } },
    );
}

describe.each(wires)("the bytes of an answer over %s", (wire) => {
  it.each(["think-then-answer", "empty-field-beside", "tags-split", "interleaved", "sealed"])(
    "of %s may be cut anywhere",
    async (scenario) => {
      const bytes = await record(wire, scenario);
      const model = modelAt(wire, upstream.url, scenario);
      const play = async (cuts: number[]): Promise<JoinedPart[]> => {
        const { drafts, outcome } = await runStep({ ...model, reach: replay(bytes, cuts) });
        expect(outcome.finish).toBe("stop");
        return partsOf(drafts);
      };
      const whole = await play([]);
      expect(whole.length).toBeGreaterThan(0);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 60 }), async (cuts) => {
          expect(await play(cuts)).toEqual(whole);
        }),
        { numRuns: 25 },
      );
    },
  );

  it("may stop anywhere: what came whole is kept, and it never counts as an answer", async () => {
    const bytes = await record(wire, "think-then-answer");
    const model = modelAt(wire, upstream.url, "think-then-answer");
    const { drafts } = await runStep({ ...model, reach: replay(bytes, []) });
    const whole = partsOf(drafts)
      .map(({ text }) => text)
      .join("");
    const finished = Buffer.from(bytes).lastIndexOf(wire === "openai" ? "event: response.completed" : '"finish_reason":"stop"');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: finished }), async (end) => {
        const cut = await runStep({ ...model, reach: replay(bytes.slice(0, end), []) });
        expect(cut.outcome.finish).toBe("error");
        expect(["provider-cut", "provider-bad-response"]).toContain(cut.outcome.error?.code);
        expect(partsOf(cut.drafts).every(({ isClosed }) => isClosed)).toBe(true);
        expect(
          whole.startsWith(
            partsOf(cut.drafts)
              .map(({ text }) => text)
              .join(""),
          ),
        ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("end at a line without an end, soon and in little memory", async () => {
    const before = process.memoryUsage().rss;
    const { outcome } = await runStep(modelAt(wire, upstream.url, "endless-line"));
    expect(outcome.error?.code).toBe("answer-too-long");
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    await upstream.abortSeen();
  });
});
