import { describe, expect, it } from "vitest";
import type { ModelPart } from "../model-part.ts";
import { makeResponsesReader } from "./responses-stream.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const reader = () => makeResponsesReader(() => "call_made");

/** What events say, each sent as a frame of its own. */
function readEvents(...events: object[]): ModelPart[] {
  const one = reader();
  const frames = events.map((event) => encode(`data: ${JSON.stringify(event)}\n\n`));
  return [...frames.flatMap((frame) => one.push(frame)), ...one.end()];
}

const created = { type: "response.created", response: { id: "resp_1", status: "in_progress" } };
const completed = { type: "response.completed", response: { id: "resp_1", status: "completed", output: [] } };
const added = (type: string, id = `${type}_1`, output_index = 0) => ({
  type: "response.output_item.added",
  output_index,
  item: { id, type },
});
const done = (item: object, output_index = 0) => ({ type: "response.output_item.done", output_index, item });
const at = { item_id: "reasoning_1", output_index: 0 };
const thinks = (delta: string, content_index = 0) => ({ type: "response.reasoning_text.delta", ...at, content_index, delta });
const says = (delta: string) => ({ type: "response.output_text.delta", item_id: "message_1", output_index: 1, delta });
const item = (more: object) => ({ id: "reasoning_1", type: "reasoning", summary: [], ...more });

/** Texts by the keys of their parts, in order. */
function textsOf(parts: ModelPart[]): string[] {
  const texts = new Map<string, string>();
  for (const part of parts) if ("text" in part) texts.set(part.key, (texts.get(part.key) ?? "") + part.text);
  return [...texts.values()];
}
const sealsOf = (parts: ModelPart[]) => parts.flatMap((part) => ("seal" in part ? [part.seal] : []));
const errorOf = (parts: ModelPart[]) => parts.find((part) => part.type === "error");

describe("a thought of a Responses server", () => {
  it("P18 comes out where it is told only when it is over", () => {
    const whole = item({ content: [{ type: "reasoning_text", text: "Hm." }] });
    const parts = readEvents(
      created,
      added("reasoning"),
      { type: "response.reasoning_text.done", ...at, content_index: 0, text: "Hm." },
      done(whole),
      completed,
    );
    expect(parts).toEqual([
      { type: "response-start", responseId: "resp_1" },
      { type: "reasoning-delta", key: "reasoning-1:1", text: "Hm.", form: "full" },
      { type: "reasoning-end", key: "reasoning-1:1", seal: whole, covers: ["reasoning-1:1"] },
      { type: "finish", reason: "stop", usage: undefined },
    ]);
  });

  it.each([
    ["its part", { type: "response.reasoning_part.done", ...at, part: { type: "reasoning_text", text: "Hm." } }],
    ["its content part", { type: "response.content_part.done", ...at, part: { type: "reasoning_text", text: "Hm." } }],
    ["its summary part", { type: "response.reasoning_summary_part.done", ...at, part: { type: "summary_text", text: "Hm." } }],
    ["its item alone", done(item({ summary: [{ type: "summary_text", text: "Hm." }] }))],
    ["an item that nobody announced", done(item({ id: "other", content: [{ type: "reasoning_text", text: "Hm." }] }))],
  ])("P18 comes out where it is told with %s", (_, event) => {
    expect(textsOf(readEvents(created, event, completed))).toEqual(["Hm."]);
  });

  it("P18 comes out in parts where the item alone tells them", () => {
    const whole = item({ summary: [{ text: "One." }, { text: "One." }] });
    const parts = readEvents(created, done(whole), completed);
    expect(textsOf(parts)).toEqual(["One.", "One."]);
    expect(sealsOf(parts)).toEqual([whole]);
  });

  it("P19 comes out once where it is told in pieces, whole, with its part and with its item", () => {
    const parts = readEvents(
      created,
      added("reasoning"),
      thinks("H"),
      thinks("m."),
      { type: "response.reasoning_text.done", ...at, text: "Hm." },
      { type: "response.reasoning_part.done", ...at, part: { type: "reasoning_text", text: "Hm." } },
      done(item({ content: [{ type: "reasoning_text", text: "Hm." }] })),
      completed,
    );
    expect(textsOf(parts)).toEqual(["Hm."]);
  });

  it("P19 gets the rest that only its end tells", () => {
    const parts = readEvents(thinks("H"), { type: "response.reasoning_text.done", ...at, text: "Hm." }, completed);
    expect(textsOf(parts)).toEqual(["Hm."]);
  });

  it("P20 needs no announcement, neither of its item nor of its parts", () => {
    const summary = (summary_index: number, delta: string) => ({
      type: "response.reasoning_summary_text.delta",
      ...at,
      summary_index,
      delta,
    });
    const parts = readEvents(summary(0, "One"), summary(0, "."), summary(1, "Two."), says("Ok."), completed);
    expect(textsOf(parts)).toEqual(["One.", "Two.", "Ok."]);
    expect(parts.filter((part) => part.type === "reasoning-delta").every(({ form }) => form === "summary")).toBe(true);
  });

  it("P21 stays one where the index rises with every piece", () => {
    const parts = readEvents(added("reasoning"), thinks("H", 0), thinks("m", 1), thinks(".", 2), completed);
    expect(textsOf(parts)).toEqual(["Hm."]);
  });

  it("P21 stays one where its id changes under way, or its place", () => {
    const renamed = [thinks("H"), { ...thinks("m."), item_id: "reasoning_x" }];
    expect(textsOf(readEvents(added("reasoning"), ...renamed, completed))).toEqual(["Hm."]);
    const moved = [thinks("H"), { ...thinks("m."), output_index: 7 }];
    expect(textsOf(readEvents(added("reasoning"), ...moved, completed))).toEqual(["Hm."]);
  });

  it("P21 comes out once where its item ends under another id at another place", () => {
    const whole = item({ id: "rs_other", content: [{ type: "reasoning_text", text: "Hm." }] });
    const parts = readEvents(thinks("H"), thinks("m."), done(whole, 5), says("Ok."), completed);
    expect(textsOf(parts)).toEqual(["Hm.", "Ok."]);
    expect(sealsOf(parts)).toEqual([whole]);
  });

  it("P22 is not disturbed by events of unknown types", () => {
    const parts = readEvents(
      created,
      { type: "response.rate_limits", left: 3 },
      thinks("H"),
      { type: "keepalive" },
      { type: "response.reasoning.magic", delta: "abracadabra" },
      done({ id: "x", type: "web_search_call", status: "completed" }, 4),
      thinks("m."),
      completed,
    );
    expect(textsOf(parts)).toEqual(["Hm."]);
    expect(errorOf(parts)).toBeUndefined();
  });

  it("P30 is kept where there is nothing of it but what is encrypted, and is none where there is nothing at all", () => {
    const sealed = item({ encrypted_content: "c2VhbA==" });
    expect(readEvents(created, added("reasoning"), done(sealed), completed)[1]).toEqual({
      type: "reasoning-end",
      key: "reasoning-1:1",
      seal: sealed,
      covers: [],
    });
    expect(sealsOf(readEvents(created, added("reasoning"), done(item({ encrypted_content: null })), completed))).toEqual([]);
  });

  it("P30 is shown once where its text and a summary of it both come", () => {
    const summary = { type: "response.reasoning_summary_text.delta", ...at, summary_index: 0, delta: "In short: hm." };
    expect(textsOf(readEvents(added("reasoning"), thinks("Hm."), summary, completed))).toEqual(["Hm."]);
  });

  it("R09 that the limit cut is not said to have ended, though its item is closed like any other", () => {
    const incomplete = { type: "response.incomplete", response: { incomplete_details: { reason: "max_output_tokens" } } };
    const whole = item({ encrypted_content: "c2VhbA==" });
    const cut = readEvents(created, thinks("Hm"), done(whole), incomplete);
    expect(cut.map(({ type }) => type)).toEqual(["response-start", "reasoning-delta", "finish"]);
    expect(cut.at(-1)).toMatchObject({ reason: "length" });
    const whole2 = readEvents(created, thinks("Hm"), done(whole), says("Ok"), incomplete);
    expect(sealsOf(whole2)).toEqual([whole]);
  });
});

describe("a call of a tool", () => {
  const call = { id: "fc_1", type: "function_call", call_id: "call_1", name: "weather", arguments: '{"city":"Rome"}' };
  const ended = { type: "tool-call", callId: "call_1", name: "weather", args: { city: "Rome" } };
  const inPieces = (args: string[]) => [
    { type: "response.output_item.added", output_index: 0, item: { ...call, arguments: "" } },
    ...args.map((delta) => ({ type: "response.function_call_arguments.delta", item_id: "fc_1", output_index: 0, delta })),
  ];
  const callsOf = (parts: ModelPart[]) => parts.filter(({ type }) => type === "tool-call");

  it.each<[string, object[]]>([
    ["its item alone", [done(call)]],
    ["letters", [...inPieces([...call.arguments]), done(call)]],
    ["pieces, with an item that does not repeat them", [...inPieces(['{"city":', '"Rome"}']), done({ ...call, arguments: "" })]],
    ["pieces and an item under another id", [...inPieces([call.arguments]), done({ ...call, id: "fc_other" })]],
    ["an object", [done({ ...call, arguments: { city: "Rome" } })]],
    ["pieces whose item is never closed", inPieces([call.arguments])],
    ["its end", [...inPieces([]), { type: "response.function_call_arguments.done", item_id: "fc_1", arguments: call.arguments }]],
  ])("P28 comes in %s, once", (_, events) => {
    const parts = readEvents(created, ...events, completed);
    expect(callsOf(parts)).toEqual([ended]);
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "tool-calls" });
  });

  it("P28 has an empty object for no arguments, the text where it is no JSON, and an id where it came without", () => {
    const { call_id: _, ...nameless } = call;
    expect(callsOf(readEvents(done({ ...call, arguments: "" }), completed))).toMatchObject([{ args: {} }]);
    expect(callsOf(readEvents(done({ ...call, arguments: "{city" }), completed))).toMatchObject([{ args: "{city" }]);
    expect(callsOf(readEvents(done(nameless), completed))).toMatchObject([{ callId: "call_made" }]);
  });

  it("P28 is told apart from another at the same place", () => {
    const other = { ...call, id: "fc_2", call_id: "call_2", arguments: "{}" };
    expect(callsOf(readEvents(done(call), done(other), completed))).toMatchObject([{ callId: "call_1" }, { callId: "call_2" }]);
  });

  it("R09 is dropped where the answer was cut before it was whole", () => {
    const incomplete = { type: "response.incomplete", response: { incomplete_details: { reason: "max_output_tokens" } } };
    expect(callsOf(readEvents(created, ...inPieces(['{"ci']), incomplete))).toEqual([]);
  });
});

describe("an answer of a Responses server", () => {
  it("keeps messages on the way to it apart from it, and says what they are", () => {
    const message = (id: string, text: string, phase: string) => ({ id, type: "message", phase, content: [{ text }] });
    const parts = readEvents(
      done(message("msg_1", "I look it up.", "commentary"), 0),
      done(message("msg_2", "It is 21.", "final_answer"), 1),
      completed,
    );
    expect(textsOf(parts)).toEqual(["I look it up.", "It is 21."]);
    expect(sealsOf(parts)).toEqual([{ phase: "commentary" }, { phase: "final_answer" }]);
  });

  it("names its sources, each once", () => {
    const annotation = { type: "url_citation", url: "https://example.org/a", title: "A" };
    const parts = readEvents(
      says("See there."),
      { type: "response.output_text.annotation.added", item_id: "message_1", annotation },
      done({ id: "message_1", type: "message", content: [{ text: "See there.", annotations: [annotation] }] }, 1),
      completed,
    );
    expect(parts.filter(({ type }) => type === "source")).toEqual([{ type: "source", url: "https://example.org/a", title: "A" }]);
  });

  it("that is a refusal is text, and ends as one", () => {
    const refusal = { type: "response.refusal.delta", item_id: "message_1", output_index: 1, delta: "I would rather not." };
    const parts = readEvents(refusal, completed);
    expect(textsOf(parts)).toEqual(["I would rather not."]);
    expect(parts.at(-1)).toMatchObject({ reason: "content-filter" });
  });

  it("P23 may come as one document", () => {
    const output = [
      item({ content: [{ text: "Hm." }] }),
      { id: "m", type: "message", content: [{ type: "output_text", text: "Ok." }] },
    ];
    const document = JSON.stringify(
      { id: "resp_1", object: "response", status: "completed", output, usage: { input_tokens: 1 } },
      null,
      2,
    );
    const one = reader();
    const parts = [...one.push(encode(document.slice(0, 40))), ...one.push(encode(document.slice(40))), ...one.end()];
    expect(textsOf(parts)).toEqual(["Hm.", "Ok."]);
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop", usage: { input_tokens: 1 } });
  });

  it("P23 may have its type in the event's name, a doubled prefix, comments and other line ends", () => {
    const one = reader();
    const parts = one.push(
      encode(
        `\uFEFF: hello\r\nevent: response.reasoning_text.delta\r\ndata: {"item_id":"r","delta":"Hm."}\r\n\r\n` +
          `data: data: ${JSON.stringify(says("Ok."))}\r\n\r\ndata:${JSON.stringify(completed)}\r\n\r\ndata: [DONE]\r\n\r\n`,
      ),
    );
    expect(textsOf(parts)).toEqual(["Hm.", "Ok."]);
    expect(parts.at(-1)?.type).toBe("finish");
  });

  it("P25 without an end has none", () => {
    expect(readEvents(created, thinks("Hm.")).map(({ type }) => type)).toEqual(["response-start", "reasoning-delta"]);
  });

  it("P26 takes the usage of the last word", () => {
    const usage = { input_tokens: 3, output_tokens: 4 };
    const parts = readEvents({ ...created, response: { usage: { input_tokens: 1 } } }, { ...completed, response: { usage } });
    expect(parts.at(-1)).toMatchObject({ usage });
  });

  it.each<[string, object]>([
    ["error", { type: "error", code: "server_error", message: "Down." }],
    ["nested error", { type: "error", error: { code: "server_error", message: "Down." } }],
    ["response.failed", { type: "response.failed", response: { error: { code: "server_error", message: "Down." } } }],
    ["an error without a type", { error: { code: "server_error", message: "Down." } }],
    ["completed that failed", { type: "response.completed", response: { status: "failed", error: { code: "server_error" } } }],
  ])("P27 is broken by %s, and nothing follows", (_, event) => {
    const parts = readEvents(created, thinks("Hm."), event, says("Ok."), completed);
    expect(parts.at(-1)).toMatchObject({ type: "error", error: { error: { code: "server_error" } } });
  });

  it("is broken by what is no JSON", () => {
    const one = reader();
    expect(one.push(encode('data: {"type":"respo\n\n'))).toMatchObject([{ type: "error", error: expect.any(SyntaxError) }]);
    expect(one.push(encode(`data: ${JSON.stringify(completed)}\n\n`))).toEqual([]);
  });
});
