import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { isSettingKey } from "./schema.ts";
import { readSettings, writeSetting, writeSettings } from "./store.ts";

const defaults = {
  defaultModelId: null,
  defaultEffort: null,
  fixedModelId: null,
  fixedEffort: null,
  favouriteModelIds: [],
  prices: {},
  mostSteps: {},
};

describe.each(databaseKinds)("settings on %s", (kind) => {
  const database = withDatabase(kind);
  const viewer = () => ({ userId: database().localOwnerId });

  it("are their defaults until something is written, and then what was written last", async () => {
    expect(await readSettings(viewer())).toEqual(defaults);
    await writeSetting(viewer(), "defaultModelId", "a/b");
    await writeSetting(viewer(), "defaultModelId", "a/c");
    await writeSetting(viewer(), "defaultEffort", "high");
    expect(await readSettings(viewer())).toEqual({ ...defaults, defaultModelId: "a/c", defaultEffort: "high" });
  });

  it("are each person's own", async () => {
    await writeSetting(viewer(), "defaultModelId", "mine/model");
    expect(await readSettings({ userId: newId("person") })).toEqual(defaults);
  });

  it("refuse a value of the wrong kind, naming the setting", async () => {
    const wrong = expect.objectContaining({ code: "bad-request", field: "defaultEffort" });
    await expect(writeSetting(viewer(), "defaultEffort", "enormous" as "high")).rejects.toThrow(wrong);
  });

  it("are changed together or not at all", async () => {
    const prices = { "a/b": { input: 1, output: 2, cachedInput: null, asOf: "2026-11-20" } };
    await writeSettings(viewer(), { favouriteModelIds: ["a/b", "c/d"], prices });
    expect(await readSettings(viewer())).toMatchObject({ favouriteModelIds: ["a/b", "c/d"], prices });
    const half = writeSettings(viewer(), { favouriteModelIds: [], prices: { "a/b": { ...prices["a/b"], input: -1 } } });
    await expect(half).rejects.toThrow(expect.objectContaining({ code: "bad-request", field: "prices" }));
    expect(await readSettings(viewer())).toMatchObject({ favouriteModelIds: ["a/b", "c/d"], prices });
  });

  it("take a value in the table that does not parse for the default", async () => {
    for (const value of ["{", '"enormous"', "7"]) {
      await writeSetting(viewer(), "defaultEffort", "low");
      await database().client.setting.updateMany({ where: { key: "defaultEffort" }, data: { value } });
      expect(await readSettings(viewer())).toMatchObject({ defaultEffort: null });
    }
  });

  it("have keys of their own and not those of any object", () => {
    expect(isSettingKey("defaultEffort")).toBe(true);
    expect(isSettingKey("constructor")).toBe(false);
  });
});
