import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, partsOf, runStep } from "#lib/testing/step.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

/** What comes of a stream of exactly these bytes. */
async function read(wire: "openai" | "compatible", bytes: string) {
  const model = modelAt(wire, upstream.url, "dialect");
  const reach: typeof fetch = async () => new Response(bytes, { headers: { "content-type": "text/event-stream" } });
  const { drafts, outcome } = await runStep({ ...model, reach });
  return { parts: partsOf(drafts).map(({ kind, text }) => [kind, text]), outcome };
}

const chunk = (choice: object, more: object = {}) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [choice], ...more })}`;
const delta = (value: object, finish: string | null = null) => chunk({ index: 0, delta: value, finish_reason: finish });
const chat = (...frames: string[]) => read("compatible", frames.map((frame) => `${frame}\n\n`).join(""));

describe("a server of the chat format", () => {
  const spoken = [
    ["full", "Hmm."],
    ["text", "Yes."],
  ];

  it("may use CRLF, comments, no blank after the colon and several data lines", async () => {
    const split = delta({ reasoning_content: "Hmm." }).replace('"choices"', '\r\ndata: "choices"');
    const bytes = [
      ": ping",
      split,
      "event: message",
      delta({ content: "Yes." }).replace("data: ", "data:"),
      ": ping",
      delta({}, "stop"),
      "data: [DONE]",
    ];
    const { parts, outcome } = await read("compatible", bytes.map((line) => `${line}\r\n\r\n`).join(""));
    expect(parts).toEqual(spoken);
    expect(outcome.finish).toBe("stop");
  });

  it("may leave out [DONE], and send nulls, empty choices and an empty role", async () => {
    const { parts, outcome } = await chat(
      delta({ role: "", content: null, reasoning_content: null, reasoning: null, tool_calls: null }),
      `data: ${JSON.stringify({ choices: [] })}`,
      delta({ reasoning: "Hmm.", content: null }),
      delta({ reasoning_content: null, content: "Yes." }),
      delta({}, "stop"),
    );
    expect(parts).toEqual(spoken);
    expect(outcome.finish).toBe("stop");
  });

  it("has done writing at its finish, however long it goes on counting", async () => {
    upstream.script("lingers", () => [
      { kind: "text", text: "Yes." },
      { kind: "raw", data: delta({}, "stop").replace("data: ", "") },
      { kind: "hold" },
    ]);
    const { drafts, outcome } = await runStep(modelAt("compatible", upstream.url, "lingers"), {
      onDraft: ({ type }) => type === "text-end" && upstream.release(),
    });
    expect(drafts.map(({ type }) => type)).toContain("text-end");
    expect(outcome.finish).toBe("stop");
  });

  it("may rename its field in mid-stream, and fill both with the same", async () => {
    const { parts } = await chat(
      delta({ reasoning_content: "H", reasoning: "H" }),
      delta({ reasoning: "mm" }),
      delta({ reasoning_content: "." }),
      delta({ content: "Yes." }),
      delta({}, "stop"),
    );
    expect(parts).toEqual(spoken);
  });

  it("may leave one field empty beside the other, and wrap a thought in an object", async () => {
    const { parts } = await chat(
      delta({ reasoning_content: "", reasoning: "H" }),
      delta({ reasoning: { content: "m" } }),
      delta({ reasoning: [{ type: "reasoning.text", text: "m." }] }),
      delta({ reasoning_content: "", content: "Yes." }),
      delta({}, "stop"),
    );
    expect(parts).toEqual(spoken);
  });

  it("may refuse in a field of its own, which is shown and no whole answer", async () => {
    const { parts, outcome } = await chat(delta({ refusal: "No, " }), delta({ refusal: "sorry." }), delta({}, "stop"));
    expect(parts).toEqual([["text", "No, sorry."]]);
    expect(outcome.finish).toBe("content-filter");
  });

  it("may send its thoughts as parts of the content", async () => {
    const { parts } = await chat(
      delta({ content: [{ type: "thinking", thinking: [{ type: "text", text: "Hmm." }] }] }),
      delta({ content: [{ type: "text", text: "Yes." }] }),
      delta({}, "stop"),
    );
    expect(parts).toEqual(spoken);
  });

  it("may count in every chunk: the last count stands", async () => {
    const usage = (output: number) => ({ usage: { prompt_tokens: 3, completion_tokens: output } });
    const { outcome } = await chat(
      chunk({ index: 0, delta: { content: "Yes" }, finish_reason: null }, usage(1)),
      chunk({ index: 0, delta: { content: "." }, finish_reason: "stop" }, usage(2)),
    );
    expect(outcome.usage).toEqual({ input: 3, output: 2, reasoning: null, cached: null });
  });

  it("must say how it finished, [DONE] or not", async () => {
    const { outcome } = await chat(delta({ content: "Yes." }), "data: [DONE]");
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-cut" } });
  });

  it("may finish for a reason of its own", async () => {
    const { outcome } = await chat(delta({ content: "Yes." }), delta({}, "eos_token"));
    expect(outcome).toMatchObject({ finish: "other", error: null });
  });

  it("may send letters of every kind", async () => {
    const text = "👩‍👩‍👧‍👦 e\u0301 שלום \u2028 \u0000 \ud83d";
    const { parts } = await chat(delta({ reasoning_content: text }), delta({ content: text }), delta({}, "stop"));
    expect(parts).toEqual([
      ["full", text],
      ["text", text],
    ]);
  });

  it("may leave a thought in tags unclosed: it is a thought, and closed by us", async () => {
    const { parts } = await chat(delta({ content: "<think>Hm" }), delta({ content: "m." }), delta({}, "length"));
    expect(parts).toEqual([["full", "Hmm."]]);
  });
});

const event = (type: string, body: object) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: 1, ...body })}\n\n`;
const created = event("response.created", { response: { id: "r", created_at: 1, model: "m" } });
const completed = event("response.completed", { response: { usage: null, incomplete_details: null } });
const reasoningItem = (id: string) => event("response.output_item.added", { output_index: 0, item: { type: "reasoning", id } });
const thoughtDelta = (id: string, text: string, index = 0) =>
  event("response.reasoning_summary_text.delta", { item_id: id, output_index: 0, summary_index: index, delta: text });
const itemDone = (id: string, sealed?: string) =>
  event("response.output_item.done", { output_index: 0, item: { type: "reasoning", id, encrypted_content: sealed } });

describe("a server of the Responses format", () => {
  const responses = (...frames: string[]) => read("openai", frames.join(""));

  it("may leave out the beginning of a summary part", async () => {
    const { parts } = await responses(created, reasoningItem("rs"), thoughtDelta("rs", "Hmm."), itemDone("rs"), completed);
    expect(parts).toEqual([["summary", "Hmm."]]);
  });

  it("may send events nobody knows", async () => {
    const odd = event("response.something.new", { a: [1] });
    const { parts, outcome } = await responses(
      created,
      odd,
      reasoningItem("rs"),
      thoughtDelta("rs", "Hmm."),
      odd,
      itemDone("rs"),
      completed,
    );
    expect(parts).toEqual([["summary", "Hmm."]]);
    expect(outcome).toMatchObject({ finish: "stop", error: null });
  });

  it("leaves no part of a thought without text or seal", async () => {
    const { parts, outcome } = await responses(created, reasoningItem("rs"), itemDone("rs"), completed);
    expect(parts).toEqual([]);
    expect(outcome.finish).toBe("stop");
  });

  it("may use one id for two items, whose parts stay apart", async () => {
    const item = [reasoningItem("rs"), thoughtDelta("rs", "Hmm."), itemDone("rs")];
    const { parts } = await responses(created, ...item, ...item, completed);
    expect(parts).toEqual([
      ["summary", "Hmm."],
      ["summary", "Hmm."],
    ]);
  });

  it.each(["__proto__", "constructor", "toString"])("may call an item %s, and no harm is done", async (id) => {
    const { outcome } = await responses(created, reasoningItem(id), thoughtDelta(id, "Hmm."), itemDone(id, "x"), completed);
    expect(["stop", "error"]).toContain(outcome.finish);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}).not.toHaveProperty("summaryParts");
  });

  it("may send a word of a thought it never began", async () => {
    const { parts, outcome } = await responses(created, thoughtDelta("rs_9", "Hmm."), completed);
    expect(parts).toEqual([["summary", "Hmm."]]);
    expect(outcome.finish).toBe("stop");
  });

  it("puts the seal on the last part of an item, with all of its summary", async () => {
    const frames = [reasoningItem("rs"), thoughtDelta("rs", "One.")];
    const second = event("response.reasoning_summary_part.added", { item_id: "rs", output_index: 0, summary_index: 1 });
    const bytes = [created, ...frames, second, thoughtDelta("rs", "Two.", 1), itemDone("rs", "proof"), completed].join("");
    const model = modelAt("openai", upstream.url, "dialect");
    const { drafts } = await runStep({ ...model, reach: async () => new Response(bytes) });
    expect(partsOf(drafts)).toMatchObject([
      { text: "One." },
      { text: "Two.", seal: { data: { itemId: "rs", encryptedContent: "proof", summary: ["One.", "Two."] } } },
    ]);
    expect(partsOf(drafts)[0]).not.toHaveProperty("seal");
  });

  it("may fail with a word of its own", async () => {
    const failed = event("response.failed", { response: { error: { code: "server_error", message: "x" } } });
    const { outcome } = await responses(created, reasoningItem("rs"), thoughtDelta("rs", "Hmm."), failed);
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-unavailable" } });
  });

  it("may fail before it says anything", async () => {
    const early = event("error", { error: { type: "insufficient_quota", code: "insufficient_quota", message: "x" } });
    const { outcome, parts } = await responses(created, early);
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-quota" } });
    expect(parts).toEqual([]);
  });
});
