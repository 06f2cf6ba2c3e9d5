import { describe, expect, it } from "vitest";
import { aView, type Beat, timed } from "#lib/testing/builders.ts";
import { names, sourceCountWords, sourcesOf } from "./sources.ts";

describe("whether a text names an address", () => {
  it("takes the address itself, however it is set and whatever ends the sentence", () => {
    const url = "https://example.org/a";
    for (const text of [url, `See ${url}.`, `([A](${url}))`, `<${url}>`, `${url}/ and`, `**${url}**`, `${url},\nmore`]) {
      expect(names(text, url), text).toBe(true);
    }
    expect(names("https://example.org", "https://example.org/")).toBe(true);
  });

  it("does not take a longer address, another one, or a title for it", () => {
    const url = "https://example.org/a";
    for (const text of [
      `${url}b`,
      `${url}/b`,
      `${url}?x=1`,
      `${url}#b`,
      `${url}.html`,
      `${url}-2`,
      "example.org/a",
      "Example A",
      "",
    ]) {
      expect(names(text, url), text).toBe(false);
    }
    expect(names("anything at all", "")).toBe(false);
  });
});

const found: Beat[] = [
  [0, { type: "run-start", turnId: "trn_1", modelId: "x/y", modelName: "Y", effortAsked: "low" }],
  [0, { type: "step-start", step: 1, effortSent: null }],
  [1, { type: "text-start", partId: "t0" }],
  [1, { type: "text-delta", partId: "t0", delta: "I will look at https://example.org/b first." }],
  [1, { type: "text-end", partId: "t0" }],
  [1, { type: "tool-call", partId: "k1", callId: "c1", name: "web_search", args: {} }],
  [1, { type: "tool-call", partId: "k2", callId: "c2", name: "read_page", args: {} }],
  [1, { type: "source", partId: "s1", callId: "c1", url: "https://example.org/a", title: "A" }],
  [1, { type: "source", partId: "s2", callId: "c1", url: "https://example.org/b", title: null }],
  [1, { type: "source", partId: "s3", callId: "c2", url: "https://example.org/a", title: "A again" }],
  [1, { type: "source", partId: "s4", url: "https://example.org/c", title: "C" }],
  [
    1,
    {
      type: "tool-result",
      callId: "c1",
      result: [],
      shown: { kind: "links", links: [{ url: "https://example.org/a", title: "A", excerpt: "About A." }] },
    },
  ],
  [1, { type: "text-start", partId: "t1" }],
  [1, { type: "text-delta", partId: "t1", delta: "As [A](https://example.org/a) says." }],
];

describe("the sources of a run", () => {
  it("are each page once, with all who found it, what was quoted, and whether the answer then names it", () => {
    expect(sourcesOf(aView(timed(found)))).toEqual([
      { url: "https://example.org/a", title: "A", excerpt: "About A.", foundBy: ["k1", "k2"], isUsed: true },
      { url: "https://example.org/b", title: null, excerpt: "", foundBy: ["k1"], isUsed: false },
      { url: "https://example.org/c", title: "C", excerpt: "", foundBy: ["s4"], isUsed: false },
    ]);
  });

  it("are counted in words", () => {
    const sources = sourcesOf(aView(timed(found)));
    expect(sourceCountWords(sources)).toBe("3 sources · 1 named in the answer");
    expect(sourceCountWords(sources.slice(1, 2))).toBe("1 source");
  });
});
