import { describe, expect, it } from "vitest";
import { fromSdk, type SdkHook, type SdkPart } from "./from-sdk.ts";
import type { ModelPart } from "./model-part.ts";

async function read(parts: SdkPart[], hook?: SdkHook): Promise<ModelPart[]> {
  async function* stream() {
    yield* parts;
  }
  const read: ModelPart[] = [];
  for await (const part of fromSdk(stream(), hook)) read.push(part);
  return read;
}
const delta = (id: string, text: string): SdkPart => ({ type: "reasoning-delta", id, text });

describe("a stream of the SDK's", () => {
  it("is read in parts of our own", async () => {
    const parts: SdkPart[] = [
      { type: "reasoning-start", id: "r" },
      delta("r", "Hm."),
      { type: "reasoning-end", id: "r" },
      { type: "text-start", id: "t" },
      { type: "text-delta", id: "t", text: "Yes." },
      { type: "text-end", id: "t" },
      { type: "tool-input-start", id: "c", toolName: "now" },
      { type: "tool-input-delta", id: "c", delta: "{}" },
      { type: "tool-input-end", id: "c" },
      { type: "tool-call", toolCallId: "c", toolName: "now", input: {}, dynamic: true },
      { type: "source", sourceType: "url", id: "s", url: "https://example.org", title: "A" },
      { type: "error", error: "x" },
    ];
    expect(await read(parts)).toEqual([
      { type: "reasoning-delta", key: "r", text: "Hm." },
      { type: "reasoning-end", key: "r" },
      { type: "text-delta", key: "t", text: "Yes." },
      { type: "text-end", key: "t" },
      { type: "tool-input", callId: "c", name: "now", delta: "" },
      { type: "tool-input", callId: "c", name: "now", delta: "{}" },
      { type: "tool-call", callId: "c", name: "now", args: {} },
      { type: "source", url: "https://example.org", title: "A" },
      { type: "error", error: "x" },
    ]);
  });

  it("hands no call on that the provider runs by itself", async () => {
    const call = { type: "tool-call", toolCallId: "c", toolName: "web_search", input: {}, dynamic: true } as const;
    expect(await read([{ ...call, providerExecuted: true }])).toEqual([]);
  });

  it("lets a provider read parts its own way, in their place", async () => {
    const seen: string[] = [];
    const hook: SdkHook = (part) => {
      if (part.type === "reasoning-delta") seen.push(part.text);
      return part.type === "reasoning-end" ? [{ type: "reasoning-end", key: part.id, seal: seen.join("") }] : null;
    };
    expect(await read([delta("r", "a"), delta("r", "b"), { type: "reasoning-end", id: "r" }, delta("r", "c")], hook)).toEqual([
      { type: "reasoning-delta", key: "r", text: "a" },
      { type: "reasoning-delta", key: "r", text: "b" },
      { type: "reasoning-end", key: "r", seal: "ab" },
      { type: "reasoning-delta", key: "r", text: "c" },
    ]);
  });
});
