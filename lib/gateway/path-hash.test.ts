import { describe, expect, it } from "vitest";
import { answer, begin, end, stepEnd, stepStart } from "#lib/testing/beats.ts";
import { aView, timed } from "#lib/testing/builders.ts";
import { isAnswerOf, pathHashes, plainAnswer } from "./path-hash.ts";
import type { ToldTurn } from "./told-path.ts";

const turn = (text: string, answer?: string, images: ToldTurn["images"] = []): ToldTurn => {
  return { text, images, steps: answer === undefined ? [] : [{ text: answer, calls: [] }] };
};
const last = (...turns: ToldTurn[]) => pathHashes(turns).at(-1);
const image = (data: string) => ({ mediaType: "image/png", data });

describe("the hash of a path", () => {
  it("is that of everything said up to and with its question, and of nothing after it", () => {
    const [first, second] = pathHashes([turn("a", "b"), turn("c", "d")]);
    expect(first).toBe(last(turn("a")));
    expect(second).toBe(last(turn("a", "b"), turn("c")));
    expect(new Set([first, second, last(turn("c"))]).size).toBe(3);
  });

  it("does not depend on how a client joins, trims or encodes", () => {
    const told = last(turn("a\nb", "One.\n\nTwo. caf\u00e9"), turn("c"));
    expect(last(turn(" a\r\nb\n", " One.Two.\tcafe\u0301 "), turn("c "))).toBe(told);
    const steps = ["One.", "Two. café"].map((text) => ({ text, calls: [] }));
    expect(last({ ...turn("a\nb"), steps }, turn("c"))).toBe(told);
  });

  it.each([
    ["white space within a question", last(turn("a b", "x"), turn("c")), last(turn("a  b", "x"), turn("c"))],
    ["the letters of an answer", last(turn("a", "x"), turn("c")), last(turn("a", "X"), turn("c"))],
    ["where one message ends", last(turn("a", "xy"), turn("c")), last(turn("a", "x"), turn("yc"))],
    ["whether there was an answer", last(turn("a"), turn("c")), last(turn("a", "x"), turn("c"))],
    ["pictures", last(turn("a", undefined, [image("b25l")])), last(turn("a", undefined, [image("dHdv")]))],
    ["whether there are pictures", last(turn("a", undefined, [image("b25l")])), last(turn("a"))],
  ])("depends on %s", (_, one, other) => {
    expect(one).not.toBe(other);
  });

  it("goes on from what was said before, where only the newest is told", () => {
    const [before] = pathHashes([turn("a")]);
    const after = pathHashes([turn("c", "d"), turn("e")], { hash: before ?? "", answer: plainAnswer("b") });
    expect(after).toEqual(pathHashes([turn("a", "b"), turn("c", "d"), turn("e")]).slice(1));
  });
});

describe("an answer that a client tells", () => {
  const view = aView(timed([...begin, ...stepStart(), ...answer("p1", "One moment."), ...stepEnd(), ...end()]));

  it.each([
    ["with other white space", " One\nmoment. ", true],
    ["with thoughts in tags", "<think>Hm.</think>\n\nOne moment.", true],
    ["in other words", "Two moments.", false],
  ])("%s: %j", (_, told, isIt) => {
    expect(isAnswerOf(view, told)).toBe(isIt);
  });
});
