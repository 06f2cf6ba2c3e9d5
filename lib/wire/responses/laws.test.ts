import fc from "fast-check";
import { ResponseStream } from "openai/lib/responses/ResponseStream";
import { describe, expect, it } from "vitest";
import { exposures } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { anyRecut } from "#lib/testing/arbitrary.ts";
import { clientToolStory } from "#lib/testing/chat-stories.ts";
import { assemble, framesOf, gatedStory, readFrames, responseRunId } from "#lib/testing/response-client.ts";
import { scenarios } from "#lib/testing/scenarios.ts";

const stories = [...scenarios, { name: "the client's tools", drafts: clientToolStory }];
/** The same story, its deltas cut elsewhere, through the middle of characters too. */
const anyTelling: fc.Arbitrary<TimedDraft[]> = fc
  .constantFrom(...stories.filter(({ name }) => name !== "huge"))
  .chain(({ drafts }) => anyRecut(drafts, 5));
const anyExposure = fc.constantFrom(...exposures);
const anyWish = fc.record({
  isRaw: fc.boolean(),
  seal: fc.constantFrom(null, ({ partId }: { partId: string }) => `sealed ${partId}`),
});

/** Half a character that nothing followed is no text. */
const whole = (text: string) => text.toWellFormed();

describe("law 7: what a client puts together is what the View says", () => {
  it("holds for every scenario, exposure and wish, however the text was cut", async () => {
    await fc.assert(
      fc.asyncProperty(anyTelling, anyExposure, anyWish, async (drafts, exposure, wish) => {
        // A response ends where the client is waited for; what follows is another.
        const all = gatedStory(drafts, exposure);
        const wait = all.findIndex((event) => event.type === "run-wait" && event.for === "client");
        const events = wait === -1 ? all : all.slice(0, wait + 1);
        const view = foldAll(emptyView(responseRunId), events);
        const { text, thoughts } = assemble(readFrames(await framesOf(events, wish)).events);
        expect(text).toBe(view.parts.map((part) => (part.kind === "text" ? whole(part.text) : "")).join(""));
        expect(thoughts).toEqual(view.parts.flatMap((part) => (part.kind === "reasoning" ? [whole(part.text)] : [])));
      }),
      { numRuns: 300 },
    );
  });

  it.each(stories.map(({ name, drafts }) => [name, drafts] as const))("holds for %s as it is", async (_, drafts) => {
    for (const exposure of exposures) {
      const { events } = readFrames(await framesOf(gatedStory(drafts, exposure)));
      expect(() => assemble(events)).not.toThrow();
    }
  });
});

describe("a response that is asked for again", () => {
  it("killed at every index and resumed equals one that was never cut, to the letter", async () => {
    await fc.assert(
      fc.asyncProperty(anyTelling, anyExposure, anyWish, fc.nat(), async (drafts, exposure, wish, cut) => {
        const events = gatedStory(drafts, exposure);
        const whole = await framesOf(events, wish);
        const all = readFrames(whole).events;
        const at = all.length === 0 ? 0 : cut % all.length;
        const rest = await framesOf(events, wish, at);
        expect(whole.endsWith(rest)).toBe(true);
        expect(readFrames(rest).events).toEqual(all.slice(at + 1));
      }),
      { numRuns: 200 },
    );
    for (const { drafts } of stories.filter(({ name }) => name !== "huge")) {
      const events = gatedStory(drafts);
      const all = readFrames(await framesOf(events)).events;
      for (const { sequence_number } of all) {
        const rest = readFrames(await framesOf(events, {}, sequence_number)).events;
        expect([...all.slice(0, sequence_number + 1), ...rest]).toEqual(all);
      }
    }
  });

  it("has nothing but the end for a reader that has all of it", async () => {
    const events = gatedStory(clientToolStory);
    expect(await framesOf(events, {}, 9999)).toBe("data: [DONE]\n\n");
  });
});

describe("OpenAI's own accumulator", () => {
  it("puts every scenario together to what we say it is, at every exposure and wish", async () => {
    for (const { drafts } of stories) {
      for (const exposure of exposures) {
        for (const isRaw of [false, true]) {
          const { events } = readFrames(await framesOf(gatedStory(drafts, exposure), { isRaw }));
          if (events.length === 0) continue;
          const lines = events.map((event) => `${JSON.stringify(event)}\n`).join("");
          const { output, status } = await ResponseStream.fromReadableStream(new Response(lines).body as never).finalResponse();
          const { last } = assemble(events);
          const isWhole = last !== null && last.status !== "in_progress";
          expect(status).toBe(last?.status);
          if (isWhole) expect(withoutParsed(output)).toEqual(last.output);
        }
      }
    }
  });
});

/** What it adds for structured outputs. */
function withoutParsed(output: unknown): unknown {
  return JSON.parse(JSON.stringify(output, (key, value) => (key.startsWith("parsed") ? undefined : value)));
}
