import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import { lastBodyAt, type NativeKind, nativeModel } from "#lib/testing/native.ts";
import { row as anthropic } from "#lib/testing/providers/anthropic.ts";
import { row as google } from "#lib/testing/providers/google.ts";
import type { ProviderRow } from "#lib/testing/providers/row.ts";
import { answeredTurn, partsOf, runStep } from "#lib/testing/step.ts";
import { signatureOf } from "#lib/testing/upstream/anthropic-wire.ts";
import { thoughtSignatureOf } from "#lib/testing/upstream/google-wire.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

interface Case {
  kind: NativeKind;
  row: ProviderRow;
  /** What stands behind a model's words in a cell, and the model. The first plays the round. */
  models: [label: string, modelId: string][];
  /** What its servers can write before an answer. */
  thoughts: Action[][];
  /** What must stand in the second request of a round, and how the table calls it. */
  proof: [json: object, words: string];
}

const thought: Action = { kind: "thought", text: "Hm." };
const cases: Case[] = [
  {
    kind: "anthropic",
    row: anthropic,
    models: [
      ["Opus 4.8", "claude-opus-4-8"],
      ["Opus 5.5", "claude-opus-5-5"],
      ["Sonnet 5.5", "claude-sonnet-5-5"],
      ["Sonnet 4.5", "claude-sonnet-4-5"],
      ["3.7", "claude-3-7-sonnet-latest"],
    ],
    thoughts: [[thought], [{ kind: "sealed" }], [{ kind: "redacted" }]],
    proof: [{ type: "thinking", thinking: "Hm.", signature: signatureOf("Hm.") }, "sealed, as whole blocks"],
  },
  {
    kind: "google",
    row: google,
    models: [
      ["3.1 Pro", "gemini-3.1-pro-preview"],
      ["3 Flash", "gemini-3-flash-preview"],
      ["2.5 Pro", "gemini-2.5-pro"],
      ["2.5 Flash", "gemini-2.5-flash"],
    ],
    thoughts: [[thought], [{ kind: "sealed" }]],
    proof: [
      { functionCall: { id: "call_1", name: "look", args: {} }, thoughtSignature: thoughtSignatureOf("look") },
      "thought signatures, each on its own part",
    ],
  },
];

const nouns = { full: "full text", summary: "summaries", sealed: "sealed thoughts", redacted: "redacted thoughts" };
const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }];

/** Words as they are; numbers as how far they reach. */
function scaleOf(words: readonly (string | null)[]): string {
  const numbers = words.map(Number);
  if (numbers.some(Number.isNaN)) return words.join(", ");
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)].map((tokens) => tokens.toLocaleString("en-US"));
  return `${least} to ${most} tokens`;
}

/** Cells for each model, those that are alike together. */
function each(models: Case["models"], word: (modelId: string) => string): string {
  const groups = Map.groupBy(models, ([, modelId]) => word(modelId));
  return [...groups].map(([words, alike]) => `${words} (${alike.map(([label]) => label).join(", ")})`).join("; ");
}

async function shapesOf({ kind, models, thoughts }: Case): Promise<string> {
  const found = new Map<string, string>();
  for (const [, modelId] of models) {
    const kinds = new Set<string>();
    for (const actions of thoughts) {
      upstream.script(modelId, () => [...actions, { kind: "text", text: "Yes." }, stop]);
      const { drafts } = await runStep(nativeModel(kind, upstream, modelId));
      for (const part of partsOf(drafts)) if (part.kind !== "text") kinds.add(nouns[part.kind]);
    }
    found.set(modelId, [...kinds].join(", "));
  }
  const all = new Set(found.values());
  return all.size === 1 ? [...all].join() : each(models, (modelId) => found.get(modelId) ?? "");
}

async function roundOf({ kind, models: [first], proof: [json, words] }: Case) {
  const modelId = first?.[1] ?? "";
  upstream.script(modelId, ({ conversation }) => {
    const isBegun = conversation.length > 1;
    return [
      thought,
      isBegun ? { kind: "text", text: "Yes." } : { kind: "tool", id: "call_1", name: "look", args: "{}" },
      { kind: "finish", reason: isBegun ? "stop" : "tool-calls", usage: "count" },
    ];
  });
  const model = nativeModel(kind, upstream, modelId);
  const call = await runStep(model, { tools });
  const result: Draft = { type: "tool-result", callId: "call_1", result: "seen" };
  const answer = await runStep(model, { tools, step: 2, path: [answeredTurn("Is it?", [...call.drafts, result])] });
  const order = [...call.drafts, ...answer.drafts].flatMap(({ type }) =>
    ["reasoning-start", "tool-call", "text-start"].includes(type) ? [type] : [],
  );
  return {
    isInterleaved: order.join() === "reasoning-start,tool-call,reasoning-start,text-start",
    sendsBack: JSON.stringify(lastBodyAt(upstream)).includes(JSON.stringify(json)) ? words : "no",
    usage: answer.outcome.usage.reasoning === null ? "without reasoning tokens" : "with reasoning tokens",
  };
}

/** The header by which a model is asked to think between calls, if it is. */
async function headerFor(kind: NativeKind, modelId: string): Promise<string | undefined> {
  upstream.script(modelId, () => [{ kind: "text", text: "Yes." }, stop]);
  await runStep(nativeModel(kind, upstream, modelId), { tools, effort: "high" });
  return upstream.requests.at(-1)?.headers["anthropic-beta"]?.toString();
}

describe("the line in the table of providers", () => {
  it.each(cases)("of $row.name says what is found", async (one) => {
    const { kind, row, models } = one;
    const of = (modelId: string) => nativeModel(kind, upstream, modelId);
    const { isInterleaved, ...round } = await roundOf(one);
    const headers = new Map<string, string | undefined>();
    for (const [, modelId] of models) headers.set(modelId, await headerFor(kind, modelId));
    const asked = models.filter(([, modelId]) => headers.get(modelId)?.startsWith("interleaved-thinking"));
    const byHeader = asked.length > 0 ? ` (${models[0]?.[0]}); by a header (${asked.map(([label]) => label).join(", ")})` : "";
    expect({
      kind: row.kind,
      name: row.name,
      readsThinking: await shapesOf(one),
      interleavesTools: isInterleaved ? `yes${byHeader}` : "no",
      effort: each(models, (modelId) => {
        const { info, effortWord } = of(modelId);
        return scaleOf(info.efforts.filter((effort) => effort !== "off").map((effort) => effortWord(effort, null)));
      }),
      off: each(models, (modelId) => (of(modelId).info.efforts.includes("off") ? "yes" : "no")),
      ...round,
    }).toEqual(row);
  });
});
