import { describe, expect, it } from "vitest";
import { numbered } from "#lib/testing/builders.ts";
import { scenario, scenarios } from "#lib/testing/scenarios.ts";
import { publicEvent } from "./gate.ts";

describe("the gate", () => {
  it("P10: lets no seal out", () => {
    const inside = JSON.stringify(numbered(scenario("sealed thinking")));
    const outside = JSON.stringify(numbered(scenario("sealed thinking")).map(publicEvent));
    expect(inside).toContain('seal"');
    expect(outside).not.toContain('seal"');
    expect(outside).not.toContain("encrypted");
  });

  it("changes nothing else", () => {
    for (const { drafts } of scenarios) {
      for (const event of numbered(drafts)) {
        const { seal: _, ...rest } = { seal: undefined, ...event };
        expect(publicEvent(event)).toEqual(rest);
      }
    }
  });
});
