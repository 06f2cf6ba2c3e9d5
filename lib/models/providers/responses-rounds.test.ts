import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Draft, SentThoughts } from "#lib/reasoning/event.ts";
import type { PromptTurn } from "#lib/reasoning/prompt.ts";
import { bodiesFor, modelOn, type ServerName } from "#lib/testing/responses-servers.ts";
import { answeredTurn, runStep, type StepOptions } from "#lib/testing/step.ts";
import { sealOf } from "#lib/testing/upstream/responses-wire.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeEach(async () => {
  upstream = await startUpstream();
});
afterEach(() => upstream.close());

const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];
const calls: Action = { kind: "tool", id: "call_1", name: "weather", args: '{"city":"Rome"}' };
const result: Draft = { type: "tool-result", callId: "call_1", result: { degrees: 21 } };
const next: PromptTurn = { text: "And now?", view: null };

/** A model whose first answer is `actions`, all later ones a short text. */
function scripted(server: ServerName, modelId: string, actions: Action[]) {
  upstream.script(modelId, ({ earlier }) => (earlier === 0 ? actions : [{ kind: "text", text: "Warm." }, stop]));
  return modelOn(upstream, server, modelId);
}
const ledgerOf = (drafts: Draft[]): SentThoughts[][] =>
  drafts.flatMap((draft) => (draft.type === "sent-back" ? [draft.thoughts] : []));
type Item = Record<string, unknown>;
const lastInput = (modelId: string): Item[] => {
  const input = bodiesFor(upstream, modelId).at(-1)?.input as Item[];
  return input.map((item) =>
    Array.isArray(item.content) && item.role === "user" ? { ...item, content: item.content[0].text } : item,
  );
};
const kinds = (input: Item[]) => input.map((item) => item.type ?? item.role);
const ask = (server: ServerName, modelId: string, options: StepOptions) => runStep(modelOn(upstream, server, modelId), options);

/** The item of a thought as each server sent it, and so has it back. */
const thoughtOn: Record<string, (text: string[]) => Item> = {
  openai: (texts) => ({
    id: "rs_0",
    summary: texts.map((text) => ({ type: "summary_text", text })),
    encrypted_content: sealOf("rs_0"),
  }),
  xai: (texts) => ({ ...thoughtOn.openai?.(texts), status: "completed" }),
  "responses openai": (texts) => thoughtOn.openai?.(texts) ?? {},
  "responses vllm": (texts) => ({
    id: "rs_0",
    summary: [],
    content: [{ type: "reasoning_text", text: texts.join("") }],
    encrypted_content: null,
    status: "completed",
  }),
  "responses lm-studio": (texts) => ({ id: "rs_0", summary: [], content: [{ type: "reasoning_text", text: texts.join("") }] }),
  "responses ollama": (texts) => ({
    id: "rs_0",
    summary: [{ type: "summary_text", text: texts.join("") }],
    encrypted_content: texts.join(""),
  }),
};
const servers = Object.keys(thoughtOn) as ServerName[];

describe.each(servers)("a tool round with %s", (server) => {
  const thinks = ["I look ", "it up."].map((text): Action => ({ kind: "thought", text }));

  it("brings thought, call and outcome back in order, unchanged, without gaps", async () => {
    const model = scripted(server, "round", [...thinks, calls, { kind: "finish", reason: "tool-calls", usage: "count" }]);
    const first = await runStep(model, { tools });
    expect(first.outcome).toMatchObject({ finish: "tool-calls", toolCalls: [{ callId: "call_1", args: { city: "Rome" } }] });
    const second = await runStep(model, { tools, step: 2, path: [answeredTurn("How warm is Rome?", [...first.drafts, result])] });
    const [question, ...items] = lastInput("round");
    expect(question).toMatchObject({ role: "user", content: "How warm is Rome?" });
    expect(items).toMatchObject([
      { type: "reasoning", ...thoughtOn[server]?.(["I look ", "it up."]) },
      { type: "function_call", call_id: "call_1", name: "weather", arguments: '{"city":"Rome"}' },
      { type: "function_call_output", call_id: "call_1", output: '{"degrees":21}' },
    ]);
    expect(items).toHaveLength(3);
    expect(ledgerOf(second.drafts)).toMatchObject([[{ how: "sealed", why: null }]]);
    const [body] = bodiesFor(upstream, "round");
    expect(body).toMatchObject({ store: false, tools: [{ type: "function", name: "weather", parameters: { type: "object" } }] });
  });

  it("brings several thoughts back each before what it led to", async () => {
    const model = scripted(server, "several", [
      { kind: "thought", text: "First I say something." },
      { kind: "text", text: "I look it up." },
      { kind: "thought", text: "Then I call." },
      calls,
      { kind: "finish", reason: "tool-calls", usage: "count" },
    ]);
    const first = await runStep(model, { tools });
    await runStep(model, { tools, step: 2, path: [answeredTurn("How warm is Rome?", [...first.drafts, result])] });
    const input = lastInput("several");
    expect(
      kinds(input)
        .map((kind) => (kind === "message" ? "assistant" : kind))
        .slice(1),
    ).toEqual(["reasoning", "assistant", "reasoning", "function_call", "function_call_output"]);
    expect(input[1]?.id).not.toBe(input[3]?.id);
  });

  it("R01 sends no thought of another model, of another key or of another address", async () => {
    const first = await runStep(scripted(server, "origin", [...thinks, { kind: "text", text: "Warm." }, stop]));
    const path = [answeredTurn("How warm?", first.drafts), next];
    upstream.script("other", () => [{ kind: "text", text: "Hm." }, stop]);
    const others = [
      modelOn(upstream, server, "other"),
      modelOn(upstream, server, "origin", { apiKey: "another" }),
      modelOn(upstream, server, "origin", { baseUrl: `${upstream.url}/elsewhere` }),
    ];
    for (const model of others) {
      const { drafts } = await runStep(model, { path });
      expect(ledgerOf(drafts)).toMatchObject([[{ how: "left-out", why: "foreign" }]]);
    }
    expect(kinds(lastInput("other"))).not.toContain("reasoning");
    expect(JSON.stringify(bodiesFor(upstream, "other"))).not.toMatch(/rs_0|I look/);
  });

  it("R02 brings thoughts back whether or not it is to think now", async () => {
    const first = await runStep(scripted(server, "switch", [...thinks, { kind: "text", text: "Warm." }, stop]));
    const path = [answeredTurn("How warm?", first.drafts), next];
    const { drafts } = await ask(server, "switch", { path, effort: "off" });
    expect(ledgerOf(drafts)).toMatchObject([[{ how: "sealed" }]]);
    expect(kinds(lastInput("switch"))).toContain("reasoning");
  });

  it("R03 R04 sends what is on the path and nothing beside it", async () => {
    const first = await runStep(scripted(server, "edited", [...thinks, { kind: "text", text: "Warm." }, stop]));
    expect(ledgerOf(first.drafts)).toEqual([]);
    const { drafts } = await ask(server, "edited", { path: [{ text: "Another question", view: null }] });
    expect(ledgerOf(drafts)).toEqual([]);
    expect(kinds(lastInput("edited"))).not.toContain("reasoning");
  });

  it("R06 takes no seal that says it is from here but is of another shape", async () => {
    const first = await runStep(scripted(server, "imported", [...thinks, { kind: "text", text: "Warm." }, stop]));
    const turn = answeredTurn("How warm?", first.drafts);
    const seals = new Map([...(turn.seals ?? [])].map(([id, seal]) => [id, { ...seal, issuer: "someone else" }]));
    await ask(server, "imported", { path: [{ ...turn, seals }, next] });
    expect(JSON.stringify(bodiesFor(upstream, "imported").at(-1))).not.toMatch(/rs_0|I look/);
  });

  it("R07 leaves an expired thought out and asks once more", async () => {
    upstream.script("expired", ({ earlier, body }) => {
      if (earlier === 0) return [...thinks, { kind: "text", text: "Warm." }, stop];
      const message = "The encrypted content for item rs_0 could not be verified.";
      const refusal: Action = { kind: "refuse", status: 400, error: { code: "invalid_encrypted_content", type: "", message } };
      return JSON.stringify(body).includes("rs_0") ? [refusal] : [{ kind: "text", text: "I forgot." }, stop];
    });
    const first = await ask(server, "expired", {});
    const { drafts, outcome } = await ask(server, "expired", { path: [answeredTurn("How warm?", first.drafts), next] });
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(bodiesFor(upstream, "expired")).toHaveLength(3);
    expect(kinds(lastInput("expired"))).not.toContain("reasoning");
    expect(ledgerOf(drafts)).toMatchObject([[{ how: "sealed" }], [{ how: "left-out", why: "expired" }]]);
  });

  it("R07 leaves thoughts out where a server refuses them without a word about them, and says so", async () => {
    upstream.script("mute", ({ earlier, body }) => {
      if (earlier === 0) return [...thinks, { kind: "text", text: "Warm." }, stop];
      const refusal: Action = { kind: "refuse", status: 400, error: { code: null, type: "", message: "Invalid request." } };
      return JSON.stringify(body).includes("rs_0") ? [refusal] : [{ kind: "text", text: "I go on." }, stop];
    });
    const first = await ask(server, "mute", {});
    const { drafts, outcome } = await ask(server, "mute", { path: [answeredTurn("How warm?", first.drafts), next] });
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(ledgerOf(drafts)).toMatchObject([[{ how: "sealed" }], [{ how: "left-out", why: "expired" }]]);
  });

  it("R08 sends no thought that nothing follows", async () => {
    const first = await runStep(scripted(server, "alone", [...thinks, stop]));
    const { drafts } = await ask(server, "alone", { path: [answeredTurn("How warm?", first.drafts), next] });
    expect(ledgerOf(drafts)).toMatchObject([[{ how: "left-out", why: "idle" }]]);
    expect(kinds(lastInput("alone"))).not.toContain("reasoning");
  });

  it("R09 drops what was half finished when it was cut: the thought, and the call", async () => {
    const half =
      '{"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","arguments":""}}';
    const first = await runStep(scripted(server, "cut", [...thinks, { kind: "raw", data: half }]), { tools });
    expect(first.outcome).toMatchObject({ finish: "error", toolCalls: [] });
    const { drafts } = await ask(server, "cut", { path: [answeredTurn("How warm?", first.drafts), next] });
    // LM Studio tells of a thought when it is over, and this one never was.
    expect(ledgerOf(drafts)).toMatchObject(server === "responses lm-studio" ? [] : [[{ how: "left-out", why: "cut" }]]);
    const text = JSON.stringify(lastInput("cut"));
    expect(text).not.toMatch(/rs_0|function_call|I look/);
  });

  it("R09 drops a thought that the limit cut, though its item came whole", async () => {
    const limit: Action = { kind: "finish", reason: "length", usage: "count" };
    const first = await runStep(scripted(server, "limit", [...thinks, limit]), { outputLimit: 300 });
    expect(first.outcome.finish).toBe("length");
    expect(first.drafts.filter(({ type }) => type === "reasoning-end").at(-1)).toMatchObject({ isCut: true });
    expect(bodiesFor(upstream, "limit")).toMatchObject([{ max_output_tokens: 300 }]);
    const { drafts } = await ask(server, "limit", { path: [answeredTurn("How warm?", first.drafts), next] });
    expect(ledgerOf(drafts)[0]?.at(-1)).toMatchObject({ how: "left-out", why: "cut" });
    expect(kinds(lastInput("limit"))).not.toContain("reasoning");
  });

  it("R10 has an error for the outcome of a call that has none", async () => {
    const model = scripted(server, "lost", [...thinks, calls, { kind: "finish", reason: "tool-calls", usage: "count" }]);
    const first = await runStep(model, { tools });
    await runStep(model, { tools, step: 2, path: [answeredTurn("How warm?", first.drafts), next] });
    const input = lastInput("lost");
    expect(kinds(input).slice(1, 4)).toEqual(["reasoning", "function_call", "function_call_output"]);
    expect(input[3]).toMatchObject({ call_id: "call_1", output: expect.stringContaining("no result") });
  });
});

describe.each(["openai", "xai", "responses openai"] as const)("messages on the way to an answer of %s", (server) => {
  it("go back as what they were said to be", async () => {
    const model = scripted(server, "phases", [
      { kind: "text", text: "I look it up.", phase: "commentary" },
      { kind: "text", text: "Warm.", phase: "final_answer" },
      stop,
    ]);
    const first = await runStep(model);
    expect(first.drafts.filter(({ type }) => type === "text-start")).toHaveLength(2);
    await runStep(model, { path: [answeredTurn("How warm?", first.drafts), next] });
    expect(lastInput("phases").slice(1, 3)).toMatchObject([
      { role: "assistant", content: "I look it up.", phase: "commentary" },
      { role: "assistant", content: "Warm.", phase: "final_answer" },
    ]);
  });
});
