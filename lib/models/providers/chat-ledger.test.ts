import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import { toPrompt } from "#lib/reasoning/prompt.ts";
import { turnOf } from "#lib/testing/chat-rounds.ts";
import type { ChatDialect } from "./chat-dialect.ts";
import { chatRequest } from "./chat-request.ts";
import { compatibleDialect } from "./compatible-dialects.ts";
import { deepseekDialect } from "./deepseek.ts";
import { groqDialect } from "./groq.ts";
import { mistralDialect } from "./mistral.ts";
import { openrouterDialect } from "./openrouter.ts";

const dialects: [string, ChatDialect][] = [
  ["DeepSeek", deepseekDialect("deepseek-v4-pro")],
  ["the first R1", deepseekDialect("deepseek-r1")],
  ["OpenRouter", openrouterDialect("z-ai/glm-5")],
  ["OpenRouter with what wants signatures", openrouterDialect("anthropic/claude-sonnet-4.5")],
  ["Groq", groqDialect("openai/gpt-oss-120b")],
  ["Mistral", mistralDialect("mistral-small-latest")],
  ["Kimi", compatibleDialect("kimi-k2.6", "moonshot")],
  ["MiniMax", compatibleDialect("MiniMax-M2.7", "minimax")],
  ["LiteLLM", compatibleDialect("claude-sonnet-4-5", "litellm")],
  ["an unknown server", compatibleDialect("my-model", null)],
];

type Piece = "thought" | "sealed-thought" | "foreign-thought" | "cut-thought" | "text" | "tool";
const piece = fc.constantFrom<Piece>("thought", "sealed-thought", "foreign-thought", "cut-thought", "text", "tool");
const steps = fc.array(fc.array(piece, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 });

/** What a piece leaves in the log. Its text and its seal hold words that stand nowhere else. */
function draftsOf(kind: Piece, id: string): Draft[] {
  const sealed = (issuer: string) => ({ seal: { issuer, data: { reasoning_details: [{ data: `seal-of-${id}.` }] } } });
  if (kind === "text")
    return [
      { type: "text-start", partId: id },
      { type: "text-delta", partId: id, delta: "Yes." },
      { type: "text-end", partId: id },
    ];
  if (kind === "tool") {
    const call: Draft = { type: "tool-call", partId: id, callId: `call_${id}`, name: "look", args: {} };
    return [call, { type: "tool-result", callId: `call_${id}`, result: "seen" }];
  }
  const end =
    kind === "sealed-thought"
      ? sealed("own")
      : kind === "foreign-thought"
        ? sealed("other")
        : kind === "cut-thought"
          ? { isCut: true as const }
          : {};
  return [
    { type: "reasoning-start", partId: id, form: "full" },
    { type: "reasoning-delta", partId: id, delta: `text-of-${id}.` },
    { type: "reasoning-end", partId: id, ...end },
  ];
}

function runOf(kinds: readonly Piece[][]): Draft[] {
  return kinds.flatMap((pieces, index): Draft[] => {
    const usage = { input: null, output: null, reasoning: null, cached: null };
    return [
      { type: "step-start", step: index + 1, effortSent: null },
      ...pieces.flatMap((kind, at) => draftsOf(kind, `${index}_${at}`)),
      { type: "step-end", step: index + 1, finish: "stop", usage },
    ];
  });
}

describe("the account of what was sent back", () => {
  it.each(dialects)("is true of the request to %s", (_name, dialect) => {
    fc.assert(
      fc.property(steps, (kinds) => {
        const path = [turnOf("Is it?", runOf(kinds)), { text: "Sure?", view: null }];
        const { messages, sent } = toPrompt(path, { issuer: "own", ...dialect.replay });
        const body = JSON.stringify(
          chatRequest("m", { messages, tools: [], outputLimit: null, extras: { effort: null } }, dialect),
        );
        const holds = (word: "text" | "seal", id: string) => body.includes(`${word}-of-${id}.`);
        for (const { partIds, how } of sent) {
          for (const id of partIds) {
            expect({ id, text: holds("text", id), seal: holds("seal", id) }).toEqual({
              id,
              text: how === "full",
              seal: how === "sealed",
            });
          }
        }
        const thoughts = kinds.flat().filter((kind) => kind.endsWith("thought")).length;
        expect(sent.flatMap(({ partIds }) => partIds)).toHaveLength(thoughts);
      }),
    );
  });
});
