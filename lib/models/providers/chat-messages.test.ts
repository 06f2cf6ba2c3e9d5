import { describe, expect, it } from "vitest";
import type { PromptMessage, PromptPart } from "#lib/reasoning/prompt-message.ts";
import { chatMessages } from "./chat-messages.ts";
import { compatibleDialect } from "./compatible-dialects.ts";
import { mistralDialect } from "./mistral.ts";

const plain = { thoughts: "reasoning_content" } as const;
const thought = (text: string, data?: object): PromptPart => ({
  kind: "reasoning",
  text,
  seal: data ? { issuer: "i", data } : null,
});
const said = (text: string, data?: object): PromptPart => ({ kind: "text", text, seal: data ? { issuer: "i", data } : null });
const call = (callId: string, args: unknown): PromptPart => ({ kind: "tool-call", callId, name: "look", args, seal: null });
const answer = (...parts: PromptPart[]): PromptMessage => ({ role: "assistant", parts });

describe("a message of the model's", () => {
  it("has its thoughts joined in one field, and its texts", () => {
    const message = answer(thought("One."), said("A"), thought(" Two."), said("B"));
    expect(chatMessages([message], plain)).toEqual([{ role: "assistant", content: "AB", reasoning_content: "One. Two." }]);
  });

  it("keeps the order of thoughts and texts where both are parts of the content", () => {
    const message = answer(thought("One."), said("A"), thought("Two."), said("B"));
    const part = (text: string) => ({ type: "thinking", thinking: [{ type: "text", text }], closed: true });
    expect(chatMessages([message], { thoughts: "content" })).toEqual([
      { role: "assistant", content: [part("One."), { type: "text", text: "A" }, part("Two."), { type: "text", text: "B" }] },
    ]);
  });

  it("has the sealed entries of all its thoughts in one list, and their text nowhere", () => {
    const message = answer(thought("One.", { reasoning_details: [1, 2] }), said("A"), thought("", { reasoning_details: [3] }));
    expect(chatMessages([message], plain)).toEqual([{ role: "assistant", content: "A", reasoning_details: [1, 2, 3] }]);
  });

  it("has what stood beside its text beside it again", () => {
    const extra_content = { google: { thought_signature: "c2ln" } };
    expect(chatMessages([answer(said("A", { extra_content }))], plain)).toEqual([
      { role: "assistant", content: "A", extra_content },
    ]);
  });

  it("is not sent with a seal of another shape", () => {
    expect(() => chatMessages([answer(said("A", { encrypted: "x" }))], plain)).toThrow();
  });

  it.each([
    [{ a: 1 }, '{"a":1}'],
    [undefined, "{}"],
    ['{"a":', '"{\\"a\\":"'],
  ])("calls with arguments %o that are JSON", (args, sent) => {
    expect(chatMessages([answer(call("c", args))], plain)).toMatchObject([{ tool_calls: [{ function: { arguments: sent } }] }]);
  });
});

describe("an outcome of a tool", () => {
  it.each([
    ["text", "text"],
    [{ a: [1] }, '{"a":[1]}'],
    [undefined, "null"],
  ])("%o is sent as %s", (result, content) => {
    const message: PromptMessage = { role: "tool", callId: "c", name: "look", result, isError: false };
    expect(chatMessages([message], plain)).toEqual([{ role: "tool", tool_call_id: "c", content }]);
  });

  it("finds its call though the server wants ids of its own form", () => {
    const { messages } = mistralDialect("mistral-small-latest");
    const outcome = (callId: string): PromptMessage => ({ role: "tool", callId, name: "look", result: "x", isError: false });
    const path = [answer(call("call_abcdef", {}), call("aB3456789", {})), outcome("call_abcdef"), outcome("aB3456789")];
    const [sent, first, second] = chatMessages(path, messages) as { tool_calls?: { id: string }[]; tool_call_id?: string }[];
    const ids = sent?.tool_calls?.map(({ id }) => id);
    expect(ids).toEqual([first?.tool_call_id, second?.tool_call_id]);
    expect(ids?.[0]).toMatch(/^[a-zA-Z0-9]{9}$/);
    expect(ids?.[1]).toBe("aB3456789");
  });
});

describe("another model's call", () => {
  it("is told from one that lost its signature, where a signature is wanted", () => {
    const { messages } = compatibleDialect("gemini-3-pro-preview", "gemini");
    const [sent] = chatMessages([answer(call("a", {}), call("b", {}))], messages) as { tool_calls: object[] }[];
    expect(sent?.tool_calls[0]).toMatchObject({
      extra_content: { google: { thought_signature: "skip_thought_signature_validator" } },
    });
    expect(sent?.tool_calls[1]).not.toHaveProperty("extra_content");
  });
});

describe("questions", () => {
  it("left next to each other become one, with the one to answer from a thought", () => {
    const path: PromptMessage[] = [
      { role: "user", text: "One" },
      { role: "user", text: "Two" },
      { role: "unfinished-thought", text: "Hm" },
    ];
    const [only, ...others] = chatMessages(path, plain) as { role: string; content: string }[];
    expect(others).toEqual([]);
    expect(only?.content).toMatch(/^One\n\nTwo\n\n[\s\S]*Hm/);
  });
});
