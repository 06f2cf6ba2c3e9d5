import { describe, expect, it } from "vitest";
import type { Seal } from "#lib/reasoning/event.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { plainly, toModelMessages, toSdkTools } from "./to-sdk.ts";

const seal: Seal = { issuer: "me", data: "proof" };
const conversation: PromptMessage[] = [
  { role: "user", text: "One" },
  {
    role: "assistant",
    parts: [
      { kind: "reasoning", text: "Hm.", seal },
      { kind: "reasoning", text: "Plain.", seal: null },
      { kind: "text", text: "Wait.", seal: null },
      { kind: "tool-call", callId: "c", name: "now", args: { zone: "UTC" }, seal: null },
    ],
  },
  { role: "tool", callId: "c", name: "now", result: "12:00", isError: false },
  { role: "user", text: "Two" },
  { role: "unfinished-thought", text: "So far so" },
];

describe("a prompt in the SDK's shape", () => {
  it("holds every part in order, sealed ones as their provider carries them", () => {
    const messages = toModelMessages(conversation, (part) => [
      { type: "reasoning", text: "sealed", providerOptions: { me: { proof: String(part.seal.data) } } },
    ]);
    expect(messages.slice(0, 3)).toEqual([
      { role: "user", content: "One" },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "sealed", providerOptions: { me: { proof: "proof" } } },
          { type: "reasoning", text: "Plain." },
          { type: "text", text: "Wait." },
          { type: "tool-call", toolCallId: "c", toolName: "now", input: { zone: "UTC" } },
        ],
      },
      {
        role: "tool",
        content: [{ type: "tool-result", toolCallId: "c", toolName: "now", output: { type: "json", value: "12:00" } }],
      },
    ]);
  });

  it("asks for the answer to an unfinished thought with the question, as one message", () => {
    const last = toModelMessages(conversation, plainly).at(-1);
    expect(last).toMatchObject({ role: "user", content: expect.stringMatching(/^Two\n\n(.|\n)*\nSo far so\n/) });
  });

  it("leaves no message of nothing but thought", () => {
    const only: PromptMessage[] = [{ role: "assistant", parts: [{ kind: "reasoning", text: "Hm.", seal: null }] }];
    expect(toModelMessages(only, plainly)).toEqual([]);
  });

  it("declares tools that it does not run, and none where there are none", () => {
    const [tool] = Object.values(toSdkTools([{ name: "now", description: "The time.", inputSchema: { type: "object" } }]) ?? {});
    expect(tool).toMatchObject({ description: "The time." });
    expect(tool).not.toHaveProperty("execute");
    expect(toSdkTools([])).toBeUndefined();
  });
});
