import { describe, expect, it } from "vitest";
import type { ReasoningFormat } from "#lib/core/exposure.ts";
import { type Draft, type RunEvent, unknownUsage } from "#lib/reasoning/event.ts";
import { answer, begin, call, cutError, end, firstByte, stepEnd, stepStart, thought } from "#lib/testing/beats.ts";
import { aUsage, type Beat, timed } from "#lib/testing/builders.ts";
import { clientToolStory, clientToolWait, gated, tell } from "#lib/testing/chat-stories.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import type { ChatDelta } from "./delta.ts";
import { longestFragment } from "./projection.ts";

const isBeat = (each: Beat | Beat[]): each is Beat => typeof each[0] === "number";
const story = (...beats: (Beat | Beat[])[]): RunEvent[] => gated(timed(beats.flatMap((each) => (isBeat(each) ? [each] : each))));
const delta = (type: "text-delta" | "reasoning-delta", partId: string, text: string): Beat => [1, { type, partId, delta: text }];
const open = (partId: string): Beat => [1, { type: "reasoning-start", partId, form: "full" }];

/** One letter for what a delta says, then what it is: `r:`, `t:`, `c0:`, `a0:`. */
function brief({ content, reasoning_content, reasoning, tool_calls, annotations }: ChatDelta): string {
  const call = tool_calls?.[0];
  if (call) return call.id === undefined ? `a${call.index}:${call.function.arguments}` : `c${call.index}:${call.function.name}`;
  if (annotations) return `s:${annotations.length}`;
  return content === undefined ? `r:${reasoning_content ?? reasoning}` : `t:${content}`;
}
const briefs = (events: readonly RunEvent[], format?: ReasoningFormat) => tell(events, format).deltas.map(brief);

describe("an answer for a chat completions client", () => {
  it("is told piece by piece as it is committed, thoughts first, and finishes with what the provider said and counted", () => {
    const { deltas, ending } = tell(
      story(begin, stepStart(), firstByte(), thought("p1", "So it is."), answer("p2", "It is 42."), stepEnd(), end()),
    );
    expect(deltas).toEqual([
      { reasoning_content: "So" },
      { reasoning_content: " it" },
      { reasoning_content: " is." },
      { content: "It" },
      { content: " is" },
      { content: " 42." },
    ]);
    expect(ending).toEqual({
      kind: "finish",
      finish: "stop",
      usage: {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 30 },
      },
    });
  });

  it("never holds an empty text, a null, or a thought beside anything else", () => {
    for (const format of ["reasoning_content", "reasoning", "both", "tags"] as const) {
      for (const name of [
        "everything sealed",
        "a seal at the end",
        "redacted",
        "interleaved thinking and text",
        "parallel tools",
      ]) {
        for (const said of tell(gated(scenario(name)), format).deltas) {
          expect(Object.values(said).every((value) => value !== "" && value !== null)).toBe(true);
          expect(new Set(Object.keys(said).map((key) => (key.startsWith("reasoning") ? "reasoning" : key))).size).toBe(1);
        }
      }
    }
  });

  it("keeps thoughts apart by an empty line, also when the answer or a tool stood between them", () => {
    const told = briefs(
      story(
        begin,
        stepStart(),
        open("p1"),
        delta("reasoning-delta", "p1", "One."),
        open("p2"),
        delta("reasoning-delta", "p2", "Two."),
        delta("text-delta", "p3", "So."),
        open("p4"),
        delta("reasoning-delta", "p4", "Three."),
      ),
    );
    expect(told).toEqual(["r:One.", "r:\n\nTwo.", "t:So.", "r:\n\nThree."]);
  });

  it("begins a paragraph where another model call answers on", () => {
    const told = briefs(
      story(
        begin,
        stepStart(1),
        delta("text-delta", "p1", "I look."),
        delta("text-delta", "p2", " Now."),
        stepEnd(1, "tool-calls"),
        stepStart(2),
        delta("text-delta", "p3", "Noon."),
      ),
    );
    expect(told).toEqual(["t:I look.", "t: Now.", "t:\n\nNoon."]);
  });

  it("says nothing of tools that run here but what they led to", () => {
    expect(briefs(gated(scenario("tools with approval"))).join("")).not.toMatch(/call_|fetch|notes\.|[ca]\d:/);
    expect(
      briefs(gated(scenario("tools with approval")))
        .map((each) => each.slice(2))
        .join(""),
    ).toBe("The page is there; the notes are kept.");
  });

  it("goes on while its owner is asked to allow a tool", () => {
    expect(tell(gated(scenario("waiting for a person")))).toEqual({ deltas: [], ending: null });
  });

  it("says nothing more after its end", () => {
    const ended = story(begin, stepStart(), delta("text-delta", "p1", "Yes."), stepEnd(), end());
    const late = gated(timed([[0, { type: "text-delta", partId: "p1", delta: "late" }]]));
    expect(tell([...ended, ...late]).deltas).toEqual([{ content: "Yes." }]);
  });
});

describe("calls of the client's tools", () => {
  const events = gated(clientToolStory);

  it("go out with their identity first and their arguments after it, and finish the answer", () => {
    const { deltas, ending } = tell(events);
    expect(deltas.slice(-4)).toEqual([
      { tool_calls: [{ index: 0, id: "call_p3", type: "function", function: { name: "weather", arguments: "" } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"city":"Ulm"}' } }] },
      { tool_calls: [{ index: 1, id: "call_p4", type: "function", function: { name: "clock", arguments: "" } }] },
      { tool_calls: [{ index: 1, function: { arguments: "{}" } }] },
    ]);
    expect(ending).toMatchObject({ kind: "finish", finish: "tool_calls", usage: { prompt_tokens: 100 } });
  });

  it("are left behind by the answer that goes on from their results, and so is what was used before it", () => {
    const rest = events.filter((event) => event.seq > clientToolWait);
    expect(briefs(rest)).toEqual(["r:It", "r: rains.", "t:Take", "t: an", "t: umbrella."]);
    expect(tell(rest).ending).toMatchObject({ finish: "stop", usage: { prompt_tokens: 100, completion_tokens: 50 } });
  });

  it("cut long arguments into pieces of at most 256, never within a character", () => {
    const args = { text: `${"a".repeat(246)}${"\u{1F9E0}".repeat(300)}` };
    const clients: Beat = [1, { type: "tool-call", partId: "p1", callId: "c1", name: "say", args, isClients: true }];
    const { deltas } = tell(story(begin, stepStart(), clients, [1, { type: "tool-handed", callId: "c1" }]));
    const pieces = deltas.slice(1).map(({ tool_calls }) => tool_calls?.[0]?.function.arguments ?? "");
    expect(pieces.join("")).toBe(JSON.stringify(args));
    expect(pieces.every((piece) => piece.length <= longestFragment && piece.isWellFormed())).toBe(true);
    expect(pieces.some((piece) => piece.length === longestFragment - 1)).toBe(true);
  });

  it("go out as they were written where they are no JSON, and not at all when they are not handed over", () => {
    const clients = (partId: string, callId: string): Beat => [
      1,
      { type: "tool-call", partId, callId, name: "say", args: "{broken", isClients: true },
    ];
    const told = briefs(
      story(
        begin,
        stepStart(),
        clients("p1", "c1"),
        clients("p2", "c2"),
        call("p3", "c3", "now", {}),
        [1, { type: "tool-handed", callId: "c2" }],
        [1, { type: "tool-handed", callId: "c3" }],
      ),
    );
    expect(told).toEqual(["c0:say", "a0:{broken"]);
  });
});

describe("the end of an answer", () => {
  const ending = (...beats: Beat[][]) => tell(story(begin, stepStart(), ...beats)).ending;

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content-filter", "content_filter"],
    ["other", "stop"],
    // The client went on without the results.
    ["tool-calls", "stop"],
  ])("of the provider's %s is %s", (reason, finish) => {
    expect(ending(end("completed", reason))).toMatchObject({ kind: "finish", finish });
  });

  it("is an error for a run that failed or was interrupted, and never a finish", () => {
    expect(ending(end("failed", "error", cutError))).toEqual({ kind: "error", error: cutError });
    expect(ending(end("interrupted", "restart"))).toMatchObject({ kind: "error", error: { code: "shutting-down" } });
    expect(ending(end("failed", "error"))).toMatchObject({ kind: "error", error: { code: "internal" } });
  });

  it("is no finish for an answer that was stopped", () => {
    expect(ending(end("stopped", "reader"))).toEqual({ kind: "stopped" });
  });

  it("is a length for thinking that ran into the limit, with the thought and without a text", () => {
    const { deltas, ending } = tell(gated(scenario("thinking only")));
    expect(deltas.every((each) => each.reasoning_content !== undefined)).toBe(true);
    expect(ending).toMatchObject({ finish: "length" });
  });

  it("is a stop when neither a thought nor a text came", () => {
    expect(tell(story(begin, stepStart(), stepEnd(), end()))).toMatchObject({ deltas: [], ending: { finish: "stop" } });
  });
});

describe("the usage of an answer", () => {
  const usageOf = (...usages: (typeof unknownUsage)[]) => {
    const steps = usages.map((usage, at): Draft => ({ type: "step-end", step: at + 1, finish: "stop", usage }));
    const { ending } = tell(gated(timed([...steps.map((step): Beat => [1, step]), ...end()])));
    return ending?.kind === "finish" ? ending.usage : undefined;
  };

  it("is the sum of its model calls", () => {
    expect(usageOf(aUsage(), aUsage({ input: 1, output: 2, reasoning: 1, cached: 3 }))).toEqual({
      prompt_tokens: 101,
      completion_tokens: 52,
      total_tokens: 153,
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 31 },
    });
  });

  it("says no reasoning tokens where they were not counted, and nothing of the cache", () => {
    const usage = usageOf(aUsage({ reasoning: null, cached: null }));
    expect(usage).toMatchObject({ completion_tokens_details: { reasoning_tokens: 0 } });
    expect(usage).not.toHaveProperty("prompt_tokens_details");
  });

  it("is null rather than invented when a count is missing", () => {
    expect(usageOf(unknownUsage)).toBeNull();
    expect(usageOf(aUsage({ output: null }))).toBeNull();
    expect(usageOf(aUsage(), unknownUsage)).toBeNull();
    expect(usageOf()).toBeNull();
  });
});

describe("what an answer drew on", () => {
  it("is told once an address, in a piece of its own after the text, over the whole of it", () => {
    const source = (partId: string, url: string, title: string | null): Beat => [1, { type: "source", partId, url, title }];
    const { deltas } = tell(
      story(
        begin,
        stepStart(),
        source("p1", "https://a.example", "A"),
        source("p2", "https://b.example", null),
        source("p3", "https://a.example", "A"),
        answer("p4", "Yes, it is."),
        stepEnd(),
        end(),
      ),
    );
    expect(deltas.at(-1)).toEqual({
      annotations: [
        { type: "url_citation", url_citation: { url: "https://a.example", title: "A", start_index: 0, end_index: 11 } },
        {
          type: "url_citation",
          url_citation: { url: "https://b.example", title: "https://b.example", start_index: 0, end_index: 11 },
        },
      ],
    });
    expect(deltas.slice(0, -1).every((each) => each.annotations === undefined)).toBe(true);
  });
});
