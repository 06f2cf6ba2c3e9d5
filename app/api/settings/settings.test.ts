import { describe, expect, it } from "vitest";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { GET, PATCH } from "./route.ts";

withDatabase("sqlite");

const read = async () => (await callRoute(GET, "/api/settings")).json();
const change = (body: unknown) => callRoute(PATCH, "/api/settings", { method: "PATCH", body });
const price = { input: 1, output: 2, cachedInput: null, asOf: "2026-11-20" };

describe("settings over the API", () => {
  it("are read whole, and change in what was named and in nothing else", async () => {
    const untouched = { defaultModelId: null, defaultEffort: null, fixedModelId: null, fixedEffort: null };
    expect(await read()).toEqual({ ...untouched, favouriteModelIds: [], prices: {}, mostSteps: {} });
    const response = await change({ favouriteModelIds: ["a/b"], prices: { "a/b": price } });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(await read());
    await change({ defaultEffort: "high" });
    expect(await read()).toEqual({
      ...untouched,
      defaultEffort: "high",
      favouriteModelIds: ["a/b"],
      prices: { "a/b": price },
      mostSteps: {},
    });
    await change({ fixedModelId: "a/b", fixedEffort: "low" });
    expect(await read()).toMatchObject({ fixedModelId: "a/b", fixedEffort: "low", defaultEffort: "high" });
    await change({ defaultEffort: null, prices: {} });
    expect(await read()).toMatchObject({ defaultEffort: null, prices: {}, favouriteModelIds: ["a/b"] });
  });

  it.each([
    [{}, "body"],
    [{ unknown: 1 }, "unknown"],
    [{ constructor: 1 }, "constructor"],
    [{ defaultEffort: "enormous" }, "defaultEffort"],
    [{ favouriteModelIds: "a/b" }, "favouriteModelIds"],
    [{ prices: { "a/b": { ...price, input: -1 } } }, "prices.a/b.input"],
    [{ prices: { "a/b": { ...price, asOf: "today" } } }, "prices.a/b.asOf"],
  ])("refuse %j, naming the field, and stay as they were", async (body, field) => {
    const before = await read();
    expect(await readError(await change(body))).toEqual({ status: 400, code: "bad-request", field });
    expect(await read()).toEqual(before);
  });
});
