import { describe, expect, it } from "vitest";
import type { Exposure } from "#lib/core/exposure.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import { answer, begin, cutError, end, firstByte, stepEnd, stepStart, thought } from "#lib/testing/beats.ts";
import { aUsage, type Beat, timed } from "#lib/testing/builders.ts";
import { clientToolStory, clientToolWait } from "#lib/testing/chat-stories.ts";
import { assemble, framesOf, gatedStory, readFrames, responseRunId, transcript } from "#lib/testing/response-client.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import type { ProjectionOptions } from "./projection.ts";

const partly = (text: string, ...ends: Beat[]): Beat[] => [
  ...begin,
  ...stepStart(),
  firstByte(),
  ...thought("p1", text),
  ...ends,
];
const short = timed(partly("Two words.", ...answer("p2", "It is 42."), ...stepEnd(), ...end()));

async function golden(drafts = short, exposure: Exposure = "full", options: Partial<ProjectionOptions> = {}) {
  const { events, isDone } = readFrames(await framesOf(gatedStory(drafts, exposure), options));
  expect(isDone).toBe(assemble(events).last?.status !== "in_progress");
  return { lines: transcript(events), events, ...assemble(events) };
}

const message = (index: number, first: number): string[] => [
  `${first} output_item.added ${index} message p2 in_progress`,
  `${first + 1} content_part.added ${index} output_text`,
  `${first + 2} output_text.delta ${index} "It"`,
  `${first + 3} output_text.delta ${index} " is"`,
  `${first + 4} output_text.delta ${index} " 42."`,
  `${first + 5} output_text.done ${index} "It is 42."`,
  `${first + 6} content_part.done ${index} output_text`,
  `${first + 7} output_item.done ${index} message p2 completed`,
  `${first + 8} completed completed`,
];

describe("an answer told as a response", () => {
  it("is thought and text at exposure full, the thought as a summary", async () => {
    expect((await golden()).lines).toEqual([
      "0 created in_progress",
      "1 in_progress in_progress",
      "2 output_item.added 0 reasoning p1 in_progress",
      "3 reasoning_summary_part.added 0 summary_text",
      '4 reasoning_summary_text.delta 0 "Two"',
      '5 reasoning_summary_text.delta 0 " words."',
      '6 reasoning_summary_text.done 0 "Two words."',
      "7 reasoning_summary_part.done 0 summary_text",
      "8 output_item.done 0 reasoning p1 completed",
      ...message(1, 9),
    ]);
  });

  it("is thought word for word where the request wants that, and no summary of the same beside it", async () => {
    const { lines, last } = await golden(short, "full", { isRaw: true });
    expect(lines.slice(2, 9)).toEqual([
      "2 output_item.added 0 reasoning p1 in_progress",
      "3 content_part.added 0 reasoning_text",
      '4 reasoning_text.delta 0 "Two"',
      '5 reasoning_text.delta 0 " words."',
      '6 reasoning_text.done 0 "Two words."',
      "7 content_part.done 0 reasoning_text",
      "8 output_item.done 0 reasoning p1 completed",
    ]);
    expect(last?.output[0]).toMatchObject({ summary: [], content: [{ type: "reasoning_text", text: "Two words." }] });
  });

  it.each(["none", "summary"] as const)("is text alone at exposure %s where the thought is the model's own", async (exposure) => {
    expect((await golden(short, exposure)).lines).toEqual([
      "0 created in_progress",
      "1 in_progress in_progress",
      ...message(0, 2),
    ]);
  });

  it("shows a provider's summary at exposure summary, also where thoughts are wanted word for word", async () => {
    for (const isRaw of [false, true]) {
      const { last } = await golden(scenario("sealed thinking"), "summary", { isRaw });
      const thoughts = last?.output.filter(({ type }) => type === "reasoning") ?? [];
      expect(thoughts).toHaveLength(1);
      expect(thoughts[0]).toMatchObject({ summary: [{ type: "summary_text" }], status: "completed" });
    }
  });

  it("counts tokens whatever the exposure, and leaves out what it does not know", async () => {
    for (const exposure of ["none", "summary", "full"] as const) {
      expect((await golden(short, exposure)).last?.usage).toEqual({
        input_tokens: 100,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: 50,
        output_tokens_details: { reasoning_tokens: 30 },
        total_tokens: 150,
      });
    }
    const unknown = short.map((draft) =>
      draft.type === "step-end" ? { ...draft, usage: aUsage({ reasoning: null, cached: null }) } : draft,
    );
    expect((await golden(unknown)).last?.usage).toMatchObject({
      input_tokens_details: {},
      output_tokens_details: {},
      total_tokens: 150,
    });
    expect(JSON.stringify((await golden(unknown)).last?.usage)).not.toMatch(/cached|reasoning_t|null/);
    const nothing = short.map((draft) => (draft.type === "step-end" ? { ...draft, usage: aUsage({ input: null }) } : draft));
    expect((await golden(nothing)).last?.usage).toBeNull();
  });

  it("hands the client's calls over and ends, then goes on as a response of its own", async () => {
    const events = gatedStory(clientToolStory);
    const first = readFrames(await framesOf(events.slice(0, clientToolWait)));
    expect(first.isDone).toBe(true);
    expect(transcript(first.events).slice(17)).toEqual([
      "17 output_item.done 1 message p2 completed",
      "18 output_item.added 2 function_call p3 in_progress",
      '19 function_call_arguments.delta 2 "{\\"city\\":\\"Ulm\\"}"',
      '20 function_call_arguments.done 2 {"city":"Ulm"}',
      "21 output_item.done 2 function_call p3 completed",
      "22 output_item.added 3 function_call p4 in_progress",
      '23 function_call_arguments.delta 3 "{}"',
      "24 function_call_arguments.done 3 {}",
      "25 output_item.done 3 function_call p4 completed",
      "26 completed completed",
    ]);
    expect(assemble(first.events).calls).toEqual([
      { callId: `call_${responseRunId.slice(4)}_p3`, name: "weather", args: '{"city":"Ulm"}' },
      { callId: `call_${responseRunId.slice(4)}_p4`, name: "clock", args: "{}" },
    ]);
    const second = readFrames(await framesOf(events.filter(({ seq }) => seq > clientToolWait + 2)));
    expect(second.isDone).toBe(true);
    expect(assemble(second.events)).toMatchObject({ text: "Take an umbrella.", thoughts: ["It rains."], calls: [] });
    expect(assemble(second.events).last?.usage).toMatchObject({ total_tokens: 150 });
  });

  it("says nothing of this application's own tools, and gives what they found to the next text", async () => {
    const { lines, calls, last } = await golden(scenario("a tool that is watched"));
    expect(calls).toEqual([]);
    expect(lines.filter((line) => line.includes("tool") || line.includes("function"))).toEqual([]);
    expect(last?.output[0]).toMatchObject({
      type: "message",
      content: [
        {
          text: "It is 2.",
          annotations: [
            {
              type: "url_citation",
              url: "https://example.org/two",
              title: "https://example.org/two",
              start_index: 0,
              end_index: 8,
            },
          ],
        },
      ],
    });
  });

  it("gives a source that comes after its text to that text, each page once", async () => {
    const source = (partId: string): Beat => [1, { type: "source", partId, url: "https://example.org/a", title: "A" }];
    const drafts = timed(partly("Hm.", ...answer("p2", "Yes."), source("p3"), source("p4"), ...stepEnd(), ...end()));
    const { lines, last } = await golden(drafts);
    expect(lines.filter((line) => line.includes("annotation"))).toEqual([
      "11 output_text.annotation.added 1 https://example.org/a",
    ]);
    expect(last?.output[1]).toMatchObject({ content: [{ annotations: [{ title: "A", end_index: 4 }] }] });
  });

  it("puts what a client may send back for a thought where the thought is done, and only where it wants that", async () => {
    const seal = ({ partId, createdAt }: { partId: string; createdAt: number }) =>
      `sealed ${partId} ${createdAt - (short[0]?.at ?? 0)}`;
    const { events, last } = await golden(short, "full", { seal });
    expect(last?.output[0]).toMatchObject({ encrypted_content: "sealed p1 0" });
    const holding = events.filter((event) => JSON.stringify(event).includes("encrypted_content"));
    expect(holding.map(({ type }) => type)).toEqual(["response.output_item.done", "response.completed"]);
    expect(JSON.stringify((await golden()).events)).not.toContain("encrypted_content");
  });

  it("has an item without text for a thought whose text the provider kept", async () => {
    const { last, thoughts } = await golden(scenario("redacted"));
    expect(thoughts).toEqual([""]);
    expect(last?.output[0]).toMatchObject({ type: "reasoning", summary: [], status: "completed" });
  });
});

describe("the end of a response", () => {
  const ended = async (draft: Partial<Extract<Draft, { type: "run-end" }>>, finish: Parameters<typeof stepEnd>[1] = "stop") => {
    const beats = partly("Hm.", ...answer("p2", "It"), ...stepEnd(1, finish), ...end()).map(
      ([after, beat]): Beat => [after, beat.type === "run-end" ? { ...beat, ...draft } : beat],
    );
    return golden(timed(beats));
  };

  it("E02 is incomplete where tokens ran out, also when there is nothing but thought", async () => {
    const { last, text } = await golden(scenario("thinking only"));
    expect(text).toBe("");
    expect(last).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [{ type: "reasoning", status: "incomplete" }],
      completed_at: null,
    });
  });

  it("E01 is complete where there is nothing but thought and the provider said that this was all", async () => {
    expect((await golden(scenario("only thinking, whole"))).last).toMatchObject({
      status: "completed",
      output: [{ type: "reasoning" }],
    });
  });

  it("E03 is complete and empty where there was neither thought nor text", async () => {
    const { last } = await golden(timed([...begin, ...stepStart(), firstByte(), ...stepEnd(), ...end()]));
    expect(last).toMatchObject({ status: "completed", output: [], error: null });
  });

  it("names a filter", async () => {
    const { last } = await ended({ reason: "content-filter" }, "content-filter");
    expect(last).toMatchObject({ status: "incomplete", incomplete_details: { reason: "content_filter" } });
    expect(last?.output.at(-1)).toMatchObject({ status: "incomplete" });
  });

  it("is cancelled where somebody stopped it, and never reads as complete", async () => {
    const { last, events } = await ended({ status: "stopped", reason: "reader" }, "aborted");
    expect(events.at(-1)?.type).toBe("response.incomplete");
    expect(last).toMatchObject({ status: "cancelled", incomplete_details: { reason: "cancelled" }, error: null });
  });

  it("E06 is failed with its error where the provider broke off, with what there was before", async () => {
    const { last, events, thoughts } = await golden(scenario("failed in mid-thought"));
    expect(events.at(-1)?.type).toBe("response.failed");
    expect(last).toMatchObject({ status: "failed", error: { type: "api_error", code: "provider_cut" } });
    expect(last?.error?.message).toContain(cutError.message);
    expect(thoughts[0]).toContain("Seven times six");
  });

  it("E13 is failed where the application was stopped", async () => {
    const { last } = await golden(scenario("interrupted by a restart"));
    expect(last).toMatchObject({ status: "failed", error: { code: "shutting_down" }, output: [{ status: "incomplete" }] });
  });

  it("is not there while the run goes on: no [DONE]", async () => {
    const { isDone, events } = readFrames(await framesOf(gatedStory(scenario("still running"))));
    expect([isDone, assemble(events).last?.status]).toEqual([false, "in_progress"]);
  });

  it("does not come while the owner is asked to allow a tool", async () => {
    const { isDone } = readFrames(await framesOf(gatedStory(scenario("waiting for a person"))));
    expect(isDone).toBe(false);
    expect((await golden(scenario("tools with approval"))).last).toMatchObject({ status: "completed" });
  });

  it("never holds half a character, whatever the model wrote", async () => {
    const halves = timed(partly("x\udc00 \ud800y", ...answer("p2", "a\udde0 b\ud83e"), ...stepEnd(), ...end()));
    const { events, text, thoughts } = await golden(halves);
    expect(JSON.stringify(events)).not.toMatch(/\\ud[89a-f]/);
    expect([text, thoughts]).toEqual(["a\ufffd b\ufffd", ["x\ufffd \ufffdy"]]);
  });
});
