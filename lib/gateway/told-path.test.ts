import { describe, expect, it } from "vitest";
import { answers, brings, says } from "#lib/testing/asking.ts";
import { partIdOut } from "#lib/wire/ids.ts";
import type { AskMessage } from "#lib/wire/request/ask.ts";
import { openingText, readToldPath, withoutThoughts } from "./told-path.ts";

const call = (callId: string, name = "look") => ({ callId, name, args: { a: 1 } });
const ours = partIdOut("call", { runId: "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6", partId: "p2" });
const wrong = (message: RegExp) =>
  expect.objectContaining({
    code: "bad-request",
    field: "messages",
    message: expect.stringMatching(message),
  }) as unknown as Error;
const image = { mediaType: "image/png", data: "aGk=" };

describe("what a client tells of a conversation", () => {
  it("is turns, each with what followed", () => {
    const { turns } = readToldPath([
      says("one"),
      answers("Let me see.", call("c1")),
      brings("c1", "found"),
      answers("It is so."),
      says("two"),
    ]);
    expect(turns).toEqual([
      {
        text: "one",
        images: [],
        steps: [
          { text: "Let me see.", calls: [{ ...call("c1"), result: { text: "found", isError: false } }] },
          { text: "It is so.", calls: [] },
        ],
      },
      { text: "two", images: [], steps: [] },
    ]);
  });

  it("may have two questions in a row: the first was not answered", () => {
    const { turns } = readToldPath([says("one"), says("two")]);
    expect(turns).toMatchObject([
      { text: "one", steps: [] },
      { text: "two", steps: [] },
    ]);
  });

  it("may begin with the assistant", () => {
    const { turns } = readToldPath([answers("Welcome!"), says("Hi")]);
    expect(turns).toMatchObject([
      { text: openingText, steps: [{ text: "Welcome!" }] },
      { text: "Hi", steps: [] },
    ]);
  });

  it("may hold messages that say nothing, which are passed over", () => {
    const { turns } = readToldPath([says(" "), says("one"), answers(""), answers(" \n"), says("two"), answers(""), says("")]);
    expect(turns).toMatchObject([
      { text: "one", steps: [] },
      { text: "two", steps: [] },
    ]);
  });

  it("may ask with a picture and no words", () => {
    const { turns } = readToldPath([{ role: "user", text: "", images: [image] }]);
    expect(turns).toEqual([{ text: "", images: [image], steps: [] }]);
  });

  it("may bring results in any order, late, or none at all", () => {
    const { turns } = readToldPath([
      says("one"),
      answers("", call("c1"), call("c2"), call("c3")),
      brings("c2", "two", true),
      brings("c1", "one"),
    ]);
    expect(turns[0]?.steps[0]?.calls.map(({ result }) => result)).toEqual([
      { text: "one", isError: false },
      { text: "two", isError: true },
      null,
    ]);
  });

  it("may name calls alike again and again: a result is that of the newest", () => {
    const { turns } = readToldPath([
      says("one"),
      answers("", call("call_0")),
      brings("call_0", "first"),
      answers("", call("call_0")),
      brings("call_0", "second"),
    ]);
    expect(turns[0]?.steps.map(({ calls }) => calls[0]?.result?.text)).toEqual(["first", "second"]);
  });

  it("may bring results of calls of ours without the message that made them", () => {
    expect(readToldPath([says("one"), brings(ours, "found")])).toMatchObject({
      turns: [{ text: "one", steps: [] }],
      results: [{ callId: ours, text: "found", isError: false }],
      earlierResults: [],
    });
    expect(readToldPath([brings(ours, "found"), says("one")])).toMatchObject({
      turns: [{ text: "one" }],
      results: [],
      earlierResults: [{ callId: ours }],
    });
  });

  it.each<[string, AskMessage[], RegExp]>([
    ["nothing", [], /no message of a user/],
    ["nothing that says anything", [says(""), answers("")], /no message of a user/],
    ["the assistant's words last", [says("one"), answers("I")], /last message is the assistant's/],
    ["the assistant's words alone", [answers("I")], /last message is the assistant's/],
    ["a call last", [says("one"), answers("", call("c1"))], /last message is the assistant's/],
    ["a result of a call that nobody made", [says("one"), brings("c9", "x")], /"c9".*no message before it makes that call/],
    ["a result before its call", [says("one"), brings("c1", "x"), answers("", call("c1"))], /"c1"/],
    [
      "a result of a call of ours in the midst",
      [says("one"), brings(ours, "x"), answers("So."), says("two")],
      /no message before/,
    ],
  ])("may not be %s", (_, messages, message) => {
    expect(() => readToldPath(messages)).toThrow(wrong(message));
  });

  it("has no thoughts in its answers, however they stand there", () => {
    expect(withoutThoughts("<think>Hm.</think>\n\nIt is so.")).toBe("It is so.");
    expect(withoutThoughts("One.\n<think>Hm.</think>\n\nTwo.")).toBe("One.\nTwo.");
    expect(withoutThoughts("a < b and `<think>` is a tag")).toBe("a < b and `<think>` is a tag");
    expect(readToldPath([says("one"), answers("<think>only this</think>"), says("two")]).turns[0]?.steps).toEqual([]);
  });
});
