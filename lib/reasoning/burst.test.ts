import { describe, expect, it } from "vitest";
import { aView, type Beat, timed } from "#lib/testing/builders.ts";
import { burstsOf } from "./burst.ts";
import type { ReasoningForm } from "./event.ts";
import { toLedger, toSegments } from "./spans.ts";
import { emptyView } from "./view.ts";

const begin: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "low" }],
  [0, { type: "step-start", step: 1, effortSent: null }],
  [50, { type: "status", level: "info", code: "first-byte", message: "It began." }],
];

/** A thought that begins after a wait and takes so long for so many characters. */
function thought(partId: string, waitMs: number, length: number, ms: number, form: ReasoningForm = "full"): Beat[] {
  return [
    [waitMs, { type: "reasoning-start", partId, form }],
    [ms, { type: "reasoning-delta", partId, delta: "x".repeat(length) }],
    [0, { type: "reasoning-end", partId }],
  ];
}
const answer: Beat[] = [
  [5, { type: "text-start", partId: "t" }],
  [100, { type: "text-delta", partId: "t", delta: "Yes." }],
  [0, { type: "text-end", partId: "t" }],
];
const view = (...beats: Beat[]) => aView(timed([...begin, ...beats]));
const found = (...beats: Beat[]) => [...burstsOf(view(...beats)).keys()];

describe("a thought that arrives at once", () => {
  it.each<[string, Beat[], boolean]>([
    ["a whole thought after a wait", thought("p", 4000, 3000, 20), true],
    ["a whole summary that streams faster than anybody writes", thought("p", 4000, 600, 200, "summary"), true],
    ["a sealed thought, which has no length", thought("p", 4000, 0, 0, "sealed"), true],
    ["the text of a fast host", thought("p", 4000, 3000, 300), false],
    ["a thought at a pace that can be watched", thought("p", 4000, 600, 9000), false],
    ["a thought nobody waited for", thought("p", 900, 3000, 20), false],
    ["a few words", thought("p", 4000, 80, 0), false],
    ["a sealed thought that was seen to begin", thought("p", 4000, 0, 3000, "sealed"), false],
  ])("is told from others: %s", (_, beats, isBurst) => {
    expect(found(...beats)).toEqual(isBurst ? ["p"] : []);
  });

  it("is not judged while it is open", () => {
    expect(found([4000, { type: "reasoning-start", partId: "p", form: "sealed" }])).toEqual([]);
  });

  it("may be several, also a short one among them, and they share their wait", () => {
    const bursts = burstsOf(
      view(...thought("a", 4000, 900, 3), ...thought("b", 1, 40, 1), ...thought("c", 1, 900, 2), ...answer),
    );
    expect([...bursts.keys()]).toEqual(["a", "b", "c"]);
    expect(new Set(bursts.values()).size).toBe(1);
  });

  it("does not take a wait between attempts for its own", () => {
    const again: Beat = [
      10,
      { type: "status", level: "warning", code: "retrying", message: "Again.", details: { attempt: 2, delayMs: 4000 } },
    ];
    expect(found(again, ...thought("p", 4100, 3000, 20))).toEqual([]);
  });

  it("counts from the step it is in", () => {
    const next: Beat[] = [
      [1, { type: "step-end", step: 1, finish: "tool-calls", usage: emptyView("r").usage }],
      [5000, { type: "step-start", step: 2, effortSent: null }],
    ];
    expect(found(...answer, ...next, ...thought("p", 200, 3000, 20))).toEqual([]);
  });

  it("gives the wait before it its name, and leaves every sum as it is", () => {
    const story = view(...thought("p", 4000, 3000, 20), ...answer);
    const now = story.parts.at(-1)?.endedAt ?? 0;
    const labels = toSegments(story, now).map(({ kind, label }) => (kind === "waiting" ? label : kind));
    expect(labels).toEqual(["Thinking, arrived at once", "thinking", "Waiting", "writing"]);
    expect(toLedger(story, now)).toMatchObject({ waitingMs: 4055, thinkingMs: 20 });
  });
});
