import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { languageName } from "./language.ts";
import { decodeEntities, readMath } from "./lexer.ts";
import { Markdown } from "./markdown.tsx";

function html(text: string, isLive = false): string {
  return renderToStaticMarkup(createElement(Markdown, { text, isLive }));
}

/** What a browser would act on: tags and their attributes, without the words between. */
function tags(markup: string): string {
  return (markup.match(/<[^>]*>/g) ?? []).join("\n");
}

const hostile = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<iframe src=https://evil.example></iframe>",
  "text <b onmouseover=alert(1)>b</b>",
  "<style>@import 'https://evil.example'</style>",
  '<a href="javascript:alert(1)">x</a>',
  "<details open ontoggle=alert(1)>",
  "![pixel](https://evil.example/pixel.png)",
  "![x](data:image/svg+xml;base64,AAAA)",
  "[![inner](https://evil.example/a.png)](https://evil.example)",
  "[x](javascript:alert(1))",
  "[x](JAVASCRIPT&colon;alert(1))",
  "[x](java&#x09;script:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  '[x](https://ok.example "onclick=alert(1)")',
  '[x](https://ok.example/"onmouseover="alert(1))',
  "<javascript:alert(1)>",
  "[x][1]\n\n[1]: javascript:alert(1)",
  "```html\n<script>alert(1)</script>\n```",
  "```<img src=x onerror=alert(1)>\ncode\n```",
  "`<script>alert(1)</script>`",
  "$$\\href{javascript:alert(1)}{x}$$",
  "$\\includegraphics{https://evil.example/a.png}$",
  "| <img src=x onerror=alert(1)> | b |\n|---|---|\n| [x](javascript:alert(1)) | <script> |",
  "- <object data=x>\n  > <embed src=x>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "\u0000<scr\u0000ipt>",
];

describe("markdown", () => {
  it("makes nothing of a hostile text that could run or be fetched", () => {
    for (const text of hostile) {
      for (const isLive of [true, false]) {
        const found = tags(html(text, isLive));
        expect(found).not.toMatch(/<(?:script|img|iframe|object|embed|style|link|video|audio|form|details|base|meta)\b/i);
        expect(found.replaceAll(/title="[^"]*"/g, "")).not.toMatch(/\son\w+=/i);
        expect(found).not.toMatch(/(?:href|src)="(?!https?:|mailto:)/i);
        expect(found).not.toMatch(/\ssrc(?:set)?=/i);
      }
    }
  });

  it("shows raw HTML as it was written, except a line break", () => {
    expect(html("a <b>c</b>")).toContain("a &lt;b&gt;c&lt;/b&gt;");
    expect(html("a<br>b")).toContain("a<br/>b");
  });

  it("opens links elsewhere, tells them nothing, and shows where they lead", () => {
    const markup = html("[bank.com](https://evil.example/a)");
    expect(markup).toContain('href="https://evil.example/a"');
    expect(markup).toContain('rel="noopener noreferrer nofollow"');
    expect(markup).toContain('target="_blank"');
    expect(markup).toContain("(evil.example)");
  });

  it("names an image and links to it", () => {
    const markup = html("![a chart](https://example.com/c.png)");
    expect(markup).toContain("a chart");
    expect(markup).toContain("image at example.com");
  });

  it("has all the text on the server, with headings below the page's own", () => {
    const markup = html("# Title\n\nWords with **weight**.\n\n```js\nlet a = 1\n```\n\n$$x^2$$");
    expect(markup).toContain("<h3");
    expect(markup).toContain("<strong>weight</strong>");
    expect(markup).toContain("let a = 1");
    expect(markup).toContain("x^2");
  });

  it("shows a half-written text as it will stand", () => {
    expect(html("some **bold te", true)).toContain("<strong>bold te</strong>");
    expect(html("```js\nlet a", true)).toContain("let a");
    expect(html("```js\nlet a\n``", true)).not.toContain("``");
    expect(html("| a | b |", true)).toContain("<th");
    expect(html("$$\nx^2", true)).not.toContain("md-formula");
    expect(html("cut **here", false)).toContain("**here");
  });

  it("keeps the number of a long ordered list across its pieces", () => {
    expect(html("1. again\n".repeat(90))).toContain('start="41"');
  });

  it("shows task lists, tables and nested lists", () => {
    expect(html("- [x] done\n- [ ] open")).toMatch(/checkbox[^>]*checked[\s\S]*done[\s\S]*checkbox/);
    expect(html("| a |\n|--:|\n| 1 |")).toContain("text-align:right");
    expect(html("- a\n  1. b\n     - c")).toMatch(/<ul.*<ol.*<ul/s);
  });

  it("survives nesting, long lines and thousands of links", () => {
    expect(html(`${"> ".repeat(3_000)}deep`)).toContain("deep");
    expect(html(`${"[".repeat(7_000)}x`)).toContain("x");
    expect(html("*a _b ".repeat(1_300))).toContain("a");
    expect(html("w".repeat(1_000_000))).toContain("www");
    expect(html("[a](https://example.com/)\n\n".repeat(2_000)).match(/<a /g)).toHaveLength(2_000);
  });

  it("sets each block in the direction of its own words", () => {
    expect(html("مرحبا\n\nhello").match(/dir="auto"/g)?.length).toBeGreaterThanOrEqual(2);
    expect(html("`code`")).toContain('dir="ltr"');
  });
});

describe("formulas", () => {
  it("are told from money", () => {
    for (const money of ["$5 and $10", "$5, or 10$ more", "$20-$30", "$1.5M to 2M$", "$ 5 $", "$5"]) {
      expect(readMath(money)).toBeUndefined();
    }
    for (const formula of ["$x$", "$2x+1$", "$5$", "$10 + 3 = 13$", "$\\frac{1}{2}$", "$$x$$", "\\(x\\)", "\\[x\\]"]) {
      expect(readMath(formula)).toMatchObject({ type: "math" });
    }
  });

  it("are set apart only when they ask for it", () => {
    expect(readMath("$$ x $$")).toMatchObject({ text: "x", isDisplay: true });
    expect(readMath("\\( x \\) y")).toMatchObject({ text: "x", isDisplay: false, raw: "\\( x \\)" });
  });
});

describe("entities", () => {
  it("become the letters they stand for, and stay when unknown", () => {
    expect(decodeEntities("a &amp; b &#39;c&#x27; &nope; &constructor; &#xD800;")).toBe("a & b 'c' &nope; &constructor; \ufffd");
  });
});

describe("the language of a fence", () => {
  it("is found by its short names and shown by its full one", () => {
    expect(languageName("py")).toEqual({ id: "python", name: "Python" });
    expect(languageName("tsx title=a.tsx")).toEqual({ id: "typescript", name: "TypeScript" });
    expect(languageName("")).toEqual({ id: null, name: "Text" });
    expect(languageName("constructor")).toEqual({ id: null, name: "constructor" });
  });
});
