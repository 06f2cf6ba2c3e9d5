import { describe, expect, it } from "vitest";
import { pathTo } from "#lib/reasoning/path.ts";
import { aChain, aRun, aView } from "#lib/testing/builders.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { earlierRunOf } from "./earlier-run.ts";

const chain = aChain(3);
const tree = { ...chain, runs: [...chain.runs, aRun({ id: "run_again", turnId: "trn_2", createdAt: chain.runs[2]?.createdAt })] };
const path = pathTo(tree, "run_again");

describe("another run, as the panel names it", () => {
  it("is the turn it answers, counted from the first, when it is on the path", () => {
    expect(earlierRunOf("run_1", path, undefined)).toMatchObject({ kind: "turn", number: 2 });
  });

  it("is an attempt when it answers the same message as one on the path", () => {
    expect(path.at(-1)?.run?.id).toBe("run_again");
    expect(earlierRunOf("run_2", path, undefined)).toMatchObject({ kind: "attempt", number: 1 });
  });

  it("is nothing where the conversation does not have it", () => {
    expect(earlierRunOf("run_elsewhere", path, undefined)).toBeNull();
  });

  it("names its thoughts by their headlines once it is loaded", () => {
    const view = aView(scenario("several thoughts"), "run_1");
    const run = earlierRunOf("run_1", path, view);
    expect(["p1", "p2", "p3", "p9"].map((partId) => run?.titleOf(partId))).toEqual(["Working it out", "Checking", "Good.", null]);
    expect(earlierRunOf("run_1", path, undefined)?.titleOf("p1")).toBeNull();
  });
});
