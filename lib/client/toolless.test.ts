import { describe, expect, it } from "vitest";
import { createToolless } from "./toolless.ts";

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe("conversations without tools", () => {
  it("are remembered across pages until tools are turned on again", () => {
    const place = storage();
    createToolless(place).set("con_1", true);
    createToolless(place).set("con_2", true);
    expect(["con_1", "con_2", "con_3"].map(createToolless(place).has)).toEqual([true, true, false]);
    createToolless(place).set("con_1", false);
    createToolless(place).set("con_2", false);
    expect(createToolless(place).has("con_1")).toBe(false);
    expect(place.kept.size).toBe(0);
  });

  it("are at most two hundred, the latest chosen", () => {
    const place = storage();
    for (let index = 0; index < 250; index += 1) createToolless(place).set(`con_${index}`, true);
    expect(createToolless(place).has("con_49")).toBe(false);
    expect(createToolless(place).has("con_50")).toBe(true);
  });

  it("are none where the browser keeps nothing", () => {
    const toolless = createToolless(null);
    toolless.set("con_1", true);
    expect(toolless.has("con_1")).toBe(false);
  });
});
