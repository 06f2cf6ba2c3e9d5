import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordAnswer } from "#lib/testing/responses-servers.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import type { ModelPart } from "../model-part.ts";
import { makeOllamaReader } from "./ollama-stream.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const reader = () => makeOllamaReader(() => "call_made");
const last = { message: { role: "assistant", content: "" }, done: true, done_reason: "stop" };

function readText(text: string): ModelPart[] {
  const one = reader();
  return [...one.push(encode(text)), ...one.end()];
}
const readLines = (...lines: object[]) => readText(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
const says = (message: object) => ({ model: "m", message: { role: "assistant", content: "", ...message }, done: false });
const writing = (parts: ModelPart[]) => parts.map((part) => ("text" in part ? `${part.key} ${part.text}` : part.type));

describe("an answer of Ollama", () => {
  it("tells thinking from content, in any order, also in one line", () => {
    const parts = readLines(
      says({ thinking: "H" }),
      says({ thinking: "m." }),
      says({ content: "One", thinking: " Well." }),
      says({ thinking: "Again." }),
      says({ content: "Two" }),
      last,
    );
    expect(writing(parts)).toEqual([
      "response-start",
      "reasoning-1 H",
      "reasoning-1 m.",
      "reasoning-1  Well.",
      "reasoning-end",
      "text-2 One",
      "text-end",
      "reasoning-3 Again.",
      "reasoning-end",
      "text-4 Two",
      "text-end",
      "finish",
    ]);
  });

  it("P28 calls tools whole, several in a line, with ids of ours where it gives none", () => {
    const parts = readLines(
      says({ thinking: "I look." }),
      says({
        tool_calls: [
          { function: { index: 0, name: "weather", arguments: { city: "Rome" } } },
          { id: "call_7", function: { index: 1, name: "now", arguments: {} } },
          { function: { name: "old", arguments: '{"as":"text"}' } },
        ],
      }),
      last,
    );
    expect(parts.slice(2)).toEqual([
      { type: "reasoning-end", key: "reasoning-1" },
      { type: "tool-call", callId: "call_made", name: "weather", args: { city: "Rome" } },
      { type: "tool-call", callId: "call_7", name: "now", args: {} },
      { type: "tool-call", callId: "call_made", name: "old", args: { as: "text" } },
      { type: "finish", reason: "tool-calls", usage: undefined },
    ]);
  });

  it.each<[object, string, unknown]>([
    [{ done_reason: "stop", prompt_eval_count: 9, eval_count: 30 }, "stop", { input_tokens: 9, output_tokens: 30 }],
    [{ done_reason: "length", eval_count: 30 }, "length", { input_tokens: undefined, output_tokens: 30 }],
    [{ done_reason: "load" }, "other", undefined],
    [{ done_reason: undefined }, "stop", undefined],
  ])("ends with %j for %s, and counts what it counted", (end, reason, usage) => {
    expect(readLines(says({ content: "Hi" }), { ...last, ...end }).at(-1)).toEqual({ type: "finish", reason, usage });
  });

  it("P25 without its last line has no end, and half a line is nothing", () => {
    expect(writing(readText(`${JSON.stringify(says({ thinking: "Hm." }))}\n{"message":{"thinki`))).toEqual([
      "response-start",
      "reasoning-1 Hm.",
    ]);
  });

  it("ends with a last line that lacks its line end", () => {
    expect(readText(`${JSON.stringify(says({ content: "Hi" }))}\n${JSON.stringify(last)}`).at(-1)?.type).toBe("finish");
  });

  it("P27 is broken by an error in mid-stream, and nothing follows", () => {
    const error = { error: "an error was encountered while running the model" };
    expect(readLines(says({ thinking: "Hm." }), error, says({ content: "Hi" }), last).at(-1)).toMatchObject({
      type: "error",
      error,
    });
  });

  it("P23 may stand in events, with comments and other line ends", () => {
    const text = `: hello\r\nevent: message\r\ndata: ${JSON.stringify(says({ content: "Hi" }))}\r\n\r\ndata: ${JSON.stringify(last)}\r\n`;
    expect(writing(readText(text))).toEqual(["response-start", "text-1 Hi", "text-end", "finish"]);
  });

  it("is broken by what is no JSON", () => {
    expect(readText("<!doctype html>\n")).toMatchObject([{ type: "error", error: expect.any(SyntaxError) }]);
  });
});

describe("the bytes of an answer of Ollama", () => {
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream();
    upstream.script("short", () => [
      { kind: "thought", text: "Überlegung." },
      { kind: "text", text: "Ich sehe nach…" },
      { kind: "tool", id: "call_1", name: "weather", args: '{"city":"Köln"}' },
      { kind: "text", text: "🧠" },
      stop,
    ]);
  });
  afterAll(() => upstream.close());

  it("may be cut at every byte", async () => {
    const bytes = await recordAnswer(upstream, "ollama", "short");
    const read = (pieces: Uint8Array[]) => {
      const one = reader();
      return [...pieces.flatMap((piece) => one.push(piece)), ...one.end()];
    };
    const whole = read([bytes]);
    expect(writing(whole)).toContain("reasoning-1 Überlegung.");
    expect(whole.at(-1)).toMatchObject({ type: "finish", reason: "tool-calls" });
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(read([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole);
    }
    expect(read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });
});
