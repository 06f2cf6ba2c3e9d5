import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bytesOf, nativeModel, natives, replay } from "#lib/testing/native.ts";
import { partsOf, runStep } from "#lib/testing/step.ts";
import { scenarios } from "#lib/testing/upstream/scenarios.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

describe.each(natives)("the bytes of an answer of %s", (kind, modelId) => {
  const record = (scenario: string) => {
    const play = scenarios[scenario];
    if (play === undefined) throw new Error(`No scenario ${scenario}`);
    upstream.script(modelId, play);
    return bytesOf(nativeModel(kind, upstream, modelId));
  };
  const play = (bytes: Uint8Array, ...cuts: number[]) =>
    runStep({ ...nativeModel(kind, upstream, modelId), reach: replay(bytes, ...cuts) });

  it.each(["think-then-answer", "interleaved", "sealed", "tags", "thinking-only", "ugly-markdown"])(
    "of %s may be cut anywhere",
    async (scenario) => {
      const bytes = await record(scenario);
      const whole = await play(bytes);
      expect(whole.outcome.finish).toBe("stop");
      expect(partsOf(whole.drafts).length).toBeGreaterThan(0);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length - 1), { maxLength: 60 }), async (cuts) => {
          const { drafts, outcome } = await play(bytes, ...cuts);
          expect(partsOf(drafts)).toEqual(partsOf(whole.drafts));
          expect(outcome).toEqual(whole.outcome);
        }),
        { numRuns: 25 },
      );
    },
  );

  it("may stop anywhere: what came whole is kept, and it never counts as an answer", async () => {
    const bytes = await record("think-then-answer");
    const joined = async (part: Uint8Array) => {
      const { drafts, outcome } = await play(part);
      expect(partsOf(drafts).every(({ isClosed }) => isClosed)).toBe(true);
      return {
        text: partsOf(drafts)
          .map(({ text }) => text)
          .join(""),
        outcome,
      };
    };
    const { text: whole } = await joined(bytes);
    const finished = Buffer.from(bytes).lastIndexOf(kind === "anthropic" ? '"stop_reason"' : '"finishReason"');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: finished }), async (end) => {
        const { text, outcome } = await joined(bytes.slice(0, end));
        expect(["provider-cut", "provider-bad-response"]).toContain(outcome.error?.code);
        expect(whole.startsWith(text)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
