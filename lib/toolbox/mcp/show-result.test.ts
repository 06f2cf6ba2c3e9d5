import type { CallToolResult } from "@modelcontextprotocol/client";
import { describe, expect, it } from "vitest";
import { callContext } from "#lib/testing/mcp/call-context.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { adaptTool, effectOf } from "./adapt.ts";
import { outputOf } from "./show-result.ts";

const pixel = "iVBORw0KGgo=";
const { context } = callContext();
const text = (said: string) => ({ type: "text" as const, text: said });
const given = (content: CallToolResult["content"], structuredContent?: Record<string, unknown>) =>
  outputOf({ content, ...(structuredContent && { structuredContent }) }, context);

describe("a server's result", () => {
  it("is its text, as Markdown, without what no reader sees", () => {
    expect(given([text("# One"), text("two\u{e0041}\u202e")])).toEqual({
      result: "# One\n\ntwo",
      shown: { kind: "markdown", text: "# One\n\ntwo" },
    });
  });

  it("is a value where the text is one, and a table where the value is one", () => {
    expect(given([text('{"a": [1]}')])).toEqual({ result: { a: [1] }, shown: { kind: "json", value: { a: [1] } } });
    const rows = [
      { name: "a", size: 1 },
      { name: "b", size: null, old: true },
    ];
    const table = {
      kind: "table",
      columns: ["name", "size", "old"],
      rows: [
        ["a", 1, null],
        ["b", null, true],
      ],
    };
    expect(given([text(JSON.stringify(rows))])).toEqual({ result: rows, shown: table });
    expect(given([text("whatever")], { files: rows })).toEqual({ result: { files: rows }, shown: table });
    expect(given([text("[not JSON")]).result).toBe("[not JSON");
    expect(given([text("[1, 2]")])).toEqual({ result: [1, 2], shown: { kind: "json", value: [1, 2] } });
  });

  it("is its words where the structure only says them again", () => {
    expect(given([text("It is done.")], { content: "It is done." })).toMatchObject({ result: "It is done." });
    expect(given([text("It is done.")], { content: "Other words." })).toMatchObject({ result: { content: "Other words." } });
  });

  it("shows an image to the person, told by the words beside it, and tells the model that there is one", () => {
    const { result, shown } = given([text("A fox."), { type: "image", data: pixel, mimeType: "image/PNG" }]);
    expect(shown).toEqual({ kind: "image", mediaType: "image/png", data: pixel, alt: "A fox." });
    expect(result).toMatch(/^A fox\.\n\n\[An image, image\/png, 9 bytes: /);
    expect(JSON.stringify(result)).not.toContain(pixel);
  });

  it("leaves out sounds, drawings that may hold scripts, and files, with a word", () => {
    const { result, shown } = given([
      { type: "audio", data: pixel, mimeType: "audio/wav" },
      { type: "image", data: pixel, mimeType: "image/svg+xml" },
      { type: "resource", resource: { uri: "file:///a.bin", blob: pixel, mimeType: "<script>" } },
    ]);
    expect(result).toMatch(/A sound, audio\/wav.*image\/svg\+xml.*a type that is not named/s);
    expect(JSON.stringify([result, shown])).not.toContain(pixel);
  });

  it("brings links, and counts pages among its sources; other addresses stay words", () => {
    const { context, said } = callContext();
    const link = (uri: string) => ({ type: "resource_link" as const, uri, name: "N", description: "About" });
    const { shown } = outputOf({ content: [link("https://example.com/a")] }, context);
    expect(shown).toEqual({ kind: "links", links: [{ url: "https://example.com/a", title: "N", excerpt: "About" }] });
    expect(said.sources).toEqual([{ url: "https://example.com/a", title: "N" }]);
    const other = outputOf({ content: [link("javascript:alert(1)")] }, context);
    expect(other).toEqual({
      result: "N: javascript:alert(1)\nAbout",
      shown: { kind: "markdown", text: "N: javascript:alert(1)\nAbout" },
    });
    expect(said.sources).toHaveLength(1);
  });

  it("is a failure with the server's words when it says so", () => {
    const failed = () => outputOf({ content: [text("No such file")], isError: true }, context);
    expect(failed).toThrow(ToolFailure);
    expect(failed).toThrow("No such file");
    expect(() => outputOf({ content: [], isError: true }, context)).toThrow("did not say why");
    expect(given([])).toEqual({ result: "The tool is done and has nothing to say." });
  });
});

describe("what a server says of its tool's effect", () => {
  it.each([
    [{}, "with-effect"],
    [{ readOnlyHint: true }, "read-only"],
    [{ readOnlyHint: true, destructiveHint: false }, "read-only"],
    [{ readOnlyHint: true, destructiveHint: true }, "with-effect"],
    [{ readOnlyHint: false, destructiveHint: false, idempotentHint: true }, "with-effect"],
  ] as const)("%j is %s", (annotations, effect) => {
    expect(effectOf(annotations)).toBe(effect);
  });
});

describe("a call in one line", () => {
  const listed = {
    name: "t",
    title: "A\u202etitle\n",
    description: "Does\nit. ".repeat(50),
    inputSchema: { type: "object" },
    annotations: {},
  };
  const tool = adaptTool({ id: "s", name: "S" }, listed, () => Promise.reject(new Error("It is not called.")));

  it("names its arguments, cut where they are long, S31 without what turns text round", () => {
    expect(tool.say({ path: "a\u202eb\nc", lines: [1, 2] })).toBe("path: ab c, lines: [1,2]");
    expect(tool.say({ text: "x".repeat(1_000_000) }).length).toBeLessThanOrEqual(160);
    expect(tool.say({})).toBe("without arguments");
    expect([tool.title, tool.purpose.includes("\n"), tool.purpose.length <= 160]).toEqual(["Atitle", false, true]);
  });
});
