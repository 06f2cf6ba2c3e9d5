import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import { row as ollama } from "#lib/testing/providers/ollama.ts";
import { row as openai } from "#lib/testing/providers/openai.ts";
import { row as responses } from "#lib/testing/providers/responses.ts";
import type { ProviderRow } from "#lib/testing/providers/row.ts";
import { row as xai } from "#lib/testing/providers/xai.ts";
import { bodiesFor, modelOn, type ServerName } from "#lib/testing/responses-servers.ts";
import { answeredTurn, partsOf, runStep } from "#lib/testing/step.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
  upstream.script("thinks", () => [{ kind: "thought", text: "Hm." }, { kind: "text", text: "Yes." }, stop]);
});
afterAll(() => upstream.close());

interface Case {
  row: ProviderRow;
  /** Those that tell its thoughts apart. The first plays the round. */
  servers: ServerName[];
  /** What stands behind a model's words in a cell, and the model. */
  models: [label: string, modelId: string][];
}

const cases: Case[] = [
  {
    row: openai,
    servers: ["openai"],
    models: [
      ["GPT-5", "gpt-5"],
      ["GPT-5.6", "gpt-5.6"],
      ["o4-mini", "o4-mini"],
    ],
  },
  {
    row: xai,
    servers: ["xai"],
    models: [
      ["Grok 4.3", "grok-4.3"],
      ["Grok 4.6", "grok-4.6"],
      ["Grok 4.20", "grok-4.20-reasoning"],
    ],
  },
  {
    row: responses,
    servers: ["responses vllm", "responses openai"],
    models: [
      ["gpt-oss", "openai/gpt-oss-20b"],
      ["unknown models", "my-model"],
    ],
  },
  {
    row: ollama,
    servers: ["ollama"],
    models: [
      ["Qwen 3", "qwen3:8b"],
      ["gpt-oss", "gpt-oss:20b"],
    ],
  },
];

const nouns = { full: "full text", summary: "summaries", sealed: "sealed thoughts", redacted: "redacted thoughts" };

async function thoughtsOf(servers: readonly ServerName[]): Promise<string> {
  const kinds = new Set<string>();
  for (const server of servers) {
    for (const scenario of ["thinks", "sealed"]) {
      const { drafts } = await runStep(modelOn(upstream, server, scenario));
      for (const { kind } of partsOf(drafts)) if (kind !== "text") kinds.add(nouns[kind]);
    }
  }
  return [...kinds].join(", ");
}

async function roundOf(server: ServerName): Promise<Pick<ProviderRow, "interleavesTools" | "sendsBack" | "usage">> {
  const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }];
  const modelId = `round of ${server}`.replaceAll(" ", "-");
  upstream.script(modelId, ({ earlier }) => [
    { kind: "thought", text: "Hm." },
    earlier === 0 ? { kind: "tool", id: "call_1", name: "look", args: "{}" } : { kind: "text", text: "Yes." },
    { kind: "finish", reason: earlier === 0 ? "tool-calls" : "stop", usage: "count" },
  ]);
  const model = modelOn(upstream, server, modelId);
  const first = await runStep(model, { tools });
  const result: Draft = { type: "tool-result", callId: "call_1", result: "seen" };
  const second = await runStep(model, { tools, step: 2, path: [answeredTurn("Is it?", [...first.drafts, result])] });
  const order = [...first.drafts, ...second.drafts].flatMap(({ type }) =>
    ["reasoning-start", "tool-call", "text-start"].includes(type) ? [type] : [],
  );
  const how = second.drafts.find((draft) => draft.type === "sent-back")?.thoughts[0]?.how;
  const { input, messages } = bodiesFor(upstream, modelId)[1] as Record<
    "input" | "messages",
    { type?: string; thinking?: string }[]
  >;
  const isItem = input?.some(({ type }) => type === "reasoning");
  const isField = messages?.some(({ thinking }) => thinking === "Hm.");
  return {
    interleavesTools: order.join() === "reasoning-start,tool-call,reasoning-start,text-start" ? "yes" : "no",
    sendsBack:
      how === "sealed" && isItem
        ? "sealed, as whole items"
        : how === "full" && isField
          ? "text beside tool calls, in `thinking`"
          : "no",
    usage: second.outcome.usage.reasoning === null ? "without reasoning tokens" : "with reasoning tokens",
  };
}

describe("the line in the table of providers", () => {
  it.each(cases)("of $row.name says what is found", async ({ row, servers, models }) => {
    const [server = "openai"] = servers;
    const each = (word: (modelId: string) => string) => models.map(([label, id]) => `${word(id)} (${label})`).join("; ");
    const words = (modelId: string) => {
      const { info, effortWord } = modelOn(upstream, server, modelId);
      const thinking = info.efforts.filter((effort) => effort !== "off").map((effort) => effortWord(effort, null));
      return thinking.join(", ") || "none";
    };
    expect({
      kind: row.kind,
      name: row.name,
      readsThinking: await thoughtsOf(servers),
      ...(await roundOf(server)),
      effort: each(words),
      off: each((id) => (modelOn(upstream, server, id).info.efforts.includes("off") ? "yes" : "no")),
    }).toEqual(row);
  });
});
