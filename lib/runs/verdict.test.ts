import { describe, expect, it } from "vitest";
import { AppError } from "#lib/core/errors.ts";
import { type FinishReason, unknownUsage } from "#lib/reasoning/event.ts";
import { type Cut, runError, runErrorFrom, verdictOf } from "./verdict.ts";

const usage = { input: 3, output: 5, reasoning: 2, cached: null };
const finished = (finish: FinishReason) => ({ finish, usage, error: null });

describe("verdictOf", () => {
  it.each(["stop", "length", "content-filter"] as const)("P8: %s of the provider completes a run", (finish) => {
    expect(verdictOf(finished(finish), null)).toEqual({
      type: "run-end",
      status: "completed",
      reason: finish,
      usage,
      error: null,
    });
  });

  it.each(["error", "aborted", "other", "tool-calls"] as const)("P8: %s does not", (finish) => {
    expect(verdictOf(finished(finish), null)).toMatchObject({
      status: "failed",
      reason: finish,
      error: { code: "provider-cut" },
    });
  });

  it("P8: an error seen on the way bars completion, whatever the provider said last", () => {
    const error = runError("provider-bad-response");
    expect(verdictOf({ finish: "stop", usage, error }, null)).toMatchObject({ status: "failed", error });
  });

  it("P8: an answer that was whole before Stop arrived is complete", () => {
    expect(verdictOf(finished("stop"), { kind: "reader" })).toMatchObject({ status: "completed" });
    expect(verdictOf(finished("tool-calls"), { kind: "reader" })).toMatchObject({ status: "stopped", usage });
  });

  it.each<[Cut, object]>([
    [{ kind: "reader" }, { status: "stopped", reason: "reader", error: null }],
    [{ kind: "shutdown" }, { status: "interrupted", reason: "shutdown", error: null }],
    [
      { kind: "failure", error: runError("storage") },
      { status: "failed", reason: "storage", error: { code: "storage" } },
    ],
  ])("labels a call cut by %j for what it is, with the usage known so far", (cut, expected) => {
    expect(verdictOf(finished("aborted"), cut)).toMatchObject({ ...expected, usage });
    expect(verdictOf(null, cut)).toMatchObject({ ...expected, usage: unknownUsage });
  });
});

describe("runErrorFrom", () => {
  it("keeps the words of our own errors and hides those of all others", () => {
    const own = new AppError("model-unknown", { message: "No such model.", suggestion: "Take another." });
    expect(runErrorFrom(own)).toEqual({
      code: "model-unknown",
      message: "No such model.",
      suggestion: "Take another.",
      retryable: false,
    });
    expect(runErrorFrom(new Error("password=secret"))).toEqual(runError("internal"));
  });
});
