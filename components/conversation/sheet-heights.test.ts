import { describe, expect, it } from "vitest";
import { nearestHeight, sheetHeights } from "./sheet-heights.ts";

describe("a sheet that is let go", () => {
  it.each([
    [sheetHeights[0] - 10, sheetHeights[0]],
    [50, sheetHeights[1]],
    [80, sheetHeights[2]],
    [100, sheetHeights[2]],
  ])("at %i percent rests at %i", (percent, rest) => {
    expect(nearestHeight(percent)).toBe(rest);
  });

  it("closes when it was pulled below half of its lowest height", () => {
    expect(nearestHeight(10)).toBeNull();
  });
});
