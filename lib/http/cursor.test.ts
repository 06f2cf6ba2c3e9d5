import { describe, expect, it } from "vitest";
import { readCursor } from "./cursor.ts";

describe("the cursor", () => {
  it("is the larger of both, 0 without any", () => {
    expect(readCursor(undefined, null)).toBe(0);
    expect(readCursor("3", null)).toBe(3);
    expect(readCursor(undefined, "4")).toBe(4);
    expect(readCursor("3", "4")).toBe(4);
    expect(readCursor("5", "4")).toBe(5);
    expect(readCursor("5", "")).toBe(5);
  });

  it.each(["-1", "NaN", "", " 1", "1.5", "1e3", "0x10", "1e18", "9999999999999999", "one", "١"])("is not %j", (text) => {
    expect(() => readCursor(text, null)).toThrow(expect.objectContaining({ code: "bad-request", field: "after" }));
    if (text === "") return;
    expect(() => readCursor("1", text)).toThrow(expect.objectContaining({ code: "bad-request", field: "Last-Event-ID" }));
  });
});
