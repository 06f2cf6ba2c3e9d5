import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story } from "#lib/testing/arbitrary.ts";
import { aView, beginning } from "#lib/testing/builders.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { milestonesOf } from "./milestones.ts";

const of = (name: string, now = 0) => milestonesOf(aView(scenario(name)), now);
const codes = (name: string, now = 0) => of(name, now).map(({ code }) => code);

describe("the milestones of a run", () => {
  it("are few, and tell it in order", () => {
    expect(codes("thinking then text")).toEqual(["connecting", "thinking", "answering", "complete"]);
    expect(codes("several thoughts")).toEqual(["connecting", "thinking", "answering", "complete"]);
    expect(codes("retried")).toEqual(["connecting", "retrying", "retrying", "thinking", "answering", "complete"]);
    expect(codes("failed in mid-thought")).toEqual(["connecting", "thinking", "ended"]);
    expect(codes("a tool that is watched")).toEqual([
      ...["connecting", "tool-started", "tool-ended"],
      ...["answering", "complete"],
    ]);
    expect(codes("tools with approval")).toEqual([
      ...["connecting", "waiting", "waiting", "decided", "decided", "tool-started", "tool-ended"],
      ...["answering", "complete"],
    ]);
    expect(codes("brought back by the client")).toEqual([
      ...["connecting", "thinking", "answering", "waiting", "waiting", "tool-ended", "tool-ended"],
      ...["thinking", "answering", "complete"],
    ]);
    expect(codes("never brought back").at(-1)).toBe("ended");
    expect(codes("nothing yet")).toEqual([]);
  });

  it("have the level of what they tell", () => {
    const levels = (name: string) => of(name).map(({ level }) => level);
    expect(levels("thinking then text").at(-1)).toBe("SUCCESS");
    expect(levels("failed in mid-thought").at(-1)).toBe("ERROR");
    expect(levels("killed while a tool ran").slice(-2)).toEqual(["WARNING", "WARNING"]);
    expect(of("waiting for a person").at(-1)).toMatchObject({
      level: "WARNING",
      message: "Waiting for you: Delete notes?",
      details: { tool: "delete-file", callId: "call_a" },
    });
  });

  it("tell a client's reader whose leave and whose stop it was no more than is known", () => {
    const said = (name: string) => of(name).map(({ message }) => message);
    expect(said("ours, theirs and one to be allowed")).toEqual(
      expect.arrayContaining([
        "Waiting for approval: Delete notes?",
        "It was allowed.",
        "Waiting for the client to run read_file.",
      ]),
    );
    expect(said("stopped while the client had it").at(-1)).toBe("Stopped.");
    expect(said("stopped by the reader").at(-1)).toBe("Stopped by you.");
  });

  it("name a wait for a provider that took the request or asks for patience a queue", () => {
    const head = scenario("plain").slice(0, 3);
    const view = aView(head);
    const at = view.firstByteAt ?? 0;
    expect(milestonesOf(view, at + 2_999).map(({ code }) => code)).toEqual(["connecting"]);
    expect(milestonesOf(view, at + 3_000)).toMatchObject([{}, { code: "queued", at, details: { waitedMs: 3_000 } }]);
    const busy = aView([
      ...head.slice(0, 2),
      { type: "status", level: "warning", code: "retrying", message: "Too many.", details: { status: 429 }, at: beginning + 9 },
    ]);
    expect(milestonesOf(busy, 0).at(-1)).toMatchObject({ code: "queued", level: "WARNING", message: "Too many." });
  });

  it("come with any story, in order of time, and nothing follows the end", () => {
    for (const { drafts } of scenarios) milestonesOf(aView(drafts), beginning);
    fc.assert(
      fc.property(story, fc.integer({ min: 0, max: 1e9 }), (drafts, later) => {
        const milestones = milestonesOf(aView(drafts), beginning + later);
        const times = milestones.map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const { message } of milestones) expect(message).not.toBe("");
      }),
    );
  });
});
