import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import type { PromptTurn } from "#lib/reasoning/prompt.ts";
import { lastBodyAt, ledgerOf, nativeModel } from "#lib/testing/native.ts";
import { answeredTurn, runStep, type StepOptions } from "#lib/testing/step.ts";
import { foreignCall } from "#lib/testing/upstream/google-rules.ts";
import { thoughtSignatureOf } from "#lib/testing/upstream/google-wire.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeEach(async () => {
  upstream = await startUpstream();
});
afterEach(() => upstream.close());

const model = "gemini-3.1-pro-preview";
const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];
const thought: Action = { kind: "thought", text: "Rome, then." };
const answer: Action = { kind: "text", text: "Warm." };
const call: Action = { kind: "tool", id: "f1", name: "weather", args: '{"city":"Rome"}' };
const called: Action = { kind: "finish", reason: "tool-calls", usage: "count" };
const outcome: Draft = { type: "tool-result", callId: "f1", result: { degrees: 21 } };
const user = (text: string) => ({ role: "user", parts: [{ text }] });
const sentCall = { functionCall: { id: "f1", name: "weather", args: { city: "Rome" } } };
const proof = (what: string) => ({ thoughtSignature: thoughtSignatureOf(what) });
const sure: PromptTurn = { text: "Sure?", view: null };

async function firstTurn(actions: Action[], { more = [], ...options }: StepOptions & { more?: Draft[] } = {}) {
  upstream.script(model, () => actions);
  const { drafts } = await runStep(nativeModel("google", upstream, model), { tools, ...options });
  return answeredTurn("How warm is Rome?", [...drafts, ...more]);
}

async function nextOn(
  path: PromptTurn[],
  { modelId = model, key = "test-key", ...options }: StepOptions & { modelId?: string; key?: string } = {},
) {
  upstream.script(modelId, () => [answer, stop]);
  const gemini = nativeModel("google", upstream, modelId, { apiKey: key });
  const { drafts, outcome: end } = await runStep(gemini, { tools, ...options, path });
  const { contents } = lastBodyAt(upstream) as { contents: { role: string; parts: object[] }[] };
  return { drafts, end, contents, ledger: ledgerOf(drafts) };
}

describe("a tool round of Gemini's", () => {
  it("brings the proof of calls side by side back on the first of them, and their results together", async () => {
    const turn = await firstTurn([thought, call, { ...call, id: "f2" }, called], {
      more: [outcome, { ...outcome, callId: "f2" }],
    });
    const { contents, end, ledger } = await nextOn([turn], { step: 2 });
    expect(contents).toMatchObject([
      user("How warm is Rome?"),
      { role: "model", parts: [{ ...sentCall, ...proof("weather") }, { functionCall: { id: "f2" } }] },
      {
        role: "user",
        parts: [{ functionResponse: { id: "f1", name: "weather" } }, { functionResponse: { id: "f2", name: "weather" } }],
      },
    ]);
    expect(contents[1]?.parts).toHaveLength(2);
    expect(contents[1]?.parts[1]).not.toHaveProperty("thoughtSignature");
    expect(end).toMatchObject({ finish: "stop", error: null });
    expect(ledger).toEqual(["unsealed 1"]);
  });

  it("R01 R06 says of calls of another model or key that they are foreign", async () => {
    const turn = await firstTurn([thought, call, called], { more: [outcome] });
    for (const other of [{ modelId: "gemini-3-flash-preview" }, { key: "another-key" }]) {
      const { contents, end } = await nextOn([turn, sure], other);
      expect(contents[1]?.parts).toEqual([{ ...sentCall, thoughtSignature: foreignCall }]);
      expect(end).toMatchObject({ finish: "stop", error: null });
    }
    const { contents } = await nextOn([turn, sure], { modelId: "gemini-2.5-flash" });
    expect(contents[1]?.parts).toEqual([sentCall]);
  });

  it("R10 has a failed result where there is none, and R09 no call where the answer was broken off", async () => {
    const { contents, end } = await nextOn([await firstTurn([thought, call, called]), sure]);
    expect(contents[2]).toMatchObject({ parts: [{ functionResponse: { id: "f1", response: { error: expect.any(String) } } }] });
    expect(end.error).toBeNull();
    const after = await nextOn([await firstTurn([thought, { kind: "text", text: "One moment. " }, call]), sure]);
    expect(after.contents[1]).toEqual({ role: "model", parts: [{ text: "One moment. " }] });
    expect(after.ledger).toEqual(["cut 1"]);
  });
});

describe("the next turn of Gemini's", () => {
  it("brings each proof back on a part as it came on: with its text, or alone behind it", async () => {
    const chunk = (...parts: object[]): Action => ({
      kind: "raw",
      data: JSON.stringify({ candidates: [{ content: { parts } }] }),
    });
    const turn = await firstTurn([
      { kind: "sealed" },
      chunk({ text: "Hm.", thought: true, ...proof("thought") }),
      chunk({ text: "It is ", ...proof("text") }),
      answer,
      stop,
    ]);
    const { contents, ledger, end } = await nextOn([turn, sure]);
    expect(contents[1]?.parts).toEqual([
      { text: "", ...proof("") },
      { text: "Hm.", thought: true, ...proof("thought") },
      { text: "It is ", ...proof("text") },
      { text: "Warm." },
      { text: "", ...proof("Warm.") },
    ]);
    expect(ledger).toEqual(["sealed 2"]);
    expect(end.error).toBeNull();
  });

  it("R02 brings proofs back whether or not it thinks now", async () => {
    const turn = await firstTurn([thought, answer, stop]);
    const { contents, ledger } = await nextOn([turn, sure], { effort: "low" });
    expect(contents[1]?.parts).toEqual([{ text: "Warm." }, { text: "", ...proof("Warm.") }]);
    expect(ledger).toEqual(["unsealed 1"]);
  });

  it("R03 R04 depends on nothing but its path", async () => {
    await firstTurn([thought, answer, stop]);
    const other = await firstTurn([{ kind: "text", text: "Cold." }, { kind: "reset" }]);
    const { contents } = await nextOn([other, { text: "Edited.", view: null }]);
    expect(contents).toEqual([user("How warm is Rome?"), { role: "model", parts: [{ text: "Cold." }] }, user("Edited.")]);
  });

  it("R07 goes without proofs that are no longer taken, once, and says so", async () => {
    const turn = await firstTurn([{ kind: "sealed" }, call, called], { more: [outcome] });
    const changed = [...(turn.seals ?? [])].map(
      ([id, { issuer }]) => [id, { issuer, data: { thoughtSignature: "b2xk" } }] as const,
    );
    const before = upstream.requests.length;
    const { contents, drafts, end } = await nextOn([{ ...turn, seals: new Map(changed) }]);
    expect(upstream.requests.length - before).toBe(2);
    expect(contents[1]?.parts).toEqual([{ ...sentCall, thoughtSignature: foreignCall }]);
    const ledgers = drafts.flatMap((draft) =>
      draft.type === "sent-back" ? draft.thoughts.map(({ how, why }) => why ?? how) : [],
    );
    expect(ledgers).toEqual(["sealed", "expired"]);
    expect(end).toMatchObject({ finish: "stop", error: null });
  });

  it("R08 leaves an answer out that was nothing but thought", async () => {
    const { contents, ledger } = await nextOn([await firstTurn([thought, stop]), sure]);
    expect(contents).toEqual([user("How warm is Rome?\n\nSure?")]);
    expect(ledger).toEqual(["unsealed 1"]);
  });
});
