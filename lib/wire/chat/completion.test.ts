import { describe, expect, it } from "vitest";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { callIdOf, clientToolStory, clientToolWait, gated } from "#lib/testing/chat-stories.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { type ChatCompletion, chatCompletion, readAnswer } from "./completion.ts";
import { chatStream } from "./stream.ts";

const head = { id: "chatcmpl-1", created: 1, model: "m" };

async function* of(events: RunEvent[]) {
  yield events;
}

async function complete(events: RunEvent[], format: "reasoning_content" | "reasoning" | "both" | "tags" = "reasoning_content") {
  const { deltas, ending } = await readAnswer(of(events), { format, callIdOf });
  return ending.kind === "finish" ? chatCompletion(head, deltas, ending) : null;
}

/** As a client puts the chunks of a stream together. */
async function streamed(events: RunEvent[], format: "reasoning_content" | "tags") {
  let text = "";
  let thoughts = "";
  let finish: string | null = null;
  let usage: unknown = null;
  for await (const frame of chatStream(of(events), { head, includesUsage: true, format, callIdOf })) {
    for (const line of frame.split("\n\n").filter((each) => each.startsWith("data: {"))) {
      const chunk = JSON.parse(line.slice(6));
      text += chunk.choices?.[0]?.delta.content ?? "";
      thoughts += chunk.choices?.[0]?.delta.reasoning_content ?? "";
      finish ??= chunk.choices?.[0]?.finish_reason ?? null;
      usage ??= chunk.usage ?? null;
    }
  }
  return { text, thoughts, finish, usage };
}

describe("a completion in one piece", () => {
  it("holds the thought beside the text", async () => {
    expect(await complete(gated(scenario("thinking then text")))).toEqual({
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1,
      model: "m",
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: "Seven times six is **42**.",
            refusal: null,
            reasoning_content: "**Working it out**\n\nSeven times six is forty-two. That is easy.",
          },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 30 },
      },
    } satisfies ChatCompletion);
  });

  it("names the thought as the format says, and leaves the names out where there is none", async () => {
    const message = async (format: "reasoning" | "both" | "tags") =>
      (await complete(gated(scenario("thinking then text")), format))?.choices[0].message;
    expect(Object.keys((await message("reasoning")) ?? {})).toEqual(["role", "content", "refusal", "reasoning"]);
    expect(Object.keys((await message("both")) ?? {})).toEqual(["role", "content", "refusal", "reasoning_content", "reasoning"]);
    expect((await message("tags"))?.content).toMatch(/^<think>\*\*Working it out[\s\S]*easy\.<\/think>\n\nSeven times/);
    const off = await complete(gated(scenario("thinking then text"), "none"));
    expect(Object.keys(off?.choices[0].message ?? {})).toEqual(["role", "content", "refusal"]);
  });

  it("holds whole calls, beside no text at all when there was none", async () => {
    const completion = await complete(gated(clientToolStory).slice(0, clientToolWait));
    expect(completion?.choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: {
        content: "Let me look.",
        tool_calls: [
          { id: "call_p3", type: "function", function: { name: "weather", arguments: '{"city":"Ulm"}' } },
          { id: "call_p4", type: "function", function: { name: "clock", arguments: "{}" } },
        ],
      },
    });
    const silent = gated(clientToolStory).filter((event) => event.type !== "text-delta");
    expect((await complete(silent))?.choices[0].message.content).toBeNull();
  });

  it("has an empty text when only a thought came", async () => {
    const completion = await complete(gated(scenario("thinking only")));
    expect(completion?.choices[0]).toMatchObject({ finish_reason: "length", message: { content: "" } });
  });

  it("says the same as the joined stream: text, thoughts, finish and usage", async () => {
    for (const { name, drafts } of scenarios) {
      for (const format of ["reasoning_content", "tags"] as const) {
        const whole = await complete(gated(drafts), format);
        if (whole === null) continue;
        const { message, finish_reason } = whole.choices[0];
        expect([name, await streamed(gated(drafts), format)]).toEqual([
          name,
          { text: message.content ?? "", thoughts: message.reasoning_content ?? "", finish: finish_reason, usage: whole.usage },
        ]);
      }
    }
  });

  it("is none for a run that failed, was stopped or is gone", async () => {
    for (const name of ["failed in mid-thought", "stopped by the reader", "interrupted by a restart", "still running"]) {
      expect([name, await complete(gated(scenario(name)))]).toEqual([name, null]);
    }
  });
});
