import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { type AnswerIdKind, answerId, type PartIdKind, partIdOut, readAnswerId, readPartId } from "./ids.ts";

const runId = "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6";
const hex = "01936f6e8c7a7b8e9f10a1b2c3d4e5f6";

describe("ids that clients know", () => {
  it("have the shapes that clients of each protocol expect", () => {
    expect(answerId("chat", { runId, after: 0 })).toBe(`chatcmpl-${hex}-0`);
    expect(answerId("response", { runId, after: 17 })).toBe(`resp_${hex}_17`);
    const kinds: PartIdKind[] = ["call", "reasoning", "message", "functionCall"];
    const ids = kinds.map((kind) => partIdOut(kind, { runId, partId: "p3" }));
    expect(ids).toEqual([`call_${hex}_p3`, `rs_${hex}_p3`, `msg_${hex}_p3`, `fc_${hex}_p3`]);
    expect(ids.every((id) => id.length <= 64)).toBe(true);
  });

  it("lead back to what they were made of", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 9999 }), (after, part) => {
        const address = { runId: newId("run"), after };
        for (const kind of ["chat", "response"] as const) {
          expect(readAnswerId(kind, answerId(kind, address))).toEqual(address);
        }
        const place = { runId: address.runId, partId: `p${part}` };
        for (const kind of ["call", "reasoning", "message", "functionCall"] as const) {
          expect(readPartId(kind, partIdOut(kind, place))).toEqual(place);
        }
      }),
    );
  });

  it.each<[AnswerIdKind, string]>([
    ["chat", `resp_${hex}_0`],
    ["chat", `chatcmpl-${hex}`],
    ["chat", `chatcmpl-${hex}-`],
    ["chat", `chatcmpl-${hex}-1x`],
    ["chat", `chatcmpl-${hex}-1\n`],
    ["chat", `chatcmpl-${hex}--1`],
    ["chat", `chatcmpl-${hex.toUpperCase()}-1`],
    ["chat", "chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG"],
    ["response", `resp_${hex}-0`],
    ["response", `resp_${hex}_9999999999999999`],
    ["response", ""],
  ])("of others are told from ours: %s %s", (kind, id) => {
    expect(readAnswerId(kind, id)).toBeNull();
  });

  it.each<[PartIdKind, string]>([
    ["call", "call_abc123"],
    ["call", `call_${hex}_`],
    ["call", `call_${hex}_p 1`],
    ["call", `call_${hex}_p1\n`],
    ["call", `fc_${hex}_p1`],
    ["call", `call_${hex}_${"p".repeat(101)}`],
    ["reasoning", "rs_68af4030baa48193b0b43b4c2a176a1a0e6967589f080e78"],
  ])("of parts are told from those of others: %s %s", (kind, id) => {
    expect(readPartId(kind, id)).toBeNull();
  });
});
