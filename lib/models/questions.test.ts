import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PromptImage, PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { contentOf, dataUrl, joinQuestions, type Question, systemText } from "./questions.ts";

const image = (data: string): PromptImage => ({ mediaType: "image/png", data });
const asked = (text: string, ...images: PromptImage[]): PromptMessage => ({ role: "user", text, images });
const answer: PromptMessage = { role: "assistant", parts: [{ kind: "text", text: "A", seal: null }] };
const said = (messages: PromptMessage[]) =>
  joinQuestions(messages).map((message) =>
    message.role === "user" ? contentOf(message, ({ data }) => `[${data}]`, String) : message.role,
  );

describe("questions", () => {
  it("left next to each other become one text", () => {
    expect(said([asked("One"), asked("Two"), answer, asked("Three")])).toEqual(["One\n\nTwo", "assistant", "Three"]);
  });

  it("keep their pictures in front of the words about them, in order", () => {
    const messages = [asked("One", image("a"), image("b")), asked("Two"), asked("Three", image("c"))];
    expect(said(messages)).toEqual([["[a]", "[b]", "One\n\nTwo", "[c]", "Three"]]);
  });

  it("may be a picture without a word, beside others too", () => {
    expect(said([asked("", image("a"))])).toEqual([["[a]"]]);
    expect(said([asked("", image("a")), asked("Two")])).toEqual([["[a]", "Two"]]);
  });

  it("have the words for a cut thought behind their own", () => {
    const [only] = said([asked("One", image("a")), { role: "unfinished-thought", text: "Hm" }]);
    expect(only).toEqual(["[a]", expect.stringMatching(/^One\n\n[\s\S]*\nHm\n/)]);
  });

  it("never hold two texts in a row, and lose nothing", () => {
    const message = fc.record({ text: fc.string({ minLength: 1 }), pictures: fc.nat({ max: 2 }) });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 6 }), (list) => {
        const messages = list.map(({ text, pictures }, at) =>
          asked(text, ...Array.from({ length: pictures }, () => image(String(at)))),
        );
        const [{ parts }] = joinQuestions(messages) as [Question];
        const kinds = parts.map(({ kind }) => kind);
        expect(kinds.some((kind, at) => kind === "text" && kinds[at + 1] === "text")).toBe(false);
        expect(kinds.filter((kind) => kind === "image").length).toBe(list.reduce((sum, { pictures }) => sum + pictures, 0));
        const texts = parts.flatMap((part) => (part.kind === "text" ? [part.text] : []));
        expect(texts.join("\n\n")).toBe(list.map(({ text }) => text).join("\n\n"));
      }),
    );
  });
});

describe("what comes before everything else", () => {
  it("is the first message's, where that is the system's", () => {
    expect(systemText([{ role: "system", text: "Be brief." }, asked("One")])).toBe("Be brief.");
    expect(systemText([asked("One")])).toBeNull();
    expect(systemText([])).toBeNull();
  });
});

describe("a picture as an address", () => {
  it("says what it is", () => {
    expect(dataUrl({ mediaType: "image/webp", data: "AAAA" })).toBe("data:image/webp;base64,AAAA");
  });
});
