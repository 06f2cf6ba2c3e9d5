import { describe, expect, it } from "vitest";
import type { KeySummary } from "#lib/auth/keys.ts";
import { factsOf, isSpent, spentWords, timeWords } from "./key-words.ts";

const now = Date.UTC(2026, 10, 20, 12);
const key: KeySummary = {
  id: "key_1",
  name: "Editor",
  exposure: "none",
  format: "reasoning_content",
  models: null,
  usesTools: false,
  spending: null,
  requestsPerMinute: null,
  start: "aloud_abcdef",
  spent: 0,
  unpriced: 0,
  createdAt: now,
  lastUsedAt: null,
  expiresAt: null,
};

describe("a key in words", () => {
  it("says what it may do, and nothing of what it may not", () => {
    expect(factsOf(key)).toEqual(["aloud_abcdef…", "no thinking leaves", "all models"]);
    const more = { ...key, exposure: "full", models: ["a/b", "a/c"], usesTools: true, requestsPerMinute: 1200 } as const;
    expect(factsOf({ ...more, models: [...more.models] })).toEqual([
      "aloud_abcdef…",
      "all thinking leaves",
      "2 models",
      "may use your tools",
      "1,200 requests a minute",
    ]);
  });

  it("says what it cost, of its limit where there is one", () => {
    expect(spentWords({ spent: 0.004, unpriced: 0, spending: null })).toBe("$0.004 in the last 30 days");
    const limited = { spent: 1.234, unpriced: 0, spending: { amount: 5, days: 1 } };
    expect(spentWords(limited)).toBe("$1.23 of $5.00 in the last 24 hours");
    expect(isSpent({ spent: 5, spending: { amount: 5, days: 7 } })).toBe(true);
    expect(isSpent({ spent: 500, spending: null })).toBe(false);
  });

  it("says of how many answers nobody knows the price", () => {
    expect(spentWords({ spent: 0, unpriced: 0, spending: null })).toBe("$0.00 in the last 30 days");
    const words = (unpriced: number) => spentWords({ spent: 2, unpriced, spending: null });
    expect(words(1)).toBe("$2.00 in the last 30 days, beside 1 answer of unknown price");
    expect(words(1200)).toBe("$2.00 in the last 30 days, beside 1,200 answers of unknown price");
    expect(spentWords({ spent: 0, unpriced: 3, spending: null })).toBe("3 answers of unknown price in the last 30 days");
  });

  it("says when it was used and when it ends", () => {
    expect(timeWords(key, now, 0)).toEqual({ used: "Never used", ends: null, isOver: false });
    const used = { ...key, lastUsedAt: now - 60_000 };
    const at = (expiresAt: number) => timeWords({ ...used, expiresAt }, now, 0);
    expect(at(now + 60_000)).toEqual({ used: "Last used today at 11:59", ends: "expires today", isOver: false });
    expect(at(now + 86_400_000).ends).toBe("expires tomorrow");
    expect(at(Date.UTC(2027, 2, 3)).ends).toBe("expires on 3 March 2027");
    expect(at(now - 60_000)).toMatchObject({ ends: "expired today at 11:59", isOver: true });
  });
});
