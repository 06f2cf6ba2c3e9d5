import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { story } from "#lib/testing/arbitrary.ts";
import { testSeal } from "#lib/testing/beats.ts";
import { numbered } from "#lib/testing/builders.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { publicEvent } from "./gate.ts";

describe("the gate", () => {
  it("P10: lets no seal of a thought, a text or a call out", () => {
    const inside = numbered(scenario("everything sealed"));
    const sealed = inside.filter((event) => "seal" in event).map((event) => event.type);
    expect(new Set(sealed)).toEqual(new Set(["reasoning-end", "tool-call", "text-end"]));
    const outside = JSON.stringify(inside.map(publicEvent));
    expect(outside).not.toContain('seal"');
    expect(outside).not.toContain("encrypted");
  });

  it("P10: lets none out in any story, whatever the event", () => {
    fc.assert(
      fc.property(story, (drafts) => {
        const outside = JSON.stringify(numbered(drafts).map(publicEvent));
        expect(outside).not.toContain('seal"');
        expect(outside).not.toContain(testSeal.issuer);
      }),
    );
  });

  it("changes nothing else", () => {
    for (const { drafts } of scenarios) {
      for (const event of numbered(drafts)) {
        const { seal: _seal, brief: _brief, ...rest } = { seal: undefined, brief: undefined, ...event };
        expect(publicEvent(event)).toEqual(rest);
      }
    }
  });
});
