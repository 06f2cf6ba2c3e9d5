import { describe, expect, it } from "vitest";
import type { Settings } from "#lib/settings/schema.ts";
import { createSettingsStore } from "./settings-store.ts";

const first: Settings = {
  defaultModelId: null,
  defaultEffort: null,
  fixedModelId: null,
  fixedEffort: null,
  favouriteModelIds: [],
  prices: {},
  mostSteps: {},
};

/** A server whose every answer waits to be let through. */
function makeServer() {
  let stored = first;
  const waiting: { pass(): void; fail(): void }[] = [];
  const answer = (work: () => void) =>
    new Promise<Settings>((resolve, reject) => {
      waiting.push({
        pass: () => {
          work();
          resolve(stored);
        },
        fail: () => reject(new Error("refused")),
      });
    });
  const next = async (outcome: "pass" | "fail") => {
    while (waiting.length === 0) await Promise.resolve();
    waiting.shift()?.[outcome]();
  };
  return {
    next,
    stored: () => stored,
    api: {
      read: () => answer(() => undefined),
      change: (patch: Partial<Settings>) =>
        answer(() => {
          stored = { ...stored, ...patch };
        }),
    },
  };
}

describe("settings in the page", () => {
  it("change at once, and stay when the server has taken them", async () => {
    const server = makeServer();
    const store = createSettingsStore(server.api, first);
    const done = store.change({ favouriteModelIds: ["a/b"] });
    expect(store.get().favouriteModelIds).toEqual(["a/b"]);
    await server.next("pass");
    await done;
    expect(store.get()).toEqual(server.stored());
  });

  it("go back to what is stored when the server refuses", async () => {
    const server = makeServer();
    const store = createSettingsStore(server.api, first);
    const done = store.change({ fixedEffort: "high" });
    await server.next("fail");
    await expect(done).rejects.toThrow("refused");
    expect(store.get()).toEqual(first);
  });

  it("are sent one after the other, and an earlier answer does not undo a later change", async () => {
    const server = makeServer();
    const store = createSettingsStore(server.api, first);
    const one = store.change({ favouriteModelIds: ["a/b"] });
    const two = store.change({ favouriteModelIds: ["a/b", "a/c"] });
    await server.next("pass");
    await one;
    expect(store.get().favouriteModelIds).toEqual(["a/b", "a/c"]);
    expect(server.stored().favouriteModelIds).toEqual(["a/b"]);
    await server.next("pass");
    await two;
    expect(server.stored().favouriteModelIds).toEqual(["a/b", "a/c"]);
    expect(store.get()).toEqual(server.stored());
  });

  it("are read again without losing a change that is on its way", async () => {
    const server = makeServer();
    const store = createSettingsStore(server.api, first);
    const read = store.refresh();
    const changed = store.change({ fixedModelId: "a/b" });
    await server.next("pass");
    await read;
    expect(store.get().fixedModelId).toBe("a/b");
    await server.next("pass");
    await changed;
    expect(store.get().fixedModelId).toBe("a/b");
  });
});
