/** What the SDK's package for chat completions loses, for which reasons it is gone around. A new version has to be read anew. */
import { createOpenAICompatible, VERSION } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { describe, expect, it } from "vitest";
import { framesOf, readAnswer, readParts } from "#lib/testing/chat-answer.ts";

type Delta = Record<string, unknown>;

async function read(deltas: Delta[]): Promise<LanguageModelV4StreamPart[]> {
  const bytes = Buffer.concat(framesOf(deltas));
  const fetch = async () => new Response(bytes, { headers: { "content-type": "text/event-stream" } });
  const model = createOpenAICompatible({ name: "any", baseURL: "http://any/v1", fetch })("m");
  const { stream } = await model.doStream({ prompt: [{ role: "user", content: [{ type: "text", text: "Hi" }] }] });
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}
const thoughtIn = (parts: LanguageModelV4StreamPart[]) =>
  parts.map((part) => (part.type === "reasoning-delta" ? part.delta : "")).join("");
const textIn = (parts: LanguageModelV4StreamPart[]) =>
  parts.map((part) => (part.type === "text-delta" ? part.delta : "")).join("");
const ours = (deltas: Delta[]) => readParts(readAnswer(framesOf(deltas)).drafts);

const thought = { kind: "full", text: "Hm." };
const answer = { kind: "text", text: "Yes." };

describe("@ai-sdk/openai-compatible 3.0.92, which is gone around", () => {
  it("is the version that was read", () => expect(VERSION).toBe("3.0.92"));

  it("reads a thought in either field, as we do", async () => {
    for (const field of ["reasoning_content", "reasoning"]) {
      const deltas = [{ [field]: "Hm." }, { content: "Yes." }];
      const parts = await read(deltas);
      expect([thoughtIn(parts), textIn(parts)]).toEqual(["Hm.", "Yes."]);
      expect(ours(deltas)).toEqual([thought, answer]);
    }
  });

  it.each<[string, Delta]>([
    ["P14 a field that an empty one stands beside", { reasoning_content: "", reasoning: "Hm." }],
    ["details", { reasoning_details: [{ type: "reasoning.text", text: "Hm.", index: 0 }] }],
    ["blocks", { thinking_blocks: [{ type: "thinking", thinking: "Hm." }] }],
  ])("loses %s", async (_, delta) => {
    const deltas = [delta, { content: "Yes." }];
    const parts = await read(deltas);
    expect([thoughtIn(parts), textIn(parts)]).toEqual(["", "Yes."]);
    expect(ours(deltas)).toMatchObject([{ text: "Hm." }, answer]);
  });

  it("P16 takes a thought in an object for an error", async () => {
    const deltas = [{ reasoning: { content: "Hm." } }, { content: "Yes." }];
    expect((await read(deltas)).map(({ type }) => type)).toContain("error");
    expect(ours(deltas)).toEqual([thought, answer]);
  });

  it("calls every thought of an answer alike", async () => {
    const parts = await read([{ reasoning: "Hm." }, { content: "Yes." }, { reasoning: "Oh." }, { content: "No." }]);
    const ids = parts.flatMap((part) => (part.type === "reasoning-start" ? [part.id] : []));
    expect(ids).toEqual(["reasoning-0", "reasoning-0"]);
  });
});
