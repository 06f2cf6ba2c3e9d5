import { describe, expect, it } from "vitest";
import { createDrafts, joinDraft } from "./drafts.ts";

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe("drafts", () => {
  it("are kept apart for each conversation and for the one to come", () => {
    const storage = memory();
    createDrafts(storage).write("con_a", "half a thought");
    createDrafts(storage).write(null, "a beginning");
    const later = createDrafts(storage);
    expect([later.read("con_a"), later.read(null), later.read("con_b")]).toEqual(["half a thought", "a beginning", ""]);
  });

  it("leave nothing behind once they are empty", () => {
    const storage = memory();
    const drafts = createDrafts(storage);
    drafts.write("con_a", "words");
    drafts.write("con_a", "");
    expect(storage.kept.size).toBe(0);
  });

  it("do without a storage that refuses", () => {
    const refuse = () => {
      throw new Error("QuotaExceededError");
    };
    const drafts = createDrafts({ getItem: refuse, setItem: refuse, removeItem: refuse });
    drafts.write("con_a", "words");
    expect(drafts.read("con_a")).toBe("");
  });

  it("take words that came back without losing those written since", () => {
    expect(joinDraft("the question", "")).toBe("the question");
    expect(joinDraft("the question", "another one")).toBe("the question\n\nanother one");
  });
});
