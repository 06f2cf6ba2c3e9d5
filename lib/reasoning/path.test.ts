import { describe, expect, it } from "vitest";
import { aChain, aRun, aTree, aTurn } from "#lib/testing/builders.ts";
import { attachPoint, headFor, pathTo } from "./path.ts";

/** First turn edited once; the original answered twice, and gone on from its first answer. */
const tree = aTree({
  turns: [
    aTurn({ id: "t1", createdAt: 1 }),
    aTurn({ id: "t1-edited", createdAt: 7 }),
    aTurn({ id: "t2", parentRunId: "r1", createdAt: 3 }),
  ],
  runs: [
    aRun({ id: "r1", turnId: "t1", createdAt: 2 }),
    aRun({ id: "r1-again", turnId: "t1", createdAt: 5 }),
    aRun({ id: "r2", turnId: "t2", createdAt: 4 }),
    aRun({ id: "r1-edited", turnId: "t1-edited", createdAt: 8 }),
  ],
  headRunId: "r2",
});

const ids = (head: string | null, of = tree) => pathTo(of, head).map((item) => [item.turn.id, item.run?.id ?? null]);

describe("the path", () => {
  it("leads from the first turn to the head", () => {
    expect(ids("r2")).toEqual([
      ["t1", "r1"],
      ["t2", "r2"],
    ]);
    expect(ids("r1-again")).toEqual([["t1", "r1-again"]]);
  });

  it("knows the branches at each place, oldest first", () => {
    const [first, second] = pathTo(tree, "r2");
    expect(first?.turnSiblings).toEqual({ ids: ["t1", "t1-edited"], index: 0 });
    expect(first?.runSiblings).toEqual({ ids: ["r1", "r1-again"], index: 0 });
    expect(second?.turnSiblings).toEqual({ ids: ["t2"], index: 0 });
  });

  it("falls back to the newest leaf when the head is gone", () => {
    expect(ids("deleted")).toEqual([["t1-edited", "r1-edited"]]);
    expect(ids(null)).toEqual([["t1-edited", "r1-edited"]]);
  });

  it("shows a turn that was never answered", () => {
    const [item] = pathTo(aTree({ turns: [aTurn()] }), null);
    expect(item).toMatchObject({ run: null, runSiblings: { ids: [], index: -1 } });
    expect(pathTo(aTree(), null)).toEqual([]);
  });

  it("begins where its upper end is missing", () => {
    const torn = aTree({ turns: [aTurn({ parentRunId: "gone" })], runs: [aRun()] });
    expect(ids("run_1", torn)).toEqual([["trn_1", "run_1"]]);
    expect(ids("run_1", aTree({ runs: [aRun()] }))).toEqual([]);
  });

  it("ends in a tree that was bent into a ring", () => {
    const ring = aTree({ turns: [aTurn({ parentRunId: "run_1" })], runs: [aRun()] });
    expect(ids(null, ring)).toEqual([["trn_1", "run_1"]]);
    expect(headFor(ring, "trn_1")).toBe("run_1");
  });

  it("walks ten thousand turns", () => {
    const chain = aChain(10_000);
    expect(pathTo(chain, chain.headRunId)).toHaveLength(10_000);
    expect(headFor(chain, "trn_0")).toBe("run_9999");
  });
});

describe("choosing a branch", () => {
  it("goes to the newest leaf below a turn or a run", () => {
    expect(headFor(tree, "r1")).toBe("r2");
    expect(headFor(tree, "t1")).toBe("r1-again");
    expect(headFor(tree, "t1-edited")).toBe("r1-edited");
  });

  it("has no head for what is not there or was never answered", () => {
    expect(headFor(tree, "deleted")).toBeNull();
    expect(headFor(aTree({ turns: [aTurn()] }), "trn_1")).toBeNull();
  });
});

describe("the point where new text goes on", () => {
  it("is the last run on the path", () => {
    expect(attachPoint(tree, "r1")).toBe("r1");
    expect(attachPoint(tree, null)).toBe("r1-edited");
    expect(attachPoint(aTree({ turns: [aTurn()] }), null)).toBeNull();
  });
});
