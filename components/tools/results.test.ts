import { describe, expect, it } from "vitest";
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import { childrenOf, countOf, foldedWords, leafText, openAtFirst } from "./json-tree.ts";
import { imageAddress, isMoreThanPreview, shownOf } from "./shown-result.ts";
import { cellText, numberColumns, yearColumns } from "./table-cells.ts";

describe("what is shown of a result", () => {
  it("is what the tool shows, else the result itself, else nothing", () => {
    const shown: ToolShown = { kind: "text", text: "2" };
    expect(shownOf({ shown, result: 1 })).toBe(shown);
    expect(shownOf({ shown: null, result: 42 })).toEqual({ kind: "text", text: "42" });
    expect(shownOf({ shown: null, result: false })).toEqual({ kind: "text", text: "false" });
    expect(shownOf({ shown: null, result: { a: 1 } })).toEqual({ kind: "json", value: { a: 1 } });
    for (const nothing of [null, undefined, "", {}, []]) expect(shownOf({ shown: null, result: nothing })).toBeNull();
  });

  it("is JSON where it is not of the kind that it says", () => {
    const strange = [
      { kind: "table", columns: "a", rows: 3 },
      { kind: "series", points: [{ x: 1 }] },
      { kind: "hologram" },
      { kind: "text" },
    ];
    for (const shown of strange)
      expect(shownOf({ shown: shown as unknown as ToolShown, result: null })).toEqual({ kind: "json", value: shown });
  });

  it("opens in full where there is more", () => {
    expect(isMoreThanPreview({ kind: "text", text: "short" })).toBe(false);
    expect(isMoreThanPreview({ kind: "text", text: "line\n".repeat(40) })).toBe(true);
    expect(isMoreThanPreview({ kind: "table", columns: ["a"], rows: [[1]] })).toBe(false);
  });

  it("is an image only of the four types and of plain base64", () => {
    const image = { kind: "image", mediaType: "image/png", data: "iVBORw0KGgo=", alt: "" } as const;
    expect(imageAddress(image)).toBe("data:image/png;base64,iVBORw0KGgo=");
    expect(imageAddress({ ...image, mediaType: "image/svg+xml" as "image/png" })).toBeNull();
    for (const data of ["", "https://example.org/x.png", 'x" onerror="1', "a,b"])
      expect(imageAddress({ ...image, data })).toBeNull();
  });
});

describe("a table", () => {
  it("knows its columns of numbers and leaves the others to the left", () => {
    const rows = [
      ["a", 1, "12.5 %", null],
      ["b", null, "$3,000", true],
      ["c", 2.5, "−4", "x"],
    ];
    expect(numberColumns(4, rows)).toEqual([false, true, true, false]);
    expect(numberColumns(2, [[null], []])).toEqual([false, false]);
  });

  it("groups the thousands of counts, and not those of years", () => {
    expect(
      yearColumns(3, [
        [1980, 1980, "1980"],
        [null, 12_000, "x"],
      ]),
    ).toEqual([true, false, false]);
    expect([cellText(1980, true), cellText(12_000, false)]).toEqual(["1980", "12,000"]);
  });

  it("says each cell in a word", () => {
    expect([1234567, 0.1, null, true, "x", Number.NaN].map((cell) => cellText(cell))).toEqual([
      "1,234,567",
      "0.1",
      "–",
      "yes",
      "x",
      "NaN",
    ]);
  });
});

describe("folded JSON", () => {
  it("counts what is within and cuts long strings between characters", () => {
    expect(foldedWords([1, 2])).toBe("[2 entries]");
    expect(foldedWords({ a: 1 })).toBe("{1 key}");
    expect(leafText(`${"🙂".repeat(300)}`, 401)).toMatchObject({ leftOut: 200 });
    expect(leafText(null, 10).text).toBe("null");
  });

  it("opens level by level as long as little is drawn, however much there is", () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => ({ index, deep: { deeper: [index] } }));
    const open = openAtFirst({ rows, meta: { count: 3 } }, 14);
    expect([...open]).toEqual(["", "/meta"]);
    expect(openAtFirst(rows, 14).size).toBe(1);
    expect(childrenOf(rows, 50)).toHaveLength(50);
    expect(countOf(rows)).toBe(100_000);
    expect([...openAtFirst({ a: { b: { c: 1 } } }, 14)]).toEqual(["", "/a", "/a/b"]);
  });

  it("takes a key that is a name of every object for a key", () => {
    const value = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}');
    expect(childrenOf(value, 9).map(({ key }) => key)).toEqual(["__proto__", "constructor"]);
  });
});
