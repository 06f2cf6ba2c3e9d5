import { describe, expect, it } from "vitest";
import { testSeal } from "#lib/testing/beats.ts";
import { aView, type Beat, numbered, timed } from "#lib/testing/builders.ts";
import { growth } from "#lib/testing/growth.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { type Seal, unknownUsage } from "./event.ts";
import { collectSeals, type PromptTurn, toPrompt } from "./prompt.ts";
import type { ReplayPolicy } from "./prompt-message.ts";

const turn = (name: string, text = "question", runId = "run_1") => ({
  text,
  view: aView(scenario(name), runId),
  seals: collectSeals(numbered(scenario(name), runId)),
});
const sealing: ReplayPolicy = { issuer: testSeal.issuer, text: "never", takesSeals: true };
const never: ReplayPolicy = { issuer: "elsewhere", text: "never", takesSeals: false };
const besideCalls: ReplayPolicy = { ...never, text: "tool-calls" };
const always: ReplayPolicy = { ...never, text: "always" };

const messages = (name: string, policy: ReplayPolicy) => toPrompt([turn(name)], policy).messages.slice(1);
const kinds = (name: string, policy: ReplayPolicy) =>
  messages(name, policy).map((message) => (message.role === "assistant" ? message.parts.map((part) => part.kind) : message.role));
const fate = (turns: PromptTurn[], policy: ReplayPolicy, options?: Parameters<typeof toPrompt>[2]) =>
  toPrompt(turns, policy, options).sent.map(({ partIds, how, why }) => [partIds.join(" "), how, why]);

describe("the prompt", () => {
  it("holds question and answer, and no thought where none is taken", () => {
    expect(toPrompt([turn("thinking then text", "6 × 7?"), { text: "And 8 × 9?", view: null }], never).messages).toEqual([
      { role: "user", text: "6 × 7?" },
      { role: "assistant", parts: [{ kind: "text", text: "Seven times six is **42**.", seal: null }] },
      { role: "user", text: "And 8 × 9?" },
    ]);
  });

  it("begins with what the model is told before everything else, and shows pictures to who can see", () => {
    const images = [{ mediaType: "image/png", data: "AA==" }];
    const path = [{ text: "See?", images, view: null }];
    const prompt = (options: Parameters<typeof toPrompt>[2]) => toPrompt(path, never, options).messages;
    expect(prompt({ instructions: "Be short." })).toEqual([
      { role: "system", text: "Be short." },
      { role: "user", text: "See?", images },
    ]);
    expect(prompt({ seesImages: false })).toEqual([
      { role: "user", text: "See?\n\n[An image was left out here: this model does not read images.]" },
    ]);
  });

  it("tells of a call that was handed over and never brought back that there is no result", () => {
    const [called, ...results] = messages("never brought back", never);
    expect(called).toMatchObject({ role: "assistant", parts: [{ kind: "text" }, { callId: "call_a" }, { callId: "call_b" }] });
    expect(results).toMatchObject([
      { callId: "call_a", isError: true, result: expect.stringContaining("no result") },
      { callId: "call_b", isError: true },
    ]);
  });

  it("R01 hands sealed thoughts, texts and calls back to their issuer only", () => {
    expect(kinds("sealed thinking", sealing)).toEqual([["reasoning", "reasoning", "text"]]);
    const foreign = messages("everything sealed", { ...sealing, issuer: "openai https://elsewhere/v1 gpt-5 0" });
    expect(JSON.stringify(foreign)).not.toContain(testSeal.issuer);
    const own = messages("everything sealed", sealing).flatMap((message) => (message.role === "assistant" ? message.parts : []));
    expect(own.map(({ kind, seal }) => [kind, seal !== null])).toEqual([
      ["reasoning", true],
      ["tool-call", true],
      ["reasoning", true],
      ["text", true],
    ]);
  });

  it("hands thoughts back as text beside the calls they led to, or always", () => {
    expect(kinds("thinking then tool", besideCalls)).toEqual([["reasoning", "tool-call"], "tool", ["text"]]);
    expect(kinds("thinking then tool", always)).toEqual([["reasoning", "tool-call"], "tool", ["reasoning", "text"]]);
  });

  it("hands no thought back of a step that was cut off, and keeps the one before it", () => {
    expect(kinds("stopped by the reader", always)).toEqual([["text"]]);
    expect(kinds("stopped after a tool", always)).toEqual([["reasoning", "tool-call"], "tool", ["text"]]);
  });

  it("holds a text without words for the seal it carries, and only for that", () => {
    expect(messages("a seal at the end", sealing).at(-1)).toMatchObject({
      parts: [{ text: "Yes." }, { text: "", seal: testSeal }],
    });
    expect(messages("a seal at the end", never).at(-1)).toMatchObject({ parts: [{ text: "Yes." }] });
  });

  it("tells calls with their outcomes, step by step", () => {
    expect(
      messages("parallel tools", never).map((message) =>
        message.role === "tool" ? [message.callId, message.isError] : message.role,
      ),
    ).toEqual(["assistant", ["call_a", true], ["call_b", false], "assistant", ["call_a", false], "assistant"]);
  });

  it("tells the model when a person refused", () => {
    expect(messages("tools with approval", never)).toContainEqual({
      role: "tool",
      callId: "call_b",
      name: "delete-file",
      result: "The person refused this call: Keep them.",
      isError: true,
    });
  });

  it("R09 leaves out half a call, and keeps what was seen of an answer that was cut off", () => {
    expect(messages("everything left open", never)).toEqual([
      { role: "assistant", parts: [{ kind: "text", text: "Half an", seal: null }] },
    ]);
  });

  it("R10 gives a whole call without an outcome an error for its outcome", () => {
    const [answer, outcome] = messages("stopped in a tool", sealing);
    expect(answer).toMatchObject({ parts: [{ kind: "tool-call", callId: "call_a" }] });
    expect(outcome).toMatchObject({ role: "tool", callId: "call_a", isError: true });
  });

  it("R08 lets a question stand alone when only thinking came, and keeps both questions", () => {
    expect(toPrompt([turn("only thinking, whole", "one"), turn("plain", "two")], always).messages).toMatchObject([
      { role: "user", text: "one" },
      { role: "user", text: "two" },
      { role: "assistant" },
    ]);
  });

  it("R03 R04 holds nothing of what is beside the path", () => {
    const edited = toPrompt([turn("sealed thinking", "first"), { text: "edited", view: null }], sealing);
    const before = toPrompt([turn("sealed thinking", "first"), turn("several thoughts", "old")], sealing);
    expect(edited.messages.slice(0, 2)).toEqual(before.messages.slice(0, 2));
    expect(edited.messages.slice(2)).toEqual([{ role: "user", text: "edited" }]);
  });
});

describe("the account of earlier thoughts", () => {
  it("says how each went along", () => {
    expect(fate([turn("sealed thinking")], sealing)).toEqual([["p1 p2", "sealed", null]]);
    expect(fate([turn("several thoughts")], always)).toEqual([["p1 p2 p3", "full", null]]);
  });

  it.each<[string, string, ReplayPolicy, string]>([
    ["another issuer's", "sealed thinking", { ...sealing, issuer: "another" }, "foreign"],
    ["another issuer's, also where text is taken", "sealed thinking", always, "foreign"],
    ["one nobody sealed", "thinking then text", sealing, "unsealed"],
    ["one that led to no call", "thinking then text", besideCalls, "closed-turn"],
    ["one of a stopped run", "stopped by the reader", always, "cut"],
    ["one that a limit cut", "thinking only", always, "cut"],
    ["one that nothing followed", "only thinking, whole", always, "idle"],
    ["one for a model that takes none", "several thoughts", never, "not-taken"],
  ])("says why %s stayed behind", (_which, name, policy, why) => {
    const said = fate([turn(name)], policy);
    expect(said.map(([, how, reason]) => [how, reason])).toEqual([["left-out", why]]);
  });

  it("R07 says that seals have expired, and holds none", () => {
    const { messages: sent } = toPrompt([turn("everything sealed")], sealing, { withSeals: false });
    expect(fate([turn("everything sealed")], sealing, { withSeals: false })).toEqual([["p1 p3", "left-out", "expired"]]);
    expect(JSON.stringify(sent)).not.toContain(testSeal.issuer);
  });

  it("says that a seal took earlier parts of its thought along, or left them", () => {
    const covering: Seal = { ...testSeal, covers: ["p1", "p2"] };
    const covered = { ...turn("several thoughts"), seals: new Map([["p3", covering]]) };
    expect(fate([covered], sealing)).toEqual([["p1 p2 p3", "sealed", null]]);
    const [, answer] = toPrompt([covered], sealing).messages;
    expect(answer).toMatchObject({ parts: [{ kind: "reasoning", seal: covering }, { kind: "text" }] });
    expect(fate([covered], always)).toEqual([["p1 p2 p3", "left-out", "foreign"]]);
  });

  it("is by run", () => {
    const path = [turn("sealed thinking", "one", "run_1"), turn("thinking then text", "two", "run_2")];
    expect(toPrompt(path, sealing).sent).toEqual([
      { runId: "run_1", partIds: ["p1", "p2"], how: "sealed", why: null },
      { runId: "run_2", partIds: ["p1"], how: "left-out", why: "unsealed" },
    ]);
  });
});

describe("an answer from an unfinished thought", () => {
  it("is asked for last, and what is quoted of a run on the path is not left out", () => {
    const unfinishedThought = { runId: "run_1", partIds: ["p1"], text: "Seven times six" };
    const { messages: sent, sent: thoughts } = toPrompt([turn("stopped by the reader")], always, { unfinishedThought });
    expect(sent.at(-1)).toEqual({ role: "unfinished-thought", text: "Seven times six" });
    expect(thoughts).toEqual([{ runId: "run_1", partIds: ["p1"], how: "context", why: null }]);
  });

  it("accounts for a thought of a run beside the path", () => {
    const unfinishedThought = { runId: "run_9", partIds: ["p1", "p2"], text: "So far" };
    expect(toPrompt([turn("thinking then text")], never, { unfinishedThought }).sent).toEqual([
      { runId: "run_1", partIds: ["p1"], how: "left-out", why: "not-taken" },
      { runId: "run_9", partIds: ["p1", "p2"], how: "context", why: null },
    ]);
  });
});

it("a prompt of a long path costs what its length costs, many steps and covered thoughts and all", () => {
  const long = (steps: number): PromptTurn => {
    const beats = Array.from({ length: steps }, (_, index): Beat[] => [
      [1, { type: "step-start", step: index + 1, effortSent: null }],
      [1, { type: "reasoning-start", partId: `a${index}`, form: "summary" }],
      [1, { type: "reasoning-end", partId: `a${index}` }],
      [1, { type: "reasoning-start", partId: `b${index}`, form: "summary" }],
      [1, { type: "reasoning-end", partId: `b${index}`, seal: { ...testSeal, covers: [`a${index}`] } }],
      [1, { type: "tool-call", partId: `c${index}`, callId: `c${index}`, name: "now", args: {} }],
      [1, { type: "step-end", step: index + 1, finish: "tool-calls", usage: unknownUsage }],
      [1, { type: "tool-result", callId: `c${index}`, result: 1 }],
    ]).flat();
    return { text: "?", view: aView(timed(beats)), seals: collectSeals(numbered(timed(beats))) };
  };
  const [small, large] = [long(300), long(3_000)];
  const work = (turn: PromptTurn) => () => void toPrompt([turn], sealing);
  expect(growth(work(small), work(large))).toBeLessThan(3);
});
