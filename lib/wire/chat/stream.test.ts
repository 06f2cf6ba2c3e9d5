import { describe, expect, it } from "vitest";
import type { Exposure, ReasoningFormat } from "#lib/core/exposure.ts";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { answer, begin, cutError, end, firstByte, stepEnd, stepStart, thought } from "#lib/testing/beats.ts";
import { type Beat, timed } from "#lib/testing/builders.ts";
import { callIdOf, clientToolStory, clientToolWait, gated, segments } from "#lib/testing/chat-stories.ts";
import { scenarios } from "#lib/testing/scenarios.ts";
import { chatStream } from "./stream.ts";

const head = { id: "chatcmpl-1", created: 1, model: "m" };

async function* of(...batches: (RunEvent[] | "silence")[]) {
  yield* batches;
}

interface Options {
  format?: ReasoningFormat;
  includesUsage?: boolean;
}

async function written(
  batches: (RunEvent[] | "silence")[],
  { format = "reasoning_content", includesUsage = true }: Options = {},
) {
  const frames: string[] = [];
  for await (const frame of chatStream(of(...batches), { head, includesUsage, format, callIdOf })) frames.push(frame);
  return frames;
}
const sse = async (drafts: TimedDraft[], exposure: Exposure = "full", options: Options = {}) =>
  (await written([gated(drafts, exposure)], options)).join("");

const chunk = (delta: string, finish = "null") =>
  `data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":${delta},"finish_reason":${finish}}]}\n\n`;
const usage = (prompt: number, completion: number, reasoning: number) =>
  `data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":${prompt},"completion_tokens":${completion},"total_tokens":${prompt + completion},"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":${reasoning}}}}\n\n`;
const role = chunk('{"role":"assistant"}');
const done = "data: [DONE]\n\n";
const errorLine = `data: {"error":{"message":"${cutError.message} ${cutError.suggestion}","type":"api_error","param":null,"code":"provider_cut"}}\n\n`;

const told: Beat[] = [...begin, ...stepStart(), firstByte()];
const thinking = thought("p1", "So it is.", { form: "full" });
const stories = {
  text: timed([...told, ...answer("p1", "Yes, so."), ...stepEnd(), ...end()]),
  "reasoning and text": timed([...told, ...thinking, ...answer("p2", "Yes."), ...stepEnd(), ...end()]),
  "reasoning only, by a limit": timed([...told, ...thinking, ...stepEnd(1, "length"), ...end("completed", "length")]),
  "an error in a thought": timed([...told, ...thinking, ...stepEnd(1, "error"), ...end("failed", "error", cutError)]),
  "an error in the answer": timed([
    ...told,
    ...answer("p1", "Yes,"),
    ...stepEnd(1, "error"),
    ...end("failed", "error", cutError),
  ]),
  stopped: timed([...told, ...answer("p1", "Yes,"), ...stepEnd(1, "aborted"), ...end("stopped", "reader")]),
  neither: timed([...told, ...stepEnd(), ...end()]),
};

const yes = chunk('{"content":"Yes."}');
const finish = chunk("{}", '"stop"');
const counted = usage(100, 50, 30);

describe("golden streams", () => {
  it("of a text", async () => {
    expect(await sse(stories.text)).toBe(
      role + chunk('{"content":"Yes,"}') + chunk('{"content":" so."}') + finish + counted + done,
    );
  });

  it.each<[ReasoningFormat, string]>([
    [
      "reasoning_content",
      chunk('{"reasoning_content":"So"}') + chunk('{"reasoning_content":" it"}') + chunk('{"reasoning_content":" is."}') + yes,
    ],
    ["reasoning", chunk('{"reasoning":"So"}') + chunk('{"reasoning":" it"}') + chunk('{"reasoning":" is."}') + yes],
    [
      "both",
      chunk('{"reasoning_content":"So","reasoning":"So"}') +
        chunk('{"reasoning_content":" it","reasoning":" it"}') +
        chunk('{"reasoning_content":" is.","reasoning":" is."}') +
        yes,
    ],
    [
      "tags",
      chunk('{"content":"<think>So"}') +
        chunk('{"content":" it"}') +
        chunk('{"content":" is."}') +
        chunk('{"content":"</think>\\n\\nYes."}'),
    ],
  ])("of reasoning and text as %s", async (format, body) => {
    expect(await sse(stories["reasoning and text"], "full", { format })).toBe(role + body + finish + counted + done);
  });

  it("of reasoning and text with exposure off, in every format: the count is there, the thought is not", async () => {
    for (const format of ["reasoning_content", "reasoning", "both", "tags"] as const) {
      expect(await sse(stories["reasoning and text"], "none", { format })).toBe(role + yes + finish + counted + done);
    }
  });

  it("of a summary where only summaries may leave, and of a thought in full where they may not", async () => {
    const summed = timed([
      ...told,
      ...thought("p1", "In short.", { form: "summary" }),
      ...answer("p2", "Yes."),
      ...stepEnd(),
      ...end(),
    ]);
    const short = chunk('{"reasoning_content":"In"}') + chunk('{"reasoning_content":" short."}');
    expect(await sse(summed, "summary")).toBe(role + short + yes + finish + counted + done);
    expect(await sse(stories["reasoning and text"], "summary")).toBe(role + yes + finish + counted + done);
  });

  it("of reasoning and calls of the client's tools, and of what follows their results", async () => {
    const events = gated(clientToolStory);
    const first = (await written([events.slice(0, clientToolWait)])).join("");
    const calls = [
      '{"tool_calls":[{"index":0,"id":"call_p3","type":"function","function":{"name":"weather","arguments":""}}]}',
      '{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":\\"Ulm\\"}"}}]}',
      '{"tool_calls":[{"index":1,"id":"call_p4","type":"function","function":{"name":"clock","arguments":""}}]}',
      '{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}',
    ];
    const thoughts = ["I", " need", " both."].map((text) => chunk(`{"reasoning_content":"${text}"}`)).join("");
    const words = ["Let", " me", " look."].map((text) => chunk(`{"content":"${text}"}`)).join("");
    expect(first).toBe(
      role + thoughts + words + calls.map((call) => chunk(call)).join("") + chunk("{}", '"tool_calls"') + counted + done,
    );
    const rest = (await written([events.slice(clientToolWait)])).join("");
    expect(rest).toContain(
      chunk('{"reasoning_content":"It"}') + chunk('{"reasoning_content":" rains."}') + chunk('{"content":"Take"}'),
    );
    expect(rest.endsWith(finish + counted + done)).toBe(true);
  });

  it("of reasoning only that ran into a limit", async () => {
    const body = ["So", " it", " is."].map((text) => chunk(`{"reasoning_content":"${text}"}`)).join("");
    expect(await sse(stories["reasoning only, by a limit"])).toBe(role + body + chunk("{}", '"length"') + counted + done);
    expect(await sse(stories["reasoning only, by a limit"], "none")).toBe(role + chunk("{}", '"length"') + counted + done);
  });

  it("of an error in the middle: an error object, no finish, and the end of the stream", async () => {
    expect(await sse(stories["an error in the answer"])).toBe(role + chunk('{"content":"Yes,"}') + errorLine + done);
    expect(await sse(stories["an error in a thought"], "none")).toBe(role + errorLine + done);
  });

  it("of an answer that was stopped: it closes, and nothing says that it was finished", async () => {
    expect(await sse(stories.stopped)).toBe(role + chunk('{"content":"Yes,"}') + done);
  });

  it("of neither reasoning nor text", async () => {
    expect(await sse(stories.neither)).toBe(role + finish + counted + done);
  });
});

describe("a stream", () => {
  it("names the answer before anything is read of it", async () => {
    let isAsked = false;
    async function* asking(): AsyncGenerator<RunEvent[]> {
      isAsked = true;
      yield [];
    }
    const frames = chatStream(asking(), { head, includesUsage: false, format: "reasoning", callIdOf });
    expect((await frames.next()).value).toBe(role);
    expect(isAsked).toBe(false);
    await frames.return();
  });

  it("writes what one commit brought at once, and nothing in a silence or for a batch that says nothing", async () => {
    const events = gated(stories.text);
    const frames = await written([events.slice(0, 3), "silence", events.slice(3)]);
    expect(frames).toHaveLength(2);
    expect(frames.join("")).toBe(await sse(stories.text));
  });

  it("says the usage only when it is wished, and only when it is known", async () => {
    expect(await sse(stories.text, "full", { includesUsage: false })).not.toContain("usage");
    const uncounted = timed([...told, ...answer("p1", "Yes."), ...end()]);
    expect(await sse(uncounted)).toBe(role + yes + finish + done);
  });

  it("is an error when the run was removed meanwhile", async () => {
    const frames = await written([gated(stories.text).slice(0, 5)]);
    expect(frames.at(-1)).toMatch(/^data: \{"error":\{"message":"The answer was removed/);
    expect(frames.at(-1)?.endsWith(done)).toBe(true);
  });

  it("escapes the line ends that some clients know beside the usual, and keeps every other letter", async () => {
    const text = "a\u0085b\u2028c\u2029d\0e\u0301 \u{1F469}\u200d\u{1F467} مرحبا\r\n";
    const drafts = timed([...told, [1, { type: "text-delta", partId: "p1", delta: text }], ...end()]);
    const bytes = await sse(drafts);
    expect(bytes).not.toMatch(/[\u0085\u2028\u2029\0]/);
    const content = bytes.split("\n\n").flatMap((line) => /"delta":(\{"content".*\}),"finish_reason"/.exec(line)?.[1] ?? []);
    expect(content.map((json) => JSON.parse(json).content)).toEqual([text]);
  });

  it("carries a megabyte in one piece", async () => {
    const text = "思".repeat(1024 * 1024);
    const drafts = timed([...told, [1, { type: "text-delta", partId: "p1", delta: text }], ...end()]);
    expect((await sse(drafts)).length).toBeGreaterThan(text.length);
  });
});

describe("whatever the run", () => {
  it("there is one role chunk first, at most one finish chunk and that empty, no event names, and [DONE] last", async () => {
    for (const { name, drafts } of scenarios) {
      for (const format of ["reasoning_content", "tags"] as const) {
        const [events = []] = segments(gated(drafts));
        const lines = (await written([events], { format })).join("").split("\n\n").slice(0, -1);
        expect([name, lines[0], lines.at(-1)]).toEqual([name, role.trim(), "data: [DONE]"]);
        expect(lines.every((line) => line.startsWith("data: ") && !line.includes("\n"))).toBe(true);
        const objects = lines.slice(0, -1).map((line) => JSON.parse(line.slice(6)));
        const finishes = objects.filter((each) => each.choices?.[0]?.finish_reason);
        const errors = objects.filter((each) => each.error);
        expect(finishes.length + errors.length).toBeLessThanOrEqual(1);
        for (const each of finishes) expect(each.choices[0].delta).toEqual({});
        const last = events.at(-1);
        const isWhole =
          last?.type === "run-wait" ? last.for === "client" : last?.type === "run-end" && last.status === "completed";
        expect([name, finishes.length]).toEqual([name, isWhole ? 1 : 0]);
      }
    }
  });
});
