import sdk from "@ai-sdk/google/package.json" with { type: "json" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, bytesOf, nativeModel, replay } from "#lib/testing/native.ts";
import { partsOf, runStep } from "#lib/testing/step.ts";
import { thoughtSignatureOf } from "#lib/testing/upstream/google-wire.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const model = "gemini-3.1-pro-preview";
const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];
const text: Action = { kind: "text", text: "It is 408." };
const chunk = (body: object) => `data: ${JSON.stringify(body)}\r\n\r\n`;
const parts = (...list: object[]) => chunk({ candidates: [{ content: { parts: list, role: "model" } }] });
const finish = (finishReason: string, more: object = {}) => chunk({ candidates: [{ finishReason }], ...more });
const thought = { text: "Hm.", thought: true };
const proof = (name: string) => ({ thoughtSignature: thoughtSignatureOf(name) });

/** What comes of exactly these bytes. */
async function read(...frames: string[]) {
  const bytes = new TextEncoder().encode(frames.join(""));
  const { drafts, outcome } = await runStep({ ...nativeModel("google", upstream, model), reach: replay(bytes) }, { tools });
  const calls = drafts.flatMap((draft) => (draft.type === "tool-call" ? [[draft.callId, draft.args, draft.seal?.data]] : []));
  return { parts: partsOf(drafts).map(({ kind, text: said, seal }) => [kind, said, seal?.data]), outcome, drafts, calls };
}

describe(`an answer of Gemini's, read by ${sdk.name} ${sdk.version}`, () => {
  it("is read by the version that was looked into", () => {
    expect(sdk.version).toBe("4.0.121");
  });

  it("has thoughts in summary, a proof for its text, and thoughts counted in the output", async () => {
    const { drafts, outcome } = await answerOf(upstream, "google", model, [{ kind: "thought", text: "Let me see." }, text, stop]);
    const seal = { thoughtSignature: thoughtSignatureOf("It is 408."), lone: "text" };
    expect(partsOf(drafts)).toMatchObject([
      { kind: "summary", text: "Let me see." },
      { kind: "text", text: "It is 408.", seal: { data: seal } },
    ]);
    expect(outcome.usage).toEqual({ input: 6, output: 6, reasoning: 3, cached: null });
  });

  it("P30 may hold a proof alone, before anything is said: it is a sealed thought", async () => {
    const { drafts } = await answerOf(upstream, "google", model, [{ kind: "sealed" }, text, stop]);
    const seal = { data: { thoughtSignature: thoughtSignatureOf(""), lone: "text" } };
    expect(partsOf(drafts)).toMatchObject([{ kind: "sealed", text: "", seal }, { kind: "text" }]);
  });

  it("P30 may have its proof on a text, on a thought, or on an empty part after either; what follows is not joined to it", async () => {
    const answer = await read(
      parts({ ...thought, ...proof("a") }),
      parts({ text: "One. ", ...proof("b") }),
      parts({ text: "Two." }),
      parts({ text: "", ...proof("c") }),
      parts(thought, { text: "", thought: true, ...proof("d") }),
      parts({ text: "Three." }),
      finish("STOP"),
    );
    expect(answer.parts).toEqual([
      ["summary", "Hm.", proof("a")],
      ["text", "One. ", proof("b")],
      ["text", "Two.", { ...proof("c"), lone: "text" }],
      ["summary", "Hm.", undefined],
      ["sealed", "", { ...proof("d"), lone: "thought" }],
      ["text", "Three.", undefined],
    ]);
  });

  it("has the proof of calls side by side on the first; an id is made where there is none", async () => {
    const { calls, outcome } = await read(
      parts(thought, { functionCall: { id: "f1", name: "weather", args: { city: "Rome" } }, ...proof("weather") }),
      parts({ functionCall: { name: "weather" } }),
      finish("STOP"),
    );
    expect(calls).toEqual([
      ["f1", { city: "Rome" }, proof("weather")],
      [expect.stringMatching(/./), {}, undefined],
    ]);
    expect(outcome).toMatchObject({ finish: "tool-calls", error: null });
  });

  it("may think between its calls", async () => {
    const call = (id: string) => ({ functionCall: { id, name: "weather", args: {} } });
    const { drafts } = await read(parts(thought, call("f1")), parts(thought), parts(call("f2")), finish("STOP"));
    expect(drafts.map(({ type }) => type).filter((type) => type === "tool-call" || type === "reasoning-end")).toEqual([
      "reasoning-end",
      "tool-call",
      "reasoning-end",
      "tool-call",
    ]);
  });

  it.each([
    ["STOP", "stop"],
    ["MAX_TOKENS", "length"],
    ["SAFETY", "content-filter"],
    ["RECITATION", "content-filter"],
    ["PROHIBITED_CONTENT", "content-filter"],
    ["OTHER", "other"],
    ["SOMETHING_NEW", "other"],
  ])("that ends with %s has finished for the reason %s", async (word, reason) => {
    const { outcome } = await read(parts({ text: "Hm." }), finish(word));
    expect(outcome).toMatchObject({ finish: reason, error: null });
  });

  it("whose question was blocked is filtered, with nothing said", async () => {
    const { outcome, parts: shown } = await read(
      chunk({
        promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
        usageMetadata: { promptTokenCount: 4, totalTokenCount: 4 },
      }),
    );
    expect(outcome).toMatchObject({ finish: "content-filter", error: null, usage: { input: 4, output: 0 } });
    expect(shown).toEqual([]);
  });

  it("whose call cannot be read is no answer", async () => {
    const { outcome } = await read(parts(thought), finish("MALFORMED_FUNCTION_CALL"));
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-bad-response" } });
  });

  it("P25 must say how it finished; a thought that the end of the bytes cut is cut", async () => {
    const { outcome, drafts } = await read(parts(thought));
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-cut" } });
    expect(partsOf(drafts)).toEqual([{ kind: "summary", text: "Hm.", isClosed: true, isCut: true }]);
    const cut = await read(parts(thought), finish("MAX_TOKENS"));
    expect(partsOf(cut.drafts)).toMatchObject([{ isCut: true }]);
    const ended = await read(parts(thought), finish("STOP"));
    expect(partsOf(ended.drafts)).toEqual([{ kind: "summary", text: "Hm.", isClosed: true }]);
  });

  it("P26 counts thoughts beside the candidates, in the last count there is; what is not told is worked out or unknown", async () => {
    const counts = async (...usage: object[]) => {
      const frames = usage.map((usageMetadata) =>
        chunk({ candidates: [{ content: { parts: [{ text: "x" }] } }], usageMetadata }),
      );
      return (await read(...frames, finish("STOP"))).outcome.usage;
    };
    const first = { promptTokenCount: 100, thoughtsTokenCount: 5, totalTokenCount: 105 };
    const last = {
      promptTokenCount: 100,
      candidatesTokenCount: 10,
      thoughtsTokenCount: 30,
      totalTokenCount: 140,
      cachedContentTokenCount: 64,
    };
    expect(await counts(first, last)).toEqual({ input: 100, output: 40, reasoning: 30, cached: 64 });
    expect(await counts({ promptTokenCount: 100, candidatesTokenCount: 10, totalTokenCount: 110 })).toEqual({
      input: 100,
      output: 10,
      reasoning: 0,
      cached: null,
    });
    expect(await counts({ promptTokenCount: 100, candidatesTokenCount: 10 })).toMatchObject({ output: 10, reasoning: null });
    expect(await counts({ promptTokenCount: 100, thoughtsTokenCount: 30, totalTokenCount: 130 })).toMatchObject({
      output: 30,
      reasoning: 30,
    });
    expect(await counts()).toEqual({ input: null, output: null, reasoning: null, cached: null });
  });

  it("may hold parts of kinds that are new: they are skipped", async () => {
    const answer = await read(parts({ sketch: { data: "x" } }, { text: "It is 408.", tone: "calm" }), finish("STOP"));
    expect(answer.parts).toEqual([["text", "It is 408.", undefined]]);
  });

  it("P23 may be cut at every byte", async () => {
    upstream.script(model, () => [
      { kind: "thought", text: "東京 👩‍👧" },
      { kind: "sealed" },
      { kind: "text", text: "Ü👍" },
      { kind: "tool", id: "f1", name: "weather", args: '{"a":"ü"}' },
      { kind: "finish", reason: "tool-calls", usage: "count" },
    ]);
    const gemini = nativeModel("google", upstream, model);
    const bytes = await bytesOf(gemini, { tools });
    const play = async (...cuts: number[]) => {
      const { drafts, outcome } = await runStep({ ...gemini, reach: replay(bytes, ...cuts) }, { tools });
      return { parts: partsOf(drafts), outcome };
    };
    const whole = await play();
    expect(whole.parts.map(({ kind }) => kind)).toEqual(["summary", "sealed", "text"]);
    expect(whole.outcome.toolCalls).toMatchObject([{ args: { a: "ü" } }]);
    for (let cut = 1; cut < bytes.length; cut++) expect(await play(cut)).toEqual(whole);
  }, 120_000);
});
