import { describe, expect, it } from "vitest";
import type { CatalogOfViewer } from "#lib/connections/models-of-viewer.ts";
import { unreachable } from "./api-error.ts";
import { createCatalogStore } from "./catalog-store.ts";

const empty: CatalogOfViewer = { models: [], connections: [], problems: [], listPrices: {} };
const withProblem = (name: string): CatalogOfViewer => ({
  ...empty,
  problems: [{ connectionId: "a", name, message: "It does not answer.", suggestion: "Start it." }],
});

describe("the models in the page", () => {
  it("are what the server said last, however the answers come back", async () => {
    const answers: ((catalog: CatalogOfViewer) => void)[] = [];
    const store = createCatalogStore({ models: () => new Promise((resolve) => void answers.push(resolve)) }, empty);
    const old = store.refresh();
    const fresh = store.refresh({ isFresh: true });
    expect(store.get().isRefreshing).toBe(true);
    answers[1]?.(withProblem("new"));
    answers[0]?.(withProblem("old"));
    await Promise.all([old, fresh]);
    expect(store.get()).toEqual({ ...withProblem("new"), named: [], isRefreshing: false, error: null });
  });

  it("keep what was named when the lists are read again", async () => {
    const store = createCatalogStore({ models: async () => withProblem("new") }, empty);
    store.name("a/mine");
    store.name("a/mine");
    await store.refresh();
    expect(store.get()).toMatchObject({ ...withProblem("new"), named: ["a/mine"] });
  });

  it("stay as they were when they cannot be read, and say why", async () => {
    const store = createCatalogStore({ models: () => Promise.reject(unreachable(true)) }, withProblem("kept"));
    await store.refresh();
    expect(store.get()).toMatchObject({ ...withProblem("kept"), isRefreshing: false, error: { code: "unreachable" } });
  });
});
