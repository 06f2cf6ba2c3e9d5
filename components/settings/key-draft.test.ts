import { describe, expect, it } from "vitest";
import type { KeySummary } from "#lib/auth/keys.ts";
import { keyDraftOf, keyProblemsOf, toKeyPatch, toNewKey } from "./key-draft.ts";

const now = new Date(2026, 10, 20, 12).getTime();
const endOfThird = new Date(2027, 0, 4).getTime() - 1;

const key: KeySummary = {
  id: "key_1",
  name: "Editor",
  exposure: "summary",
  format: "reasoning",
  models: ["a/b"],
  usesTools: true,
  spending: { amount: 5, days: 7 },
  requestsPerMinute: 60,
  start: "aloud_abcdef",
  spent: 1,
  unpriced: 0,
  createdAt: now,
  lastUsedAt: null,
  expiresAt: endOfThird,
};

describe("what was typed about a key", () => {
  it("allows the least to begin with", () => {
    const draft = { ...keyDraftOf(null), name: " Editor " };
    expect(keyProblemsOf(draft, null, now)).toEqual({});
    expect(toNewKey(draft, now)).toEqual({
      name: "Editor",
      exposure: "none",
      format: "reasoning_content",
      models: null,
      usesTools: false,
      spending: null,
      requestsPerMinute: null,
      expiresAt: null,
    });
  });

  it("says of each field what is missing or no number", () => {
    const draft = { ...keyDraftOf(null), models: [], spending: "five", requestsPerMinute: "1.5", expiry: "day" as const };
    expect(Object.keys(keyProblemsOf(draft, null, now)).sort()).toEqual([
      "expiryDay",
      "models",
      "name",
      "requestsPerMinute",
      "spending",
    ]);
    const past = { ...draft, expiryDay: "2026-11-19" };
    expect(keyProblemsOf(past, null, now).expiryDay).toContain("passed");
    for (const spending of ["0", "-1", "1e3", "Infinity"]) {
      expect(keyProblemsOf({ ...draft, spending }, null, now)).toHaveProperty("spending");
    }
  });

  it("ends with the chosen day where the reader is, or so long from now", () => {
    const draft = { ...keyDraftOf(null), name: "a" };
    expect(toNewKey({ ...draft, expiry: "day", expiryDay: "2027-01-03" }, now).expiresAt).toBe(endOfThird);
    expect(toNewKey({ ...draft, expiry: "month" }, now).expiresAt).toBe(now + 30 * 86_400_000);
  });

  it("is nothing to send when nothing was changed, and what was changed otherwise", () => {
    const draft = keyDraftOf(key);
    expect(toKeyPatch(draft, key, now)).toBeNull();
    expect(toKeyPatch({ ...draft, exposure: "none", models: null, spending: "7,50" }, key, now)).toEqual({
      exposure: "none",
      models: null,
      spending: { amount: 7.5, days: 7 },
    });
    expect(toKeyPatch({ ...draft, spending: "", requestsPerMinute: "" }, key, now)).toEqual({
      spending: null,
      requestsPerMinute: null,
    });
    expect(toKeyPatch({ ...draft, expiry: "never" }, key, now)).toEqual({ expiresAt: null });
  });

  it("keeps a day that has passed until another is chosen", () => {
    const over = { ...key, expiresAt: now - 86_400_000 };
    expect(keyProblemsOf(keyDraftOf(over), over, now)).toEqual({});
    expect(toKeyPatch({ ...keyDraftOf(over), name: "Other" }, over, now)).toEqual({ name: "Other" });
  });
});
