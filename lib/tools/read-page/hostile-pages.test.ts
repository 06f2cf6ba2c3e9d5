import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growth } from "#lib/testing/growth.ts";
import { extractPage } from "./extract-page.ts";

const names =
  "div p b i a span table tr td th ul ol li pre code h1 form select option svg math title script style template article main nav aside header body html head base br img font blockquote".split(
    " ",
  );
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names).map((name) => `<${name}>`) },
  { weight: 2, arbitrary: fc.constantFrom(...names).map((name) => `</${name}>`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...names),
        fc.constantFrom("id", "class", "href", "style", "start", "colspan", "lang", "alt", "hidden", "role"),
        fc.string({ maxLength: 8 }),
      )
      .map(([name, attribute, value]) => `<${name} ${attribute}="${value}">`),
  },
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<!doctype x>",
      "&#0;",
      "&#x1;",
      "&amp",
      "<?",
      "</",
      "\u0000",
      "<a b=c d='",
      "id=x>",
      "words, and words, and more words. ".repeat(9),
    ),
  },
);
const markup = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(""));

describe("markup that nobody would write", () => {
  it("is read all the same", () => {
    fc.assert(
      fc.property(markup, (html) => {
        const { markdown } = extractPage(html, "https://site.example/");
        expect(markdown).not.toMatch(/[^\P{Cc}\t\n]/u);
        expect(markdown).not.toMatch(/(?<!\\)\]\((?!https?:|mailto:)/);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps at least two thirds of its text, however it is cut into elements", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{6}$/), { minLength: 30, maxLength: 60 });
    const wrap = fc.constantFrom("p", "div", "span", "b", "section", "li", "td");
    fc.assert(
      fc.property(words, fc.array(wrap, { minLength: 1, maxLength: 5 }), (all, wraps) => {
        const html = all.map((word, index) => `<${wraps[index % wraps.length]}>${word} `).join("");
        const { markdown } = extractPage(`<body>${html}`, "https://site.example/");
        expect(all.filter((word) => markdown.includes(word)).length).toBeGreaterThanOrEqual((all.length * 2) / 3);
      }),
    );
  });
});

const million = 1_000_000;

describe("markup made to cost", () => {
  it.each([
    ["nested boxes", "<div>".repeat(million)],
    ["nested emphasis", "<b>".repeat(million)],
    ["nested tables", "<table><tr><td>".repeat(million / 5)],
    ["nested lists", "<ul><li>".repeat(million / 5)],
    ["nested quotations", "<blockquote>x\n".repeat(million / 5)],
    ["nested drawings", "<svg>".repeat(million)],
    ["emphasis that is never closed", Array.from({ length: 1000 }, (_, at) => `<b i=${at}>`).join("") + "<p>x".repeat(1000)],
    ["links in links", "<a href=x><p>x".repeat(2000)],
    ["what looks like tags", "<".repeat(million)],
    ["what looks like entities", "&".repeat(million)],
    ["comments that are never closed", "<!--".repeat(million)],
    ["spaces", `<pre>${" ".repeat(million)}x</pre><p>${"\u00a0".repeat(million)}x`],
    ["line ends", `<pre>${"\n".repeat(million)}x</pre>`],
    ["fences", `<pre>${"```\n".repeat(million / 5)}</pre>`],
    ["brackets", `<p>${"[".repeat(million)}${"](".repeat(million / 2)}`],
    ["attributes of a tag", `<p ${Array.from({ length: 2000 }, (_, at) => `a${at}=1`).join(" ")}>x`],
    ["structured data", `<script type="application/ld+json">${"[".repeat(million)}</script><p>x`],
    ["a style", `<p style="${"display : ".repeat(million / 10)}">x`],
  ])("as %s is read or left", (_, html) => {
    expect(extractPage(html, "https://site.example/").markdown.length).toBeLessThan(3 * million);
  });

  it("has its text from above where it is too deep, and says that it is cut", () => {
    const { markdown, isCut } = extractPage(`<p>above</p>${"<div>".repeat(100_000)}below`, "https://site.example/");
    expect([markdown, isCut]).toEqual(["above", true]);
  });

  it("has its text from the greatest depths, where a tree can still be made of it", () => {
    const depths = Array.from({ length: 1000 }, (_, depth) => `text${depth}x`);
    const { markdown, isCut } = extractPage(depths.map((text) => `<div>${text} `).join(""), "https://site.example/");
    expect(depths.slice(200).filter((text) => !markdown.includes(text))).toEqual([]);
    expect(isCut).toBe(false);
  });

  it.each([
    ["paragraphs", "<p>Some words, and <a href=x>a link</a>, and more words.</p>\n"],
    ["empty paragraphs", "<p>"],
    ["rows", "<tr><td>a<td>b"],
    ["items", "<li>x"],
    ["breaks", "x<br>"],
  ])("grows with %s, not with their square", (_, each) => {
    const page = (count: number) =>
      `<article><h1>T</h1><p>${"words, and ".repeat(50)}</p><table>${each.repeat(count)}</table></article>`;
    const [small, large] = [page(100), page(1000)];
    expect(
      growth(
        () => extractPage(small, "https://site.example/"),
        () => extractPage(large, "https://site.example/"),
      ),
    ).toBeLessThan(4);
  });
});
