import { describe, expect, it } from "vitest";
import { boundShown } from "./bound-shown.ts";

describe("boundShown", () => {
  it("cuts a long table and says how many rows and columns are missing", async () => {
    const columns = Array.from({ length: 60 }, (_, index) => `c${index}`);
    const rows = Array.from({ length: 5000 }, (_, index) => columns.map(() => index));
    const shown = await boundShown({ kind: "table", columns, rows });
    if (shown.kind !== "table") throw new Error(shown.kind);
    expect(shown.columns).toHaveLength(50);
    expect(shown.rows).toHaveLength(1001);
    expect(shown.rows.at(-1)).toEqual(["… 4,000 more rows, 10 more columns"]);
  });

  it("thins a long series evenly, keeps its ends, and leaves out what is no number", async () => {
    const points = Array.from({ length: 10_000 }, (_, x) => ({ x, y: x }));
    const shown = await boundShown({
      kind: "series",
      title: "t",
      xLabel: "x",
      yLabel: "y",
      points: [...points, { x: 1, y: Number.NaN }],
    });
    if (shown.kind !== "series") throw new Error(shown.kind);
    expect(shown.title).toBe("t (2,000 of 10,000 points)");
    expect(shown.points).toHaveLength(2000);
    expect([shown.points[0], shown.points.at(-1)]).toEqual([points[0], points.at(-1)]);
  });

  it("names numbers that JSON cannot, and replaces what is too large to show", async () => {
    expect(await boundShown({ kind: "table", columns: ["a"], rows: [[Number.NaN]] })).toMatchObject({ rows: [["NaN"]] });
    const image = await boundShown({ kind: "image", mediaType: "image/png", data: "A".repeat(3_000_000), alt: "A chart" });
    expect(image).toEqual({ kind: "text", text: "An image of 3,000,000 bytes, too large to show. A chart" });
    const json = await boundShown({ kind: "json", value: "x".repeat(400_000) });
    expect(json).toMatchObject({ kind: "text", language: "json", text: expect.stringContaining("bytes left out") });
  });
});
