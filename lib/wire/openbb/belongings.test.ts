import { describe, expect, it } from "vitest";
import { answer, begin, cutError, end, stepEnd, stepStart, toolStart } from "#lib/testing/beats.ts";
import { type Beat, timed } from "#lib/testing/builders.ts";
import { priceTarget, someOffer, tellStory, yieldCurve } from "#lib/testing/openbb-stories.ts";
import { scenario } from "#lib/testing/scenarios.ts";

describe("what comes near the end", () => {
  const shown = (partId: string, callId: string, draft: object): Beat[] => [
    [5, { type: "tool-call", partId, callId, name: "calculator", args: {}, title: "Calculator" }],
    toolStart(callId),
    [5, { type: "tool-result", callId, result: "ok", shown: draft as never }],
  ];
  const story = timed([
    ...begin,
    ...stepStart(1),
    ...shown("p1", "c1", { kind: "table", columns: ["Zone", "Zone"], rows: [["UTC", 1]] }),
    ...shown("p2", "c2", { kind: "series", title: 'x^2 "square"', xLabel: "x", yLabel: "x", points: [{ x: 1, y: 1 }] }),
    ...shown("p3", "c3", { kind: "text", text: "one\ntwo" }),
    ...shown("p4", "c4", { kind: "text", text: "42" }),
    ...shown("p5", "c5", { kind: "json", value: [{ a: 1, b: { c: 2 } }] }),
    ...stepStart(2),
    ...answer("p9", "Here."),
    ...stepEnd(2),
    ...end(),
  ]);

  it("are tables, charts and texts of our tools, each with a name of its own, after the text", () => {
    const told = tellStory(story);
    const artifacts = told.flatMap(({ event, data }) => (event === "copilotMessageArtifact" ? [data] : []));
    expect(artifacts).toMatchObject([
      { type: "table", content: [{ Zone: "UTC", "Zone 2": 1 }] },
      { type: "chart", chart_params: { chartType: "line", xKey: "x", yKey: ["x value"] }, content: [{ x: 1, "x value": 1 }] },
      { type: "text", content: "one\ntwo" },
      { type: "table", content: [{ a: 1, b: '{"c":2}' }] },
    ]);
    expect(new Set(artifacts.map(({ name }) => name)).size).toBe(artifacts.length);
    const [first, last] = [told.findIndex(({ event }) => event === "copilotMessageArtifact"), told.length - 1];
    expect(told.slice(first, last).every(({ event }) => event === "copilotMessageArtifact")).toBe(true);
    expect(told[first - 1]?.event).toBe("copilotMessageChunk");
  });

  it("are the same each time it is told", () => {
    expect(tellStory(story)).toEqual(tellStory(story));
  });

  it("are sources of the whole answer and widgets that were fetched, each once, together", () => {
    const source = { kind: "source", step: 1, startedAt: 0, endedAt: 0, callId: null } as const;
    const told = tellStory(scenario("plain"), {
      earlier: [
        { ...source, id: "s1", url: "https://example.org/a", title: null },
        { ...source, id: "s2", url: "https://example.org/a", title: "Again" },
      ],
      fetched: [
        { widget_uuid: yieldCurve.uuid, origin: "OpenBB API", id: "yield_curve", input_args: { country: "japan" } },
        { widget_uuid: yieldCurve.uuid, origin: "OpenBB API", id: "yield_curve", input_args: { country: "japan" } },
        { origin: "OpenBB API", id: priceTarget.widget_id, input_args: {} },
      ],
      offer: someOffer,
    });
    const cited = told.flatMap(({ event, data }) => (event === "copilotCitationCollection" ? data.citations : []));
    expect(told.filter(({ event }) => event === "copilotCitationCollection")).toHaveLength(1);
    expect(cited.map(({ source_info }) => source_info)).toMatchObject([
      { type: "widget", name: "Yield Curve", uuid: yieldCurve.uuid, metadata: { input_args: { country: "japan" } } },
      { type: "widget", name: "Price Target" },
      { type: "web", name: "example.org" },
    ]);
  });

  it("are none of an answer that broke off", () => {
    const broken = timed([
      ...begin,
      ...stepStart(1),
      ...shown("p1", "c1", { kind: "text", text: "a\nb" }),
      ...end("failed", "error", cutError),
    ]);
    expect(tellStory(broken).some(({ event }) => event === "copilotMessageArtifact")).toBe(false);
  });
});
