import { describe, expect, it } from "vitest";
import { keepsKey, searchDraftOf, searchProblemsOf, toSearchPatch } from "./search-draft.ts";

const none = { config: null, hasKey: false, isLocked: false };
const brave = { config: { engine: "brave" as const }, hasKey: true, isLocked: false };
const searxng = { config: { engine: "searxng" as const, baseUrl: "http://127.0.0.1:8888" }, hasKey: false, isLocked: false };

describe("how the web is searched", () => {
  it("begins as it is set up, without the key", () => {
    expect(searchDraftOf(none)).toEqual({ engine: "off", baseUrl: "", key: "" });
    expect(searchDraftOf(brave)).toEqual({ engine: "brave", baseUrl: "", key: "" });
    expect(searchDraftOf(searxng)).toEqual({ engine: "searxng", baseUrl: "http://127.0.0.1:8888", key: "" });
  });

  it("sends nothing when nothing was changed", () => {
    for (const search of [none, brave, searxng]) {
      const draft = searchDraftOf(search);
      expect(searchProblemsOf(draft, search)).toEqual({});
      expect(toSearchPatch(draft, search)).toBeNull();
    }
  });

  it("sends the key with the engine it was entered for", () => {
    const draft = { engine: "tavily" as const, baseUrl: "http://left.over", key: " tvly-1 " };
    expect(searchProblemsOf(draft, brave)).toEqual({});
    expect(toSearchPatch(draft, brave)).toEqual({ config: { engine: "tavily" }, key: "tvly-1" });
  });

  it("asks for a key where the saved one belongs to another engine or cannot be opened", () => {
    const draft = { engine: "tavily" as const, baseUrl: "", key: "" };
    expect(Object.keys(searchProblemsOf(draft, brave))).toEqual(["key"]);
    expect(keepsKey(draft, brave)).toBe(false);
    const locked = { ...brave, isLocked: true };
    expect(Object.keys(searchProblemsOf(searchDraftOf(locked), locked))).toEqual(["key"]);
  });

  it("says that a copied key is broken, and that an address is missing", () => {
    expect(searchProblemsOf({ engine: "brave", baseUrl: "", key: "a b" }, none).key).toMatch(/no spaces/);
    expect(searchProblemsOf({ engine: "searxng", baseUrl: " ", key: "" }, none).baseUrl).toMatch(/address/);
  });

  it("takes the engine away, and its key with it", () => {
    expect(toSearchPatch({ engine: "off", baseUrl: "", key: "" }, brave)).toEqual({ config: null });
  });
});
