import { describe, expect, it } from "vitest";
import { answer, begin, firstByte, stepEnd, stepStart } from "#lib/testing/beats.ts";
import { type Beat, timed } from "#lib/testing/builders.ts";
import { answerText, linesOf, tellStory, yieldCurve } from "#lib/testing/openbb-stories.ts";

/** One push, so that chunks are one. */
const whole = 10_000;
const day = 24 * 60 * 60 * 1000;

function askedFor(...calls: { name: string; args: unknown }[]): Beat[] {
  const made = calls.map(({ name, args }, index): Beat => {
    const [partId, callId] = [`p${index + 2}`, `c${index + 1}`];
    return [10, { type: "tool-call", partId, callId, name, args, isClients: true }];
  });
  return [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...answer("p1", "Let me look."),
    ...made,
    ...stepEnd(1, "tool-calls"),
    ...calls.map((_call, index): Beat => [0, { type: "tool-handed", callId: `c${index + 1}` }]),
    [0, { type: "run-wait", until: day, for: "client" }],
  ];
}

describe("a function that Workspace is to run", () => {
  it("comes after the text, as the last thing, and without a word of completion", () => {
    const story = timed(askedFor({ name: "get_widget_data", args: { data_sources: [{ widget: yieldCurve.uuid }] } }));
    expect(linesOf(tellStory(story, { batch: whole })).slice(-3)).toEqual([
      "> Let me look.",
      `INFO | Fetching data from OpenBB Workspace: Yield Curve. | ${JSON.stringify({
        function: "get_widget_data",
        data_sources: JSON.stringify([
          {
            widget_uuid: yieldCurve.uuid,
            origin: "OpenBB API",
            id: "yield_curve",
            input_args: { country: "united_states", date: "2026-01-16" },
          },
        ]),
      })}`,
      "! get_widget_data",
    ]);
  });

  it("names no argument to a key that may not see thinking", () => {
    const story = timed(askedFor({ name: "workspace_files_search", args: { query: "model words" } }));
    const told = tellStory(story, { exposure: "none" });
    expect(told.at(-1)).toMatchObject({ event: "copilotFunctionCall", data: { function: "execute_agent_tool" } });
    expect(JSON.stringify(told.slice(0, -1))).not.toContain("model words");
  });

  it("is one, of several calls the first", () => {
    const told = tellStory(
      timed(
        askedFor(
          { name: "get_skill_content", args: { slug: "valuation" } },
          { name: "get_widget_data", args: { data_sources: [{ widget: "Price Target" }] } },
        ),
      ),
    );
    const calls = told.filter(({ event }) => event === "copilotFunctionCall");
    expect(calls).toHaveLength(1);
    expect(calls[0]?.data).toMatchObject({ function: "get_skill_content", input_arguments: { slug: "valuation" } });
  });

  it("fetches at once what several calls want of widgets", () => {
    const wants = (widget: string) => ({ name: "get_widget_data", args: { data_sources: [{ widget }] } });
    const told = tellStory(timed(askedFor(wants("Price Target"), wants(yieldCurve.uuid))));
    expect(told.at(-1)?.data).toMatchObject({
      input_arguments: { data_sources: [{ id: "price_target" }, { id: "yield_curve" }] },
      extra_state: { aloud: { calls: [expect.stringMatching(/_p2$/), expect.stringMatching(/_p3$/)], sizes: [1, 1], step: 1 } },
    });
  });

  it("is none where Workspace could not run it", () => {
    const told = tellStory(timed(askedFor({ name: "get_widget_data", args: { data_sources: [{ widget: "Moon phases" }] } })));
    expect(told.some(({ event }) => event === "copilotFunctionCall")).toBe(false);
    expect(answerText(told)).toBe("Let me look.");
  });
});
