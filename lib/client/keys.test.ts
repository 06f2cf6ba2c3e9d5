import { describe, expect, it } from "vitest";
import { actionFor } from "./keys.ts";

function press(key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {}) {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe("the keyboard map", () => {
  it("knows single keys while nobody writes", () => {
    expect(actionFor(press("n"), false)).toBe("new");
    expect(actionFor(press("?", { shiftKey: true }), false)).toBe("help");
    expect(actionFor(press("/", { shiftKey: true }), false)).toBe("write");
    expect(actionFor(press("."), false)).toBe("answer-now");
  });

  it("leaves every plain key to the person who writes", () => {
    for (const key of ["n", "/", "r", ".", "l", "s", "?"]) expect(actionFor(press(key), true)).toBeNull();
  });

  it("keeps its chords while the person writes, on every system", () => {
    expect(actionFor(press(".", { ctrlKey: true }), true)).toBe("panel");
    expect(actionFor(press("O", { metaKey: true, shiftKey: true }), true)).toBe("new");
  });

  it("takes nothing that belongs to the browser", () => {
    expect(actionFor(press("n", { ctrlKey: true }), false)).toBeNull();
    expect(actionFor(press("r", { metaKey: true }), false)).toBeNull();
    expect(actionFor(press("n", { altKey: true }), false)).toBeNull();
  });
});
