import { createAnthropic } from "@ai-sdk/anthropic";
import sdk from "@ai-sdk/anthropic/package.json" with { type: "json" };
import { experimental_streamLanguageModelCall as streamModelCall } from "ai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerOf, bytesOf, nativeModel, replay } from "#lib/testing/native.ts";
import { partsOf, runStep } from "#lib/testing/step.ts";
import { signatureOf, withheldThought } from "#lib/testing/upstream/anthropic-wire.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const model = "claude-opus-4-8";
const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];
const text: Action = { kind: "text", text: "It is 408." };
const event = (type: string, body: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...body })}\n\n`;
const start = (index: number, content_block: object) => event("content_block_start", { index, content_block });
const delta = (index: number, value: object) => event("content_block_delta", { index, delta: value });
const end = (index: number) => event("content_block_stop", { index });
const opening = event("message_start", { message: { id: "msg_1", usage: { input_tokens: 9, output_tokens: 1 } } });
const closing = (stop_reason: string, usage: object = { output_tokens: 5 }) =>
  event("message_delta", { delta: { stop_reason }, usage }) + event("message_stop");

/** What comes of exactly these bytes. */
async function read(...frames: string[]) {
  const bytes = new TextEncoder().encode(frames.join(""));
  const { drafts, outcome } = await runStep({ ...nativeModel("anthropic", upstream, model), reach: replay(bytes) }, { tools });
  return { parts: partsOf(drafts).map(({ kind, text: said, seal }) => [kind, said, seal?.data]), outcome, drafts };
}
const summary = (thinking: string) => ["summary", thinking, { type: "thinking", thinking, signature: signatureOf(thinking) }];
const said = ["text", "It is 408.", undefined];

describe("an answer of Anthropic's", () => {
  it("has thoughts in summary, each with its block as it must go back", async () => {
    const { drafts, outcome } = await answerOf(upstream, "anthropic", model, [
      { kind: "thought", text: "First this." },
      { kind: "thought", text: "Then that." },
      text,
      stop,
    ]);
    expect(partsOf(drafts).map(({ kind, text: words, seal }) => [kind, words, seal?.data])).toEqual([
      summary("First this."),
      summary("Then that."),
      said,
    ]);
    expect(outcome.usage).toEqual({ input: 6, output: 7, reasoning: 4, cached: 0 });
  });

  it.each([
    ["claude-3-7-sonnet-latest", "full"],
    ["claude-sonnet-4-5", "summary"],
    ["claude-opus-5", "summary"],
    ["MiniMax-M2", "full"],
  ])("of %s shows its thoughts in %s", async (modelId, form) => {
    const { drafts } = await answerOf(upstream, "anthropic", modelId, [{ kind: "thought", text: "Hm." }, text, stop]);
    expect(partsOf(drafts).map(({ kind }) => kind)).toEqual([form, "text"]);
  });

  it("P30 may hold a thought without text: it is sealed, and its signature goes back", async () => {
    const { drafts } = await answerOf(upstream, "anthropic", model, [{ kind: "sealed" }, text, stop]);
    const seal = { type: "thinking", thinking: "", signature: signatureOf("") };
    expect(partsOf(drafts)).toMatchObject([{ kind: "sealed", text: "", seal: { data: seal } }, { kind: "text" }]);
  });

  it("P30 may hold a thought withheld for safety: it is redacted, and its data goes back", async () => {
    const { drafts } = await answerOf(upstream, "anthropic", model, [
      { kind: "thought", text: "Hm." },
      { kind: "redacted" },
      text,
      stop,
    ]);
    const seal = { type: "redacted_thinking", data: withheldThought };
    expect(partsOf(drafts)).toMatchObject([
      { kind: "summary" },
      { kind: "redacted", text: "", seal: { data: seal } },
      { kind: "text" },
    ]);
  });

  it("P30 may bring a signature before the text, or in the start of the block, which may hold text as well", async () => {
    const { parts } = await read(
      opening,
      start(0, { type: "thinking", thinking: "" }),
      delta(0, { type: "signature_delta", signature: signatureOf("Late.") }),
      delta(0, { type: "thinking_delta", thinking: "Late." }),
      end(0),
      start(1, { type: "thinking", thinking: "At once.", signature: signatureOf("At once.") }),
      end(1),
      start(2, { type: "text", text: "It is " }),
      delta(2, { type: "text_delta", text: "408." }),
      end(2),
      closing("end_turn"),
    );
    expect(parts).toEqual([summary("Late."), summary("At once."), said]);
  });

  it("may say that it thinks without saying what: nothing is shown but the sealed thought", async () => {
    const { parts } = await read(
      opening,
      start(0, { type: "thinking", thinking: "", signature: "" }),
      delta(0, { type: "thinking_delta", thinking: "", estimated_tokens: 50 }),
      delta(0, { type: "thinking_delta", thinking: "", estimated_tokens: 100 }),
      delta(0, { type: "signature_delta", signature: "c2ln" }),
      end(0),
      closing("end_turn"),
    );
    expect(parts).toEqual([["sealed", "", { type: "thinking", thinking: "", signature: "c2ln" }]]);
  });

  it("leaves nothing of a thought that has neither text nor signature, and no seal on one without a signature", async () => {
    const { parts } = await read(
      opening,
      start(0, { type: "thinking", thinking: "" }),
      end(0),
      start(1, { type: "thinking", thinking: "" }),
      delta(1, { type: "thinking_delta", thinking: "Unsigned." }),
      end(1),
      start(2, { type: "text", text: "It is 408." }),
      end(2),
      closing("end_turn"),
    );
    expect(parts).toEqual([["summary", "Unsigned.", undefined], said]);
  });

  it("keeps no seal of a thought that was cut, whoever closed it", async () => {
    const thought =
      start(0, { type: "thinking", thinking: "Half a th" }) + delta(0, { type: "signature_delta", signature: "c2ln" });
    for (const frames of [
      [opening, thought],
      [opening, thought, end(0), closing("max_tokens")],
    ]) {
      const { drafts } = await read(...frames);
      expect(partsOf(drafts)).toEqual([{ kind: "summary", text: "Half a th", isClosed: true, isCut: true }]);
    }
  });

  it("P22 may hold events, blocks and deltas of kinds that are new: they are skipped", async () => {
    const { parts, outcome } = await read(
      opening,
      event("ping"),
      event("message_progress", { share: 0.5 }),
      start(0, { type: "sketch", data: "x" }),
      delta(0, { type: "sketch_delta", data: "y" }),
      end(0),
      start(1, { type: "text", text: "" }),
      delta(1, { type: "tone_delta", tone: "calm" }),
      delta(1, { type: "text_delta", text: "It is 408." }),
      end(1),
      closing("end_turn"),
    );
    expect(parts).toEqual([said]);
    expect(outcome.finish).toBe("stop");
  });

  it("P28 may call a tool with its arguments in letters, in one piece, not at all, or cut", async () => {
    const { outcome } = await read(
      opening,
      start(0, { type: "tool_use", id: "toolu_1", name: "weather", input: {} }),
      ...[...'{"city":"Rome"}'].map((letter) => delta(0, { type: "input_json_delta", partial_json: letter })),
      end(0),
      start(1, { type: "tool_use", id: "toolu_2", name: "weather", input: { city: "Oslo" } }),
      end(1),
      start(2, { type: "tool_use", id: "toolu_3", name: "weather", input: {} }),
      delta(2, { type: "input_json_delta", partial_json: "" }),
      end(2),
      start(3, { type: "tool_use", id: "toolu_4", name: "weather", input: {} }),
      delta(3, { type: "input_json_delta", partial_json: '{"city":"Pa' }),
      end(3),
      closing("tool_use"),
    );
    expect(outcome).toMatchObject({ finish: "tool-calls", error: null });
    expect(outcome.toolCalls.map(({ callId, args }) => [callId, args])).toEqual([
      ["toolu_1", { city: "Rome" }],
      ["toolu_2", { city: "Oslo" }],
      ["toolu_3", {}],
      ["toolu_4", '{"city":"Pa'],
    ]);
  });

  it.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["refusal", "content-filter"],
    ["pause_turn", "other"],
    ["something_new", "other"],
  ])("that ends with %s has finished for the reason %s", async (word, finish) => {
    const { outcome } = await read(opening, start(0, { type: "text", text: "Hm." }), end(0), closing(word));
    expect(outcome).toMatchObject({ finish, error: null });
  });

  it("P26 counts what went through the cache as input, the thoughts among the output, and knows what it was not told", async () => {
    const counts = (usage: object, first: object = { input_tokens: 9, output_tokens: 3 }) =>
      read(
        event("message_start", { message: { usage: first } }),
        start(0, { type: "text", text: "Hm." }),
        end(0),
        closing("end_turn", usage),
      );
    const cache = { cache_creation_input_tokens: 100, cache_read_input_tokens: 800 };
    const full = { output_tokens: 30, output_tokens_details: { thinking_tokens: 20 } };
    expect((await counts(full, { input_tokens: 9, ...cache })).outcome.usage).toEqual({
      input: 909,
      output: 30,
      reasoning: 20,
      cached: 800,
    });
    expect((await counts({ output_tokens: 30 })).outcome.usage).toEqual({ input: 9, output: 30, reasoning: null, cached: null });
    expect((await counts({})).outcome.usage).toEqual({ input: 9, output: null, reasoning: null, cached: null });
    expect((await counts({}, {})).outcome.usage).toEqual({ input: null, output: null, reasoning: null, cached: null });
  });

  it("P24 is whole with its reason to stop, whether or not the last event comes", async () => {
    const frames = [opening, start(0, { type: "text", text: "It is 408." }), end(0)];
    const reason = event("message_delta", { delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } });
    expect((await read(...frames, reason)).outcome).toMatchObject({ finish: "stop", usage: { output: 5 } });
    expect((await read(...frames)).outcome).toMatchObject({ finish: "error", error: { code: "provider-cut" } });
  });

  it("P23 may be cut at every byte", async () => {
    upstream.script(model, () => [
      { kind: "thought", text: "東京 👩‍👧" },
      { kind: "redacted" },
      { kind: "text", text: "Ü👍" },
      { kind: "sealed" },
      { kind: "tool", id: "toolu_1", name: "weather", args: '{"a":"ü"}' },
      { kind: "finish", reason: "tool-calls", usage: "count" },
    ]);
    const claude = nativeModel("anthropic", upstream, model);
    const bytes = await bytesOf(claude, { tools });
    const play = async (...cuts: number[]) => {
      const { drafts, outcome } = await runStep({ ...claude, reach: replay(bytes, ...cuts) }, { tools });
      return { parts: partsOf(drafts), outcome };
    };
    const whole = await play();
    expect(whole.parts.map(({ kind }) => kind)).toEqual(["summary", "redacted", "text", "sealed"]);
    expect(whole.outcome.toolCalls).toMatchObject([{ args: { a: "ü" } }]);
    for (let cut = 1; cut < bytes.length; cut++) expect(await play(cut)).toEqual(whole);
  }, 120_000);
});

describe("the SDK's package for Anthropic, which is why its stream is read by hand", () => {
  it(`${sdk.name} 4.0.105 ends an answer at an event it does not know, and loses what stands in the start of a block`, async () => {
    expect(sdk.version).toBe("4.0.105");
    const said = async (...frames: string[]) => {
      const bytes = new TextEncoder().encode(frames.join(""));
      const { stream } = await streamModelCall({
        model: createAnthropic({ apiKey: "k", fetch: replay(bytes) })(model),
        prompt: "Hi",
      });
      const words: string[] = [];
      for await (const part of stream) {
        if (part.type === "error") words.push("error");
        else if ("text" in part) words.push(part.text);
      }
      return words;
    };
    const message = [event("message_start", { message: { id: "m", usage: { input_tokens: 1 } } })];
    expect(await said(...message, event("message_progress", { share: 0.5 }), closing("end_turn"))).toEqual(["error"]);
    const block = [start(0, { type: "thinking", thinking: "At once.", signature: "c2ln" }), end(0)];
    expect(await said(...message, ...block, closing("end_turn"))).toEqual([]);
  });
});
