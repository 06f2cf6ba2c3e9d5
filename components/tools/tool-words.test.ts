import { describe, expect, it } from "vitest";
import { blankTool } from "#lib/reasoning/fold-tool.ts";
import type { ToolApproval, ToolPart } from "#lib/reasoning/view.ts";
import { aView } from "#lib/testing/builders.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { timeOf } from "./tool-times.ts";
import { decisionOf, lineOf, noteOf, outputAddress, sizeWords, standOf, titleOf } from "./tool-words.ts";

const part = (more: Partial<ToolPart>): ToolPart => ({
  ...blankTool,
  id: "p1",
  step: 1,
  startedAt: 0,
  endedAt: null,
  callId: "c1",
  name: "calculator",
  ...more,
});
const approval: ToolApproval = {
  message: "May it?",
  askedAt: 10,
  expiresAt: 100,
  answeredAt: null,
  approved: null,
  reason: null,
  scope: null,
  by: null,
};
const toolsIn = (name: string) => aView(scenario(name)).parts.filter((one): one is ToolPart => one.kind === "tool");

describe("where a call stands", () => {
  it("is said in words for every state, live and ended", () => {
    const words = (state: ToolPart["state"], endedAt: number | null = null) => standOf(part({ state, endedAt })).words;
    expect(words("writing")).toBe("writing its arguments");
    expect(words("ready")).toBe("ready");
    expect(words("running")).toBe("running");
    expect(words("awaiting-approval")).toBe("waiting for you");
    expect(words("handed-over")).toBe("waiting for the client");
    expect(words("handed-over", 1)).toBe("no result came");
    expect(words("done", 1)).toBe("done");
    expect(words("failed", 1)).toBe("failed");
    expect(words("refused", 1)).toBe("refused");
    expect(words("unknown", 1)).toBe("outcome unknown");
  });

  it("is never said to go on, nor to have run, where the run ended first", () => {
    for (const state of ["writing", "ready", "awaiting-approval"] as const) {
      const ended = part({ state, endedAt: 5 });
      expect(standOf(ended).words).not.toMatch(/writing|ready|waiting/);
      expect(noteOf(ended)).toMatch(/did not run/);
      expect(noteOf(part({ state }))).toBeNull();
    }
    const [broken] = toolsIn("a call that broke off");
    expect(broken && standOf(broken).words).toBe("broken off");
    expect(toolsIn("killed while a tool ran").map((one) => standOf(one).words)).toEqual(["outcome unknown", "not run"]);
  });

  it("tells a further attempt from the first, and a refusal from time run out", () => {
    expect(standOf(part({ state: "running", attempt: 2 })).words).toBe("running, attempt 2");
    expect(standOf(part({ state: "refused", endedAt: 1, approval: { ...approval, by: "expiry" } })).words).toBe(
      "not allowed in time",
    );
  });
});

describe("who decided", () => {
  it("is told with how far it reaches", () => {
    const said = (more: Partial<ToolApproval>) =>
      decisionOf({ ...approval, answeredAt: 20, approved: true, by: "person", ...more });
    expect(decisionOf(approval)).toBeNull();
    expect(said({ scope: "once" })).toBe("Allowed by you, once.");
    expect(said({ scope: "conversation" })).toBe("Allowed by you, for this conversation.");
    expect(said({ scope: "always" })).toBe("Allowed by you, for this tool always.");
    expect(said({ by: "rule" })).toBe("Allowed by what you decided before.");
    expect(said({ approved: false })).toBe("Refused by you.");
    expect(said({ approved: false, by: "expiry" })).toBe("Nobody decided in time; that counts as refused.");
  });
});

describe("names and figures of a call", () => {
  it("hide nothing and are in one line", () => {
    expect(titleOf(part({ title: "Safe\u202Etool" }))).toBe("Safe\\u202Etool");
    expect(titleOf(part({ title: "", name: "x" }))).toBe("x");
    expect(lineOf(part({ purpose: "17\n× 24" }))).toBe("17 × 24");
    expect(lineOf(part({ args: { q: "rates" } }))).toBe("rates");
  });

  it("give sizes in the unit that fits, and none for the unknown", () => {
    expect([null, 0, 1, 812, 3_210, 45_678, 999_949, 3_200_000, 50_000_000].map(sizeWords)).toEqual([
      null,
      "0 bytes",
      "1 byte",
      "812 bytes",
      "3.2 KB",
      "45.7 KB",
      "1,000 KB",
      "3.2 MB",
      "50 MB",
    ]);
  });

  it("lead to nothing but the output, whatever the call is named", () => {
    expect(outputAddress("run_1", "../../x?y#z")).toBe("/api/runs/run_1/tools/..%2F..%2Fx%3Fy%23z/output");
  });
});

describe("the time of a call", () => {
  it("is that of its run, or of the wait for a person, or of its writing", () => {
    const [page, file] = toolsIn("tools with approval");
    expect(page && timeOf(page)).toMatchObject({ startedAt: page?.ranAt, endedAt: page?.endedAt });
    expect(file && timeOf(file)).toEqual({ startedAt: file?.approval?.askedAt, endedAt: file?.approval?.answeredAt });
    expect(timeOf(part({ startedAt: 5 }))).toEqual({ startedAt: 5, endedAt: null });
    expect(timeOf(part({ startedAt: 5, calledAt: 8, state: "ready" }))).toEqual({ startedAt: 8, endedAt: null });
  });

  it("is the whole call in stories from before there were such times", () => {
    const { calledAt: _called, ranAt: _ran, ...old } = part({ state: "done", startedAt: 5, endedAt: 9 });
    expect(timeOf(old as ToolPart)).toEqual({ startedAt: 5, endedAt: 9 });
  });

  it("is never negative, in every scenario", () => {
    for (const { drafts } of scenarios) {
      for (const one of aView(drafts).parts) {
        if (one.kind !== "tool") continue;
        const { startedAt, endedAt } = timeOf(one);
        expect((endedAt ?? startedAt) - startedAt).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
