import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeThinkSplitter } from "#lib/reasoning/think-splitter.ts";
import { answer, begin, cutError, end, stepEnd, stepStart } from "#lib/testing/beats.ts";
import { type Beat, timed } from "#lib/testing/builders.ts";
import { clientToolStory, gated, tell } from "#lib/testing/chat-stories.ts";
import { invisible, makeTagQuoter } from "./quote-tags.ts";
import { makeSpeech } from "./speech.ts";

const think = (partId: string, ...texts: string[]): Beat[] => [
  [1, { type: "reasoning-start", partId, form: "full" }],
  ...texts.map((delta): Beat => [1, { type: "reasoning-delta", partId, delta }]),
];
const say = (partId: string, ...texts: string[]): Beat[] =>
  texts.map((delta): Beat => [1, { type: "text-delta", partId, delta }]);
const tagged = (...beats: Beat[][]) => tell(gated(timed([...begin, ...stepStart(), ...beats.flat()])), "tags").deltas;
const contentOf = (...beats: Beat[][]) =>
  tagged(...beats)
    .map(({ content }) => content)
    .join("");
const split = (content: string, kind: "text" | "reasoning") => {
  const splitter = makeThinkSplitter();
  return [...splitter.push(content), ...splitter.end()].flatMap((piece) => (piece.kind === kind ? [piece.text] : [])).join("");
};

describe("thoughts between tags", () => {
  it("are opened with their first word and closed before the answer", () => {
    expect(tagged(think("p1", "One", " two."), say("p2", "So.", " Yes."), stepEnd(), end())).toEqual([
      { content: "<think>One" },
      { content: " two." },
      { content: "</think>\n\nSo." },
      { content: " Yes." },
    ]);
  });

  it("are one block however many thoughts there are, and a block of their own after the answer began", () => {
    expect(
      contentOf(think("p1", "One."), think("p2", "Two."), say("p3", "So. "), think("p4", "Three."), say("p5", "Yes."), end()),
    ).toBe("<think>One.\n\nTwo.</think>\n\nSo. \n<think>Three.</think>\n\nYes.");
  });

  it("are closed when nothing follows them: an end, a limit, an error, calls", () => {
    expect(contentOf(think("p1", "Only."), stepEnd(1, "length"), end("completed", "length"))).toBe("<think>Only.</think>\n\n");
    expect(contentOf(think("p1", "Half"), end("failed", "error", cutError))).toBe("<think>Half</think>\n\n");
    const deltas = tell(gated(clientToolStory), "tags").deltas;
    const closedAt = deltas.findIndex(({ content }) => content?.includes("</think>"));
    expect(closedAt).toBeGreaterThan(-1);
    expect(closedAt).toBeLessThan(deltas.findIndex(({ tool_calls }) => tool_calls !== undefined));
  });

  it("are not there when there are none", () => {
    expect(contentOf(answer("p1", "Plain."), end())).toBe("Plain.");
    expect(contentOf(think("p1"), answer("p2", "Plain."), end())).toBe("Plain.");
  });

  it("may themselves speak of such tags without ending there, or swallowing the answer", () => {
    const content = contentOf(think("p1", "A <thi", "nk> opens, </think", " > closes, <b> neither."), say("p2", "Right."), end());
    expect(split(content, "text")).toBe("Right.");
    expect(split(content, "reasoning").replaceAll(invisible, "")).toBe("A <think> opens, </think > closes, <b> neither.");
    const never = contentOf(think("p1", "It ends in <"), think("p2", "/think"), say("p3", "Right."), end());
    expect([split(never, "text"), split(never, "reasoning")]).toEqual(["Right.", "It ends in <\n\n/think"]);
  });
});

describe("a quoted tag", () => {
  it("is no tag any more however the text is cut, and all else stays as it is", () => {
    const word = fc.constantFrom("<", ">", "/", "think", "<think>", "</think>", "<mm:thought a='>'>", " ", "x", "< think", "\n");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const pieces = (texts: readonly string[]) => {
          const quoter = makeTagQuoter();
          return [...texts.map((text) => quoter.push(text)), quoter.end()].join("");
        };
        const quoted = pieces(words);
        expect(quoted).toBe(pieces([words.join("")]));
        expect(quoted).toBe(pieces([...words.join("")]));
        expect(quoted.replaceAll(invisible, "")).toBe(words.join(""));
        expect(split(`<think>${quoted}</think>\n\nanswer`, "text")).toBe("answer");
      }),
    );
  });
});

describe("both fields", () => {
  it("say the same", () => {
    const speech = makeSpeech("both");
    expect(speech.think("p1", "One.")).toEqual([{ reasoning_content: "One.", reasoning: "One." }]);
  });
});

describe("a character", () => {
  it("is never cut, in a thought, in an answer, or in the range of sources", () => {
    for (const format of ["reasoning_content", "reasoning", "both", "tags"] as const) {
      const speech = makeSpeech(format);
      const told = [
        ...speech.think("p1", "\ud83e"),
        ...speech.think("p1", "\udde0 "),
        ...speech.say("\ud83e"),
        ...speech.say("\udde0"),
        ...speech.pause(),
      ];
      const texts = told.flatMap((delta) => Object.values(delta) as string[]);
      expect(texts.every((text) => text.isWellFormed())).toBe(true);
      expect(texts.join("")).toContain("\u{1F9E0} ");
    }
  });

  it("that stays half is told as one that is missing", () => {
    const speech = makeSpeech("reasoning");
    expect([...speech.think("p1", "a\ud83e"), ...speech.say("b\ud83e"), ...speech.pause()]).toEqual([
      { reasoning: "a" },
      { reasoning: "\ufffd" },
      { content: "b" },
      { content: "\ufffd" },
    ]);
  });
});
