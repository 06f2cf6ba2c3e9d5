import { describe, expect, it } from "vitest";
import { sayToolData } from "./tool-data.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("what a function brought", () => {
  it.each([
    [
      "data as it is",
      { items: [{ content: '[{"a":1}]', data_format: { data_type: "object", parse_as: "table" } }] },
      '[{"a":1}]',
    ],
    ["data without a format", { items: [{ content: "words" }] }, "words"],
    ["data that is no text", { items: [{ content: [{ a: 1 }] }] }, '[{"a":1}]'],
    ["a text file", { items: [{ content: "a,b\n1,2", data_format: { data_type: "csv", filename: "t.csv" } }] }, "a,b\n1,2"],
    [
      "a text file in base64",
      { items: [{ content: base64("# Title\n\nWords, 3."), data_format: { data_type: "md", filename: "t.md" } }] },
      "# Title\n\nWords, 3.",
    ],
    [
      "a page",
      {
        items: [{ content: "<style>x{}</style><p>One &amp; <b>two</b></p>", data_format: { data_type: "html", filename: "p" } }],
      },
      "One & two",
    ],
    [
      "a file that cannot be read",
      {
        items: [
          { content: base64("%PDF-1.7 \u0000\u0001 and more of it"), data_format: { data_type: "pdf", filename: "r.pdf" } },
        ],
      },
      '[The file "r.pdf" (pdf) cannot be read here: only text can.]',
    ],
    [
      "a type nobody knows",
      { items: [{ content: "words of it", data_format: { data_type: "parquet", filename: "x" } }] },
      "words of it",
    ],
    [
      "the address of a file",
      { items: [{ url: "https://example.org/r.pdf", data_format: { data_type: "pdf", filename: "r.pdf" } }] },
      '[The file "r.pdf" (pdf) is at https://example.org/r.pdf and was not opened.]',
    ],
    ["nothing", { items: [] }, "[There is no data.]"],
    ["a command's success", { status: "success", message: "Added.", data: { id: 1 } }, 'success\nAdded.\n{"id":1}'],
    ["a skill", { status: "success", data: { skill: { slug: "s", contentMarkdown: "# Do this" } } }, "# Do this"],
    ["something else", { answer: 42 }, '{"answer":42}'],
    ["no object", "words", '"words"'],
  ])("is told: %s", (_what, entry, text) => {
    expect(sayToolData([entry])).toEqual({ text, isError: false });
  });

  it("is an error where all of it is", () => {
    const failed = { error_type: "not_found", content: "No such widget" };
    expect(sayToolData([failed])).toEqual({ text: "Failed (not_found): No such widget", isError: true });
    expect(sayToolData([{ status: "error", message: "No." }])).toEqual({ text: "error\nNo.", isError: true });
    expect(sayToolData([failed, { items: [{ content: "x" }] }]).isError).toBe(false);
  });

  it("is cut where it is more than a model could read, and says so", () => {
    const { text } = sayToolData([{ items: [{ content: "x".repeat(1_000_000) }] }]);
    expect(text.length).toBeLessThan(401_000);
    expect(text).toContain("600000 more characters are left out here.");
  });
});
