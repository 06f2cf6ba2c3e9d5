import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { longestText, readStartInput, type StartInput } from "./start-input.ts";

const conversationId = newId("conversation");
const parentRunId = newId("run");
const turnId = newId("turn");

function read(input: Partial<StartInput>) {
  return readStartInput({ clientRequestId: "request-1", ...input });
}

describe("readStartInput", () => {
  it("reads each combination as what it means", () => {
    expect(read({ text: "hi" }).target).toEqual({ kind: "new-conversation", text: "hi" });
    expect(read({ text: "hi", conversationId }).target).toEqual({ kind: "first-turn", conversationId, text: "hi" });
    expect(read({ text: "hi", parentRunId, conversationId }).target).toEqual({
      kind: "reply",
      parentRunId,
      conversationId,
      text: "hi",
    });
    expect(read({ turnId }).target).toEqual({ kind: "regenerate", turnId, conversationId: null, continueRunId: null });
    expect(read({ turnId, continueRunId: parentRunId }).target).toMatchObject({ kind: "regenerate", continueRunId: parentRunId });
  });

  it.each([
    ["text", { turnId, text: "hi" }],
    ["parentRunId", { turnId, parentRunId }],
    ["text", {}],
    ["text", { text: " \n\t " }],
    ["effort", { text: "hi", effort: "enormous" }],
    ["continueRunId", { text: "hi", continueRunId: parentRunId }],
    ["continueRunId", { text: "hi", parentRunId, continueRunId: parentRunId }],
    ["outputLimit", { text: "hi", outputLimit: 255 }],
    ["outputLimit", { text: "hi", outputLimit: 1_000_001 }],
    ["outputLimit", { text: "hi", outputLimit: 300.5 }],
    ["outputLimit", { turnId, outputLimit: Number.NaN }],
    ["mostSteps", { text: "hi", mostSteps: 0 }],
    ["mostSteps", { turnId, mostSteps: 21 }],
    ["tools", { text: "hi", tools: ["no spaces"] }],
    ["tools", { text: "hi", tools: Array.from({ length: 201 }, (_, index) => `t${index}`) }],
    ["clientRequestId", { text: "hi", clientRequestId: "" }],
    ["clientRequestId", { text: "hi", clientRequestId: "a\0b" }],
    ["clientRequestId", { text: "hi", clientRequestId: "x".repeat(201) }],
  ])("names %s as the field at fault in %j", (field, input) => {
    expect(() => read(input)).toThrow(expect.objectContaining({ code: "bad-request", field }));
  });

  it.each([
    ["conversationId", { text: "hi", conversationId: "con_1" }],
    ["parentRunId", { text: "hi", parentRunId: turnId }],
    ["turnId", { turnId: "trn_\0" }],
    ["continueRunId", { turnId, continueRunId: turnId }],
  ])("finds nothing under a %s that no id looks like", (_, input) => {
    expect(() => read(input)).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("takes any limit from a program, from a single token", () => {
    const extra = { origin: { surface: "responses", keyId: null, keyName: null } } as const;
    const limited = (outputLimit: number) => readStartInput({ clientRequestId: "request-1", text: "hi", outputLimit }, extra);
    expect(limited(1).outputLimit).toBe(1);
    expect(() => limited(0)).toThrow(expect.objectContaining({ field: "outputLimit" }));
  });

  it.each([256, 1_000_000])("takes %i tokens as a limit of any submit", (outputLimit) => {
    expect(read({ text: "hi", outputLimit }).outputLimit).toBe(outputLimit);
    expect(read({ turnId, continueRunId: parentRunId, outputLimit }).outputLimit).toBe(outputLimit);
  });

  it("takes no effort for a run that answers from a thought, neither to ask for nor to remember", () => {
    expect(read({ turnId, continueRunId: parentRunId, effort: "off" }).effort).toBeNull();
    expect(read({ turnId, effort: "off" }).effort).toBe("off");
  });

  it("takes how many model calls, which tools and what time zone", () => {
    expect(read({ text: "hi" })).toMatchObject({ mostSteps: null, tools: null, timeZone: null });
    const asked = read({ text: "hi", mostSteps: 3, tools: ["a", "b", "a"], timeZone: "Europe/Berlin" });
    expect(asked).toMatchObject({ mostSteps: 3, tools: ["a", "b"], timeZone: "Europe/Berlin" });
    expect(read({ text: "hi", tools: false, timeZone: "Atlantis/Nowhere" })).toMatchObject({ tools: [], timeZone: null });
    expect(read({ text: "hi", timeZone: "UTC" }).hash).toBe(read({ text: "hi" }).hash);
    expect(read({ text: "hi", tools: false }).hash).not.toBe(read({ text: "hi" }).hash);
    expect(read({ text: "hi", mostSteps: 3 }).hash).not.toBe(read({ text: "hi", mostSteps: 4 }).hash);
  });

  it("takes text up to the limit and no longer", () => {
    expect(read({ text: "x".repeat(longestText) }).target).toMatchObject({ kind: "new-conversation" });
    expect(() => read({ text: "x".repeat(longestText + 1) })).toThrow(
      expect.objectContaining({ code: "too-large", field: "text" }),
    );
  });

  it("drops blank lines around a text, keeps its indentation, and makes it storable in both databases", () => {
    expect(read({ text: "\n  \n    code\n\n" }).target).toMatchObject({ text: "    code" });
    expect(read({ text: "a\0b\ud800c" }).target).toMatchObject({ text: "a\uFFFDb\uFFFDc" });
  });

  it("gives equal requests equal hashes, whatever their id, and others another", () => {
    const { hash } = read({ text: "hi", effort: "low" });
    expect(read({ effort: "low", text: "hi", clientRequestId: "other" }).hash).toBe(hash);
    expect(read({ text: "hi", effort: "high" }).hash).not.toBe(hash);
    const limited = read({ turnId, outputLimit: 256 });
    expect(limited).toMatchObject({ outputLimit: 256 });
    const others = [read({ turnId }), read({ turnId, outputLimit: 257 }), read({ turnId, continueRunId: parentRunId })];
    expect(new Set([limited, ...others].map((request) => request.hash)).size).toBe(4);
    expect(read({ text: "hi " }).hash).not.toBe(read({ text: "hi" }).hash);
  });
});
