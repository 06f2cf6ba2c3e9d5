import { describe, expect, it } from "vitest";
import { answer, begin, call, end, firstByte, stepEnd, stepStart, thought, toolStart } from "#lib/testing/beats.ts";
import { timed } from "#lib/testing/builders.ts";
import { linesOf, statusesOf, tellStory } from "#lib/testing/openbb-stories.ts";
import { scenario } from "#lib/testing/scenarios.ts";

const plainSteps = [
  "INFO | Starting to answer the question...",
  'INFO | Asking Reasoner. | {"model":"Reasoner","effort":"medium"}',
];

/** One push, so that chunks are one. */
const whole = 10_000;

describe("golden transcripts", () => {
  it("of a plain answer: start, details, chunks, complete, and nothing after", () => {
    expect(linesOf(tellStory(scenario("plain"), { batch: whole }))).toEqual([
      ...plainSteps,
      "INFO | Answering.",
      "> Seven times six is **42**.",
      "INFO | Answering complete!",
    ]);
  });

  it("with all thinking: it comes in sentences", () => {
    expect(linesOf(tellStory(scenario("thinking then text"), { batch: whole }))).toEqual([
      ...plainSteps,
      "INFO | Thinking.",
      "INFO | **Working it out**\n\n",
      "INFO | Seven times six is forty-two. That is easy.",
      "INFO | Answering.",
      "> Seven times six is **42**.",
      "INFO | Answering complete!",
    ]);
  });

  it.each(["none", "summary"] as const)("with %s of a thought in the model's own words: no word of it", (exposure) => {
    expect(linesOf(tellStory(scenario("thinking then text"), { batch: whole, exposure }))).toEqual([
      ...plainSteps,
      "INFO | Answering.",
      "> Seven times six is **42**.",
      "INFO | Answering complete!",
    ]);
  });

  it("with summaries: what the provider wrote as one", () => {
    const summarised = timed([
      ...begin,
      ...stepStart(),
      firstByte(),
      ...thought("p1", "I look it up.", { form: "summary" }),
      ...answer("p2", "Done."),
      ...stepEnd(),
      ...end(),
    ]);
    expect(statusesOf(tellStory(summarised, { exposure: "summary" }))).toContain("INFO I look it up.");
    expect(statusesOf(tellStory(summarised, { exposure: "none" }))).not.toContain("INFO I look it up.");
  });

  it("with tools: what they were given, what came, and how long it took", () => {
    const told = linesOf(tellStory(scenario("parallel tools"), { batch: whole }));
    expect(told).toContain('INFO | Using calculator. | {"tool":"calculator","expression":"7*6"}');
    expect(told).toContainEqual(
      expect.stringMatching(/^INFO \| now is done\. \| {"tool":"now","took_ms":\d+,"result":"12:00"}$/),
    );
    expect(told.some((line) => line.startsWith("WARNING | calculator failed: The calculator is out of paper."))).toBe(true);
    expect(told.slice(-3)).toEqual(["> Seven times six is **42**.", "[cited Six]", "INFO | Answering complete!"]);
  });
});

describe("a key that may not see thinking", () => {
  const story = timed([
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", "The secret plan is this."),
    [
      5,
      { type: "tool-call", partId: "p2", callId: "c1", name: "web-search", args: { query: "model words" }, title: "Web search" },
    ],
    call("p3", "c2", "invented words", { q: "model words" }),
    ...stepEnd(1, "tool-calls"),
    toolStart("c1"),
    [5, { type: "tool-error", callId: "c1", message: "Nothing about model words." }],
    [5, { type: "tool-approval-request", callId: "c2", message: "Open model words?" }],
    [0, { type: "run-wait", until: 9 }],
  ]);

  it("is told milestones only, with no word of the model's in a message or in details", () => {
    const told = tellStory(story, { exposure: "none" }).filter(({ event }) => event === "copilotStatusUpdate");
    const all = JSON.stringify(told);
    for (const word of ["secret plan", "model words", "invented words"]) expect(all).not.toContain(word);
    expect(statusesOf(told)).toContain("WARNING Web search failed.");
    expect(statusesOf(told)).toContain("WARNING Waiting for you to allow a tool.");
  });

  it("sees them with the key that may", () => {
    const all = JSON.stringify(tellStory(story));
    for (const word of ["secret plan", "model words", "invented words"]) expect(all).toContain(word);
  });
});

describe("how an answer ends", () => {
  const ending = (name: string) => linesOf(tellStory(scenario(name), { batch: whole })).slice(-2);

  it("when the model fails: a step, a short word, and no more", () => {
    expect(ending("failed in mid-thought")).toEqual([
      'ERROR | The connection to the provider broke before the answer was complete. | {"suggestion":"Retry to ask again."}',
      "> [The answer broke off: The connection to the provider broke before the answer was complete.]",
    ]);
  });

  it("when the application ends: the same", () => {
    const message = "The application was restarted before the answer was complete.";
    expect(ending("interrupted by a restart")).toEqual([
      `ERROR | ${message} | {"suggestion":"Try again in a few seconds."}`,
      `> [The answer broke off: ${message}]`,
    ]);
  });

  it("when the stream ends before the answer: the same", () => {
    expect(ending("still running")[1]).toBe("> [The answer broke off: The answer was removed before it was complete.]");
  });

  it("at the output limit: a warning, and not that it is complete", () => {
    expect(ending("thinking only").at(-1)).toBe("WARNING | The answer was cut at the output limit.");
  });

  it("when somebody stops it: it closes", () => {
    expect(ending("stopped by the reader").at(-1)).toBe("> Seven times");
  });

  it("never with SUCCESS, always in the group of reasoning, details always a list", () => {
    for (const name of ["parallel tools", "tools with approval", "retried", "a tool that is watched"]) {
      for (const { event, data } of tellStory(scenario(name))) {
        if (event !== "copilotStatusUpdate") continue;
        expect(data).toMatchObject({ group: "reasoning", details: expect.any(Array), hidden: false });
        expect(["INFO", "WARNING", "ERROR"]).toContain(data.eventType);
      }
    }
  });
});
