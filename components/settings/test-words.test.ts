import { describe, expect, it } from "vitest";
import { type TestReport, testSteps } from "#lib/connections/test-report.ts";
import { stepOrder, verdictOf } from "./test-words.ts";

function report(states: Partial<Record<(typeof testSteps)[number], TestReport["steps"][number]["state"]>>): TestReport {
  const steps = testSteps.map((step) => ({ step, state: states[step] ?? "ok", message: `${step} says so.`, ms: 1 }) as const);
  return { at: 0, modelId: "m", steps };
}

describe("a test in one sentence", () => {
  it("works when an answer came, also where something was not clear", () => {
    expect(verdictOf(report({}))).toEqual({ tone: "good", text: "Works." });
    expect(verdictOf(report({ thinking: "unknown", tls: "skipped" })).tone).toBe("good");
  });

  it("names what failed although an answer came", () => {
    expect(verdictOf(report({ tools: "failed" }))).toEqual({
      tone: "partly",
      text: "Works, but not all of it: tools says so.",
    });
  });

  it("names the first step that failed, by its name for people", () => {
    const refused = report({ models: "failed", "first-token": "skipped", thinking: "skipped" });
    expect(verdictOf(refused)).toEqual({ tone: "bad", text: "Model list: models says so." });
  });

  it("does not say that it works where nobody could be asked", () => {
    expect(verdictOf(report({ "first-token": "skipped" })).tone).toBe("partly");
  });
});

describe("the steps", () => {
  it("are shown in the order in which a test goes", () => {
    expect(stepOrder).toEqual([...testSteps]);
  });
});
