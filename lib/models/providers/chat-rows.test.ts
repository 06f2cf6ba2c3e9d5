import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import { askOn, chunkOf, lastBodyAt, modelOf, turnOf } from "#lib/testing/chat-rounds.ts";
import { row as compatible } from "#lib/testing/providers/compatible.ts";
import { row as deepseek } from "#lib/testing/providers/deepseek.ts";
import { row as groq } from "#lib/testing/providers/groq.ts";
import { row as mistral } from "#lib/testing/providers/mistral.ts";
import { row as openrouter } from "#lib/testing/providers/openrouter.ts";
import type { ProviderRow } from "#lib/testing/providers/row.ts";
import { partsOf, runStep } from "#lib/testing/step.ts";
import type { Action } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const raw = (delta: object, finish: string | null = null): Action => ({ kind: "raw", data: chunkOf(delta, finish) });
const details = { prompt_tokens: 9, completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 3 } };
const counted = { choices: [], usage: details };

interface Case {
  row: ProviderRow;
  /** What stands behind a model's words in a cell, where they differ, and the model. The first plays the round. */
  models: [label: string, modelId: string][];
  /** As its servers write it. */
  thought: object;
  usage: object;
}

const cases: Case[] = [
  { row: deepseek, models: [["", "deepseek-v4-pro"]], thought: { reasoning_content: "Hm.", content: null }, usage: counted },
  {
    row: openrouter,
    models: [["", "anthropic/claude-sonnet-4.5"]],
    thought: {
      reasoning: "Hm.",
      reasoning_details: [{ type: "reasoning.text", text: "Hm.", signature: "c2ln", format: "anthropic-claude-v1", index: 0 }],
    },
    usage: counted,
  },
  {
    row: groq,
    models: [
      ["Qwen", "qwen/qwen3-32b"],
      ["gpt-oss", "openai/gpt-oss-120b"],
    ],
    thought: { reasoning: "Hm." },
    usage: { choices: [], x_groq: { id: "req_1", usage: details } },
  },
  {
    row: mistral,
    models: [
      ["Small, Medium", "mistral-small-latest"],
      ["Large 4", "mistral-large-4-0"],
    ],
    thought: { content: [{ type: "thinking", thinking: [{ type: "text", text: "Hm." }], closed: true }] },
    usage: { choices: [], usage: { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 } },
  },
  {
    row: compatible,
    models: [
      ["gpt-oss", "gpt-oss-120b"],
      ["Qwen", "Qwen/Qwen3-8B"],
      ["unknown models", "my-model"],
    ],
    thought: { reasoning_content: "Hm." },
    usage: counted,
  },
];

/** What is found of a provider, in the words of the table. */
async function found({ row: { kind, name }, models, thought, usage }: Case): Promise<ProviderRow> {
  const each = (word: (modelId: string) => string) =>
    models.map(([label, modelId]) => word(modelId) + (label && ` (${label})`)).join("; ");
  const at = (modelId: string) => modelOf(upstream, modelId, { kind });
  const words = (modelId: string) => {
    const { info, effortWord } = at(modelId);
    return info.efforts.filter((effort) => effort !== "off").map((effort) => effortWord(effort, null));
  };

  const modelId = models[0]?.[1] ?? "";
  const call = { index: 0, id: "call_1", type: "function", function: { name: "look", arguments: "{}" } };
  upstream.script(modelId, ({ earlier }) => [
    raw(thought),
    earlier === 0 ? raw({ tool_calls: [call] }) : raw({ content: "Yes." }),
    raw({}, earlier === 0 ? "tool_calls" : "stop"),
    { kind: "raw", data: JSON.stringify(usage) },
  ]);
  const model = at(modelId);
  const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }];
  const first = await runStep(model, { tools });
  const result: Draft = { type: "tool-result", callId: "call_1", result: "seen" };
  const second = await askOn(model, [turnOf("Is it?", [...first.drafts, result])], { tools, step: 2 });
  const [seen] = partsOf(first.drafts);
  const order = [...first.drafts, ...second.drafts].flatMap(({ type }) =>
    ["reasoning-start", "tool-call", "text-start"].includes(type) ? [type] : [],
  );
  const sent = lastBodyAt(upstream).messages[1] ?? { role: "" };
  const field = ["reasoning_details", "thinking_blocks", "reasoning_content", "reasoning", "content"].find((one) => sent[one]);
  const how = second.drafts.find((draft) => draft.type === "sent-back")?.thoughts[0]?.how;
  const where = model.replay.text === "always" ? "text always" : "text beside tool calls";
  return {
    kind,
    name,
    readsThinking: seen?.kind === "full" && seen.text === "Hm." ? "full text" : "no",
    interleavesTools: order.join() === "reasoning-start,tool-call,reasoning-start,text-start" ? "yes" : "no",
    effort: each((one) => words(one).join(", ")),
    off: each((one) => (at(one).info.efforts.includes("off") ? "yes" : "no")),
    sendsBack: `${how === "sealed" ? how : how === "full" ? where : "nothing"}, in \`${field}\``,
    usage: second.outcome.usage.reasoning === 3 ? "with reasoning tokens" : "without reasoning tokens",
  };
}

describe("the line in the table of providers", () => {
  it.each(cases)("of $row.name says what is found", async (one) => {
    expect(await found(one)).toEqual(one.row);
  });
});
