import { describe, expect, it } from "vitest";
import { foldAll } from "#lib/reasoning/fold.ts";
import { toLedger } from "#lib/reasoning/spans.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { aUsage, aView, beginning, numbered, timed } from "#lib/testing/builders.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { condense, type Piece, pieceAt, timeOf, toBar } from "./bar.ts";
import { figuresOf, itemsOf, meaningOf, wordsOf } from "./ledger.ts";
import { timesKey } from "./outline.ts";

function piece(kind: Piece["kind"], left: number, width: number): Piece {
  return {
    id: `${kind}-${left}`,
    kind,
    partId: null,
    label: "",
    left,
    width,
    startedAt: 0,
    endedAt: 0,
    isOpen: false,
    waitedMs: null,
  };
}

describe("the bar row", () => {
  it("covers the whole turn without gap or overlap, in every scenario and at every moment", () => {
    for (const { drafts } of scenarios) {
      const events = numbered(drafts);
      for (let count = 1; count <= events.length; count += 3) {
        const view = foldAll(emptyView("run_1"), events.slice(0, count));
        const { pieces, ticks } = toBar(view, view.endedAt === null ? (events[count - 1]?.at ?? beginning) + 500 : null);
        let at = 0;
        for (const { left, width } of pieces) {
          expect(left).toBeCloseTo(at, 6);
          at = left + width;
        }
        if (pieces.length > 0) expect(at).toBeCloseTo(100, 6);
        for (const tick of ticks) expect(tick.left >= 0 && tick.left <= 100).toBe(true);
      }
    }
  });

  it("has nothing to draw before anything happened, and is still for what has ended", () => {
    expect(toBar(emptyView("run_1"), 5).pieces).toEqual([]);
    const view = aView(scenario(scenarios[0]?.name ?? ""));
    expect(toBar(view, null)).toEqual(toBar(view, null));
  });

  it("is drawn with as many pieces as can be seen, each of what took most of its time", () => {
    const thin = Array.from({ length: 1_000 }, (_, index) => piece(index % 10 === 0 ? "waiting" : "thinking", index / 10, 0.1));
    const drawn = condense([...thin.slice(0, 500), piece("writing", 50, 50)], 100);
    expect(drawn.map((one) => [one.kind, Math.round(one.left), Math.round(one.width)])).toEqual([
      ["thinking", 0, 50],
      ["writing", 50, 50],
    ]);
    const few = [piece("waiting", 0, 100)];
    expect(condense(few, 100)).toBe(few);
  });

  it("finds a thin piece from a little beside it", () => {
    const pieces = [piece("thinking", 0, 50), { ...piece("tool", 50, 0.2), partId: "k1" }, piece("writing", 50.2, 49.8)];
    expect(pieceAt(pieces, 50.8, 2)).toBe(1);
    expect(pieceAt(pieces, 20, 2)).toBe(0);
    expect(pieceAt(pieces, 80, 2)).toBe(2);
  });

  it("is not laid out anew for mere words", () => {
    const drafts = timed([
      [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "low" }],
      [0, { type: "reasoning-start", partId: "r1", form: "full" }],
      [9, { type: "reasoning-delta", partId: "r1", delta: "words" }],
      [9, { type: "reasoning-end", partId: "r1" }],
    ]);
    expect(timesKey(aView(drafts.slice(0, 3)))).toBe(timesKey(aView(drafts.slice(0, 2))));
    expect(timesKey(aView(drafts))).not.toBe(timesKey(aView(drafts.slice(0, 3))));
  });
});

describe("the numbers in the footer", () => {
  it("add up to the turn, to the millisecond, in every scenario", () => {
    for (const { drafts } of scenarios) {
      const view = aView(drafts);
      if (view.endedAt === null || view.startedAt === null) continue;
      const sum = itemsOf(toLedger(view, view.endedAt), view).reduce((total, item) => total + item.ms, 0);
      expect(sum).toBe(view.endedAt - view.startedAt);
    }
  });

  it("show a dash for the unknown and none only for what did not happen", () => {
    const values = (view: Parameters<typeof figuresOf>[0]) =>
      figuresOf(view).flatMap((row) => row.figures.map((one) => one.value));
    expect(new Set(values(emptyView("run_1")))).toEqual(new Set(["–"]));
    const tools = { kind: "tool", label: "Tools", ms: 0, isSeen: false, waitedMs: null, isHidden: false } as const;
    expect(wordsOf(tools, true)).toBe("–");
    expect(wordsOf(tools, false)).toBe("none");
    expect(wordsOf({ ...tools, isHidden: true }, false)).toBe("–");
  });

  it("part thinking from answer only where the provider did", () => {
    const tokens = (usage: Partial<ReturnType<typeof aUsage>>) =>
      figuresOf({ ...emptyView("run_1"), usage: aUsage(usage) })[1]?.figures.map((one) => `${one.label} ${one.value}`);
    expect(tokens({})).toEqual(["in 100", "cached 0", "thinking 30", "answer 20", "rate –"]);
    expect(tokens({ reasoning: null })).toEqual(["in 100", "cached 0", "thinking –", "out 50", "rate –"]);
    expect(tokens({ output: null, reasoning: null })).toEqual(["in 100", "cached 0", "thinking –", "answer –", "rate –"]);
  });

  it("say of thinking that arrived at once how long it was waited for, and give it no time or rate of its own", () => {
    const view = aView(
      timed([
        [0, { type: "run-start", turnId: "trn_1", modelId: "m", modelName: "M", effortAsked: "low" }],
        [0, { type: "step-start", step: 1, effortSent: null }],
        [12_000, { type: "reasoning-start", partId: "r1", form: "full" }],
        [1, { type: "reasoning-delta", partId: "r1", delta: "word ".repeat(300) }],
        [1, { type: "reasoning-end", partId: "r1" }],
        [500, { type: "run-end", status: "completed", reason: "stop", usage: aUsage(), error: null }],
      ]),
    );
    const items = itemsOf(toLedger(view, 0), view);
    expect(items.map((item) => `${item.label} ${wordsOf(item, false)}`)).toEqual([
      "Waiting 12 s",
      "Thinking at once",
      "Tools none",
      "Writing none",
    ]);
    expect(items.map(meaningOf)[1]).toBe("arrived at once after 12 s");
    expect(figuresOf(view)[1]?.figures.at(-1)).toMatchObject({ label: "rate", value: "–" });
    const thinking = toBar(view, null).pieces.find((piece) => piece.kind === "thinking");
    expect(thinking && timeOf(thinking)).toBe("arrived at once after 12 s");
  });
});
