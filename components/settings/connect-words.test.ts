import { describe, expect, it } from "vitest";
import { newTrial } from "#lib/client/try-gateway.ts";
import { keyNamed, keyProblem, thoughtVerdict } from "./connect-words.ts";

describe("a trial in words", () => {
  const done = { ...newTrial, phase: "done" as const, text: "30" };

  it("says that thinking came out, or why it did not", () => {
    expect(thoughtVerdict({ ...done, thought: "Ten percent" }, { exposure: "full" })).toMatchObject({ isGood: true });
    const none = thoughtVerdict({ ...done, thoughtTokens: 1234 }, { exposure: "none" });
    expect(none).toMatchObject({ isGood: false, isOfKey: true });
    expect(none?.words).toBe("No thinking came out: this key lets none of it leave. 1,234 tokens were thought.");
    expect(thoughtVerdict(done, { exposure: "summary" })?.words).toContain("the provider wrote none");
    expect(thoughtVerdict({ ...done, thoughtTokens: 9 }, { exposure: "full" })?.words).toContain("kept it to itself");
    expect(thoughtVerdict(done, null)?.words).toContain("did not think");
  });

  it("says nothing of it before the end", () => {
    expect(thoughtVerdict({ ...done, phase: "answering" }, { exposure: "none" })).toBeNull();
    expect(thoughtVerdict({ ...done, phase: "failed" }, { exposure: "none" })).toBeNull();
  });
});

describe("a key that was pasted", () => {
  it("is told by its beginning", () => {
    const keys = [{ start: "aloud_abcdef" }, { start: "aloud_ghijkl" }];
    expect(keyNamed(keys, " aloud_ghijklmnop ")).toBe(keys[1]);
    expect(keyNamed(keys, "aloud_")).toBeNull();
    expect(keyNamed([{ start: "" }], "aloud_x")).toBeNull();
  });

  it("is looked at before it is sent", () => {
    expect(keyProblem(" ")).toContain("Paste a key");
    expect(keyProblem("aloud_a b")).toContain("no spaces");
    expect(keyProblem(" aloud_ab ")).toBeNull();
  });
});
