import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import type { PromptTurn } from "#lib/reasoning/prompt.ts";
import { lastBodyAt, ledgerOf, nativeModel } from "#lib/testing/native.ts";
import { answeredTurn, runStep, type StepOptions } from "#lib/testing/step.ts";
import { signatureOf, withheldThought } from "#lib/testing/upstream/anthropic-wire.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeEach(async () => {
  upstream = await startUpstream();
});
afterEach(() => upstream.close());

const model = "claude-opus-4-8";
const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];
const thought: Action = { kind: "thought", text: "Rome, then." };
const answer: Action = { kind: "text", text: "Warm." };
const call: Action = { kind: "tool", id: "toolu_1", name: "weather", args: '{"city":"Rome"}' };
const called: Action = { kind: "finish", reason: "tool-calls", usage: "count" };
const outcome: Draft = { type: "tool-result", callId: "toolu_1", result: { degrees: 21 } };
const thinking = { type: "thinking", thinking: "Rome, then.", signature: signatureOf("Rome, then.") };
const words = (text: string) => ({ type: "text", text });
const user = (text: string) => ({ role: "user", content: [words(text)] });
const toolUse = { type: "tool_use", id: "toolu_1", name: "weather", input: { city: "Rome" } };
const toolResult = { type: "tool_result", tool_use_id: "toolu_1", content: '{"degrees":21}' };

/** A first answer of these actions, as a turn of the log. */
async function firstTurn(
  actions: Action[],
  { modelId = model, more = [], ...options }: StepOptions & { modelId?: string; more?: Draft[] } = {},
) {
  upstream.script(modelId, () => actions);
  const { drafts } = await runStep(nativeModel("anthropic", upstream, modelId), { tools, ...options });
  return answeredTurn("How warm is Rome?", [...drafts, ...more]);
}

/** The request that follows this path, and its ledger. */
async function nextOn(
  path: PromptTurn[],
  { modelId = model, key = "test-key", ...options }: StepOptions & { modelId?: string; key?: string } = {},
) {
  upstream.script(modelId, () => [answer, stop]);
  const claude = nativeModel("anthropic", upstream, modelId, { apiKey: key });
  const { drafts, outcome: end } = await runStep(claude, { tools, ...options, path });
  const body = lastBodyAt(upstream) as { messages: { role: string; content: object[] }[] };
  return { drafts, end, body, messages: body.messages, ledger: ledgerOf(drafts) };
}
const sure: PromptTurn = { text: "Sure?", view: null };

describe("a tool round of Anthropic's", () => {
  it("brings thoughts, signed and withheld, back unmodified and first, and the result right after the call", async () => {
    const turn = await firstTurn([thought, { kind: "redacted" }, { kind: "text", text: "One moment. " }, call, called], {
      more: [outcome],
    });
    const { messages, end, ledger } = await nextOn([turn], { step: 2 });
    expect(messages).toEqual([
      user("How warm is Rome?"),
      {
        role: "assistant",
        content: [thinking, { type: "redacted_thinking", data: withheldThought }, words("One moment. "), toolUse],
      },
      { role: "user", content: [toolResult] },
    ]);
    expect(end).toMatchObject({ finish: "stop", error: null });
    expect(ledger).toEqual(["sealed 2"]);
  });

  it("keeps thoughts between the calls in their places, empty ones too", async () => {
    const turn = await firstTurn([thought, call, { kind: "sealed" }, { ...call, id: "toolu_2" }, called], {
      more: [outcome, { ...outcome, callId: "toolu_2" }],
    });
    const { messages, end } = await nextOn([turn]);
    expect(messages[1]?.content).toEqual([
      thinking,
      toolUse,
      { type: "thinking", thinking: "", signature: signatureOf("") },
      { ...toolUse, id: "toolu_2" },
    ]);
    expect(messages[2]?.content).toEqual([toolResult, { ...toolResult, tool_use_id: "toolu_2" }]);
    expect(end.error).toBeNull();
  });

  it("brings an unsigned thought back to a model of another house, which signs none", async () => {
    const modelId = "kimi-k2-thinking";
    const raw = (type: string, body: object): Action => ({
      kind: "bytes",
      bytes: `data: ${JSON.stringify({ type, ...body })}\n\n`,
    });
    const unsigned = [
      raw("content_block_start", { index: 0, content_block: { type: "thinking", thinking: "Rome, then." } }),
      raw("content_block_stop", { index: 0 }),
      raw("content_block_start", { index: 1, content_block: toolUse }),
      raw("content_block_stop", { index: 1 }),
    ];
    const turn = await firstTurn([...unsigned, called], { modelId, more: [outcome] });
    upstream.script(modelId, () => [answer, stop]);
    const { drafts, outcome: end } = await runStep(nativeModel("anthropic", upstream, modelId), { tools, path: [turn] });
    expect(end).toMatchObject({ finish: "stop", error: null });
    expect(lastBodyAt(upstream)).toMatchObject({
      messages: [{}, { content: [{ ...thinking, signature: "" }, toolUse] }, { content: [toolResult] }],
    });
    expect(ledgerOf(drafts)).toEqual(["full 1"]);
    const { messages } = await nextOn([turn]);
    expect(messages[1]?.content).toEqual([toolUse]);
  });

  it("R10 has a failed result where there is none, and R09 no call where the answer was broken off", async () => {
    const { messages, end } = await nextOn([await firstTurn([thought, call, called]), sure]);
    expect(messages[2]).toMatchObject({
      content: [{ type: "tool_result", tool_use_id: "toolu_1", is_error: true }, words("Sure?")],
    });
    expect(end.error).toBeNull();
    const broken = await firstTurn([thought, { kind: "text", text: "One moment. " }, call]);
    const after = await nextOn([broken, sure]);
    expect(after.messages[1]).toEqual({ role: "assistant", content: [words("One moment. ")] });
    expect(after.ledger).toEqual(["cut 1"]);
    expect(after.end.error).toBeNull();
  });

  it("declares the tools that were called, and forbids them, where none are offered any more", async () => {
    const turn = await firstTurn([thought, call, called], { more: [outcome] });
    const { body, end } = await nextOn([turn, sure], { tools: [] });
    expect(body).toMatchObject({ tools: [{ name: "weather", input_schema: { type: "object" } }], tool_choice: { type: "none" } });
    expect(end.error).toBeNull();
  });
});

describe("the next turn of Anthropic's", () => {
  it("R01 R06 carries no thought of another model, key or house, and calls of others under ids that are allowed", async () => {
    const turn = await firstTurn([thought, { ...call, id: "functions.weather:0" }, called], {
      more: [{ ...outcome, callId: "functions.weather:0" }],
    });
    for (const other of [{ modelId: "claude-opus-5" }, { key: "another-key" }]) {
      const { messages, ledger, end } = await nextOn([turn, sure], other);
      const [use] = messages[1]?.content ?? [];
      expect(use).toMatchObject({ type: "tool_use", id: expect.stringMatching(/^[a-zA-Z0-9_-]+$/), input: { city: "Rome" } });
      expect(messages[2]?.content).toMatchObject([{ tool_use_id: (use as { id: string }).id }, words("Sure?")]);
      expect(JSON.stringify(messages)).not.toMatch(/thinking|signature/);
      expect(ledger).toEqual(["foreign 1"]);
      expect(end.error).toBeNull();
    }
  });

  it("R02 brings thoughts back when thinking is turned off, and none when there were none before it was turned on", async () => {
    const { body, ledger } = await nextOn([await firstTurn([thought, answer, stop]), sure], { effort: "off" });
    expect(body).toMatchObject({ thinking: { type: "disabled" } });
    expect(body.messages[1]).toEqual({ role: "assistant", content: [thinking, words("Warm.")] });
    expect(ledger).toEqual(["sealed 1"]);
    const silent = await nextOn([await firstTurn([answer, stop], { effort: "off" }), sure], { effort: "high" });
    expect(silent.body).toMatchObject({ thinking: { type: "adaptive" }, output_config: { effort: "high" } });
    expect(silent.messages[1]).toEqual({ role: "assistant", content: [words("Warm.")] });
  });

  it("R03 R04 depends on nothing but its path", async () => {
    await firstTurn([thought, answer, stop]);
    const other = await firstTurn([answer, stop]);
    const { messages } = await nextOn([other, { text: "Edited.", view: null }]);
    expect(messages).toEqual([user("How warm is Rome?"), { role: "assistant", content: [words("Warm.")] }, user("Edited.")]);
  });

  it("R07 goes without thoughts that are no longer taken, once, and says so", async () => {
    const turn = await firstTurn([thought, answer, stop]);
    const changed = [...(turn.seals ?? [])].map(
      ([id, { issuer }]) => [id, { issuer, data: { ...thinking, thinking: "Oslo." } }] as const,
    );
    const before = upstream.requests.length;
    const { messages, drafts, end } = await nextOn([{ ...turn, seals: new Map(changed) }, sure]);
    expect(upstream.requests.length - before).toBe(2);
    expect(messages[1]).toEqual({ role: "assistant", content: [words("Warm.")] });
    const ledgers = drafts.flatMap((draft) =>
      draft.type === "sent-back" ? draft.thoughts.map(({ how, why }) => why ?? how) : [],
    );
    expect(ledgers).toEqual(["sealed", "expired"]);
    expect(end).toMatchObject({ finish: "stop", error: null });
  });

  it("R08 leaves an answer out that was nothing but thought", async () => {
    const { messages, ledger } = await nextOn([await firstTurn([thought, stop]), sure]);
    expect(messages).toEqual([{ role: "user", content: [words("How warm is Rome?"), words("Sure?")] }]);
    expect(ledger).toEqual(["idle 1"]);
  });

  it("asks for an answer from a thought that was cut, in a message of its own", async () => {
    upstream.script(model, () => [answer, stop]);
    await runStep(nativeModel("anthropic", upstream, model), {
      effort: "off",
      messages: [
        { role: "user", text: "How warm is Rome?" },
        { role: "unfinished-thought", text: "Rome, th" },
      ],
    });
    expect(lastBodyAt(upstream)).toMatchObject({
      thinking: { type: "disabled" },
      messages: [{ role: "user", content: [words("How warm is Rome?"), { text: expect.stringContaining("Rome, th") }] }],
    });
  });

  it("has calls behind the text where another provider had them in front", async () => {
    upstream.script(model, () => [answer, stop]);
    const { outcome: end } = await runStep(nativeModel("anthropic", upstream, model), {
      tools,
      messages: [
        { role: "user", text: "How warm is Rome?" },
        {
          role: "assistant",
          parts: [
            { kind: "tool-call", callId: "c1", name: "weather", args: "not json", seal: null },
            { kind: "text", text: "Let me see.", seal: null },
          ],
        },
        { role: "tool", callId: "c1", name: "weather", result: "21", isError: false },
      ],
    });
    expect(lastBodyAt(upstream)).toMatchObject({
      messages: [
        {},
        { content: [words("Let me see."), { type: "tool_use", id: "c1", input: { arguments: "not json" } }] },
        { content: [{ type: "tool_result", tool_use_id: "c1", content: "21" }] },
      ],
    });
    expect(end.error).toBeNull();
  });
});
