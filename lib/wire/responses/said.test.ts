import { describe, expect, it } from "vitest";
import { answer, begin, end, stepEnd, stepStart } from "#lib/testing/beats.ts";
import { aView, timed } from "#lib/testing/builders.ts";
import { responseRunId } from "#lib/testing/response-client.ts";
import { partIdOut } from "../ids.ts";
import type { InputItem } from "./input-item.ts";
import { placeItems, referencedRuns } from "./referenced.ts";
import { instructionsOf, leadingAnswer, sayItems } from "./said.ts";

const idOf = (kind: "message" | "reasoning" | "functionCall" | "call", partId: string) =>
  partIdOut(kind, { runId: responseRunId, partId });
const view = aView(
  timed([
    ...begin,
    ...stepStart(),
    ...answer("p1", "One moment."),
    [1, { type: "tool-call", partId: "p2", callId: "c1", name: "look", args: { at: "it" }, isClients: true }],
    [1, { type: "tool-call", partId: "p3", callId: "c2", name: "ours", args: {} }],
    ...stepEnd(),
    ...end(),
  ]),
  responseRunId,
);
const says = (role: "user" | "assistant" | "instructions", text: string, id: string | null = null): InputItem => {
  return { kind: "message", role, id, text, imageUrls: [] };
};
const place = (items: InputItem[], opened: Record<string, string> = {}) =>
  placeItems(items, new Map([[responseRunId, view]]), (sealed) => {
    const runId = opened[sealed];
    return runId === undefined ? null : { runId };
  });
const refer = (id: string): InputItem => ({ kind: "reference", id });
const noImage = () => Promise.reject(new Error("There is no picture."));

describe("items of a request", () => {
  it("stand for what is stored where they are references", () => {
    const references = [refer(idOf("reasoning", "p0")), refer(idOf("message", "p1")), refer(idOf("functionCall", "p2"))];
    expect(referencedRuns([...references, says("user", "Hi")])).toEqual([responseRunId]);
    expect(place(references).map(({ item }) => item)).toEqual([
      { kind: "reasoning", id: idOf("reasoning", "p0"), sealed: null },
      says("assistant", "One moment.", idOf("message", "p1")),
      { kind: "call", id: idOf("functionCall", "p2"), callId: idOf("call", "p2"), name: "look", args: { at: "it" } },
    ]);
  });

  it.each([idOf("message", "p9"), idOf("functionCall", "p3"), idOf("message", "p2"), "msg_x", "fc_1", "", idOf("call", "p2")])(
    "refuse a reference to %j, which is nothing a client was given",
    (id) => {
      expect(() => place([refer(id)])).toThrow(expect.objectContaining({ code: "bad-request", field: "input.0" }));
    },
  );

  it("bring at most fifty pictures", async () => {
    const picture = (): InputItem => ({ kind: "message", role: "user", id: null, text: "", imageUrls: ["data:,"] });
    const image = { mediaType: "image/png", data: "" };
    const say = (count: number) => sayItems(place(Array.from({ length: count }, picture)), async () => image);
    expect(await say(50)).toHaveLength(50);
    await expect(say(51)).rejects.toMatchObject({ code: "bad-request", field: "input.50" });
  });

  it("are what was said, thoughts aside, each call with the text before it", async () => {
    const items = place([
      says("instructions", "Be brief."),
      says("user", "Look"),
      { kind: "reasoning", id: null, sealed: null },
      says("assistant", "One moment."),
      { kind: "call", id: null, callId: "c1", name: "look", args: {} },
      { kind: "call", id: null, callId: "c2", name: "look", args: {} },
      { kind: "result", callId: "c1", text: "seen" },
      { kind: "call", id: null, callId: "c3", name: "look", args: {} },
      { kind: "result", callId: "c3", text: "seen" },
    ]);
    expect(await sayItems(items, noImage)).toEqual([
      { role: "user", text: "Look" },
      {
        role: "assistant",
        text: "One moment.",
        calls: [
          { callId: "c1", name: "look", args: {} },
          { callId: "c2", name: "look", args: {} },
        ],
      },
      { role: "tool", callId: "c1", text: "seen", isError: false },
      { role: "assistant", text: "", calls: [{ callId: "c3", name: "look", args: {} }] },
      { role: "tool", callId: "c3", text: "seen", isError: false },
    ]);
    expect(instructionsOf("Own.", items)).toBe("Own.\n\nBe brief.");
    expect(instructionsOf(null, place([says("instructions", " ")]))).toBeNull();
  });

  it("name the run they go on from where they begin with its answer", () => {
    const leading = (...items: InputItem[]) => leadingAnswer(place(items, { sealed: responseRunId, other: "run_other" }));
    const sealed = (by: string): InputItem => ({ kind: "reasoning", id: null, sealed: by });
    const told = [says("assistant", "One moment."), says("user", "And?")];
    expect(leading(sealed("sealed"), ...told)).toMatchObject({
      runId: responseRunId,
      told: "One moment.",
      rest: [{ field: "input.2" }],
    });
    expect(leading(says("instructions", "x"), refer(idOf("message", "p1")), says("user", "And?"))).toMatchObject({
      runId: responseRunId,
    });
    // It begins with a question, names no run or two, or asks nothing.
    expect(leading(says("user", "Look"), sealed("sealed"), ...told)).toBeNull();
    expect(leading(sealed("foreign"), ...told)).toBeNull();
    expect(leading(sealed("sealed"), sealed("other"), ...told)).toBeNull();
    expect(leading(sealed("sealed"), says("assistant", "One moment."))).toBeNull();
  });
});
