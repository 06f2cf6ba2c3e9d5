import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, partsOf, runStep, typesOf, wires } from "#lib/testing/step.ts";
import { answer, longThought, thoughts } from "#lib/testing/upstream/scenarios.ts";
import { uglyMarkdown } from "#lib/testing/upstream/ugly-markdown.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { resolveModel } from "./resolve.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const both = thoughts.join("");

describe.each(wires)("a step over %s", (wire) => {
  const form = wire === "openai" ? "summary" : "full";
  const run = (scenario: string) => runStep(modelAt(wire, upstream.url, scenario));

  it("tells thinking from answer, in order, and says when the first byte came", async () => {
    const { drafts, outcome } = await run("think-then-answer");
    const thought = ["reasoning-start", "reasoning-delta", "reasoning-end"];
    expect(typesOf(drafts)).toEqual([
      "step-start",
      "status first-byte",
      ...(wire === "openai" ? [...thought, ...thought] : thought),
      "text-start",
      "text-delta",
      "text-end",
      "step-end",
    ]);
    expect(partsOf(drafts).map(({ kind, text, isClosed }) => ({ kind, text, isClosed }))).toEqual([
      ...(wire === "openai" ? thoughts : [both]).map((text) => ({ kind: form, text, isClosed: true })),
      { kind: "text", text: answer, isClosed: true },
    ]);
    expect(outcome).toEqual({
      finish: "stop",
      usage: { input: 6, output: 39, reasoning: 34, cached: 0 },
      error: null,
      effortSent: "medium",
      isCut: false,
      toolCalls: [],
      unfinishedThought: wire === "openai" ? thoughts.join("\n\n") : both,
    });
    expect(drafts.at(-1)).toEqual({ type: "step-end", step: 1, finish: "stop", usage: outcome.usage });
  });

  it.each(["field-reasoning", "empty-field-beside", "tags", "tags-split"])("finds the thought of %s", async (scenario) => {
    const { drafts, outcome } = await run(scenario);
    const parts = partsOf(drafts);
    const thought = parts.filter(({ kind }) => kind === form).map(({ text }) => text);
    expect(thought.join("")).toBe(scenario === "tags-split" ? thoughts[0] : both);
    expect(parts.filter(({ kind }) => kind === "text").map(({ text }) => text)).toEqual([answer]);
    expect(outcome.finish).toBe("stop");
  });

  it("keeps thinking after text apart from thinking before it", async () => {
    const { drafts } = await run("interleaved");
    expect(partsOf(drafts).map(({ kind, text }) => [kind, text])).toEqual([
      [form, "First I look at the sum."],
      ["text", "Let me see. "],
      [form, "Then I check it once more."],
      ["text", "It is 408."],
    ]);
  });

  it("takes a thought without an answer for what it is", async () => {
    const { drafts, outcome } = await run("thinking-only");
    expect(partsOf(drafts).map(({ kind, text }) => [kind, text])).toEqual([[form, thoughts[0]]]);
    expect(outcome).toMatchObject({ finish: "stop", error: null });
  });

  it.each([
    ["length-without-text", "length"],
    ["content-filter", "content-filter"],
  ])("passes on how %s finished", async (scenario, finish) => {
    const { outcome } = await run(scenario);
    expect(outcome).toMatchObject({ finish, error: null });
  });

  it.each([
    ["no-usage", { input: null, output: null, reasoning: null, cached: null }],
    ["part-usage", { input: 9, output: 30, reasoning: null, cached: null }],
    ["cached-usage", { input: 900, output: 30, reasoning: 20, cached: 512 }],
  ])("reports the usage of %s and nothing it was not told", async (scenario, usage) => {
    const { outcome } = await run(scenario);
    expect(outcome.usage).toEqual(usage);
  });

  it("passes ugly text through to the letter", async () => {
    const { drafts } = await run("ugly-markdown");
    expect(partsOf(drafts).map(({ text }) => text)).toEqual([`**Making a mess**\n\n${uglyMarkdown}`, uglyMarkdown]);
  });

  it("carries a thought of two thousand words", async () => {
    const { drafts } = await run("long-thinking-2000");
    const expected = longThought(2000).map((action) => (action.kind === "thought" ? action.text : ""));
    const thought = partsOf(drafts).filter(({ kind }) => kind === form);
    expect(thought.map(({ text }) => text).join("")).toBe(expected.join(""));
    expect(thought).toHaveLength(wire === "openai" ? expected.length : 1);
  });

  it("sends the conversation and nothing else", async () => {
    const { drafts } = await runStep(modelAt(wire, upstream.url, "echo"), {
      messages: [
        { role: "user", text: "One" },
        {
          role: "assistant",
          parts: [{ kind: "text", text: "Two", seal: null }],
        },
        { role: "user", text: "Three" },
      ],
    });
    expect(partsOf(drafts).at(-1)?.text).toBe("user: One\nassistant: Two\nuser: Three");
  });

  it("uses ids of its own, never twice", async () => {
    const { drafts } = await run("interleaved");
    const ids = drafts.flatMap((draft) => (draft.type.endsWith("-start") && "partId" in draft ? [draft.partId] : []));
    expect(ids).toEqual(["p1", "p2", "p3", "p4"]);
  });
});

describe("a sealed thought", () => {
  it("leaves a part without text, with its seal", async () => {
    const model = modelAt("openai", upstream.url, "sealed");
    const { drafts } = await runStep(model);
    const [thought, text] = partsOf(drafts);
    expect(thought).toMatchObject({ kind: "sealed", text: "", isClosed: true, seal: { issuer: model.replay.issuer } });
    expect(text?.text).toBe(answer);
  });

  it("leaves nothing on a wire that has no word for it", async () => {
    const { drafts } = await runStep(modelAt("compatible", upstream.url, "sealed"));
    expect(partsOf(drafts).map(({ kind }) => kind)).toEqual(["text"]);
  });
});

describe("the built-in model", () => {
  it("is reached over the same path, without a network", async () => {
    const { drafts, outcome } = await runStep(await resolveModel("builtin/reasoner"), {
      messages: [{ role: "user", text: "What is 17 * 24?" }],
      effort: "low",
    });
    const parts = partsOf(drafts);
    expect(parts[0]?.kind).toBe("full");
    expect(parts.at(-1)?.text).toContain("408");
    expect(outcome).toMatchObject({ finish: "stop", error: null, effortSent: "low" });
    expect(outcome.usage.output).toBeGreaterThan(0);
  });

  it("stops when told", async () => {
    const abort = new AbortController();
    const { outcome } = await runStep(await resolveModel("builtin/reasoner"), {
      messages: [{ role: "user", text: "Solve 2x² − 4x − 3 = 0" }],
      effort: "high",
      signal: abort.signal,
      onDraft: (draft) => draft.type === "reasoning-delta" && abort.abort(),
    });
    expect(outcome).toMatchObject({ finish: "aborted", error: null });
  });
});
