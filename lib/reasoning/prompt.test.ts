import { describe, expect, it } from "vitest";
import { aView, numbered } from "#lib/testing/builders.ts";
import { scenario, testSeal } from "#lib/testing/scenarios.ts";
import { collectSeals, toPrompt } from "./prompt.ts";

const turn = (name: string, text = "question") => ({
  text,
  view: aView(scenario(name)),
  seals: collectSeals(numbered(scenario(name))),
});
const prompt = (name: string, issuer = testSeal.issuer) => toPrompt([turn(name)], issuer).slice(1);

describe("the prompt", () => {
  it("holds question and answer, and no thought that is not sealed", () => {
    expect(toPrompt([turn("thinking then text", "6 × 7?"), { text: "And 8 × 9?", view: null }], "x")).toEqual([
      { role: "user", text: "6 × 7?" },
      { role: "assistant", parts: [{ kind: "text", text: "Seven times six is **42**." }] },
      { role: "user", text: "And 8 × 9?" },
    ]);
  });

  it("hands sealed thoughts back to their issuer only", () => {
    const kinds = (issuer: string) =>
      prompt("sealed thinking", issuer).flatMap((message) =>
        message.role === "assistant" ? message.parts.map((part) => part.kind) : [],
      );
    expect(kinds(testSeal.issuer)).toEqual(["reasoning", "reasoning", "text"]);
    expect(kinds("openai|https://elsewhere|gpt-5")).toEqual(["text"]);
  });

  it("hands no thought of a run that was cut off back", () => {
    const { view, ...rest } = turn("sealed thinking");
    const messages = toPrompt([{ ...rest, view: { ...view, status: "stopped" } }], testSeal.issuer);
    expect(messages).toEqual(toPrompt([{ ...rest, view, seals: new Map() }], testSeal.issuer));
  });

  it("tells calls with their outcomes, step by step", () => {
    expect(
      prompt("parallel tools").map((message) => (message.role === "tool" ? [message.callId, message.isError] : message.role)),
    ).toEqual(["assistant", ["call_a", true], ["call_b", false], "assistant", ["call_a", false], "assistant"]);
  });

  it("tells the model when a person refused", () => {
    expect(prompt("tools with approval")).toContainEqual({
      role: "tool",
      callId: "call_b",
      name: "delete-file",
      result: "The person refused this call: Keep them.",
      isError: true,
    });
  });

  it("leaves out calls without an outcome, and keeps what was seen of an answer that was cut off", () => {
    expect(prompt("everything left open")).toEqual([{ role: "assistant", parts: [{ kind: "text", text: "Half an" }] }]);
  });

  it("lets a question stand alone when only thinking came, and keeps both questions", () => {
    expect(toPrompt([turn("thinking only", "one"), turn("plain", "two")], "x").map((message) => message.role)).toEqual([
      "user",
      "user",
      "assistant",
    ]);
  });
});
