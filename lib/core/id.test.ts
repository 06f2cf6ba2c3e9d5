import { describe, expect, it } from "vitest";
import { isId, newId } from "./id.ts";

describe("identifiers", () => {
  it("carry their kind and sort by the time they were made", () => {
    const ids = Array.from({ length: 1000 }, () => newId("run"));
    expect(ids.every((id) => isId("run", id) && !isId("turn", id))).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are not mistaken for other text", () => {
    for (const text of ["", "run_", "run_xyz", `${newId("run")}0`, newId("run").toUpperCase(), ` ${newId("run")}`])
      expect(isId("run", text)).toBe(false);
  });
});
