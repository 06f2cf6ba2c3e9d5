/** Owns: from the SDK's stream to our own parts, for the providers that are read through its packages. Pure. */
import type { LanguageModelStreamPart } from "ai";
import type { ModelPart } from "./model-part.ts";

export type SdkPart = LanguageModelStreamPart;

/**
 * What a provider reads differently: it sees every part first and answers with parts of its own, or with null for the plain
 * reading. What it returns may hold seals, forms and other keys. Made anew for each answer, so that it may remember.
 */
export type SdkHook = (part: SdkPart) => ModelPart[] | null;

export async function* fromSdk(
  stream: AsyncIterable<SdkPart>,
  hook: SdkHook = () => null,
): AsyncGenerator<ModelPart, void, void> {
  const names = new Map<string, string>();
  for await (const part of stream) {
    if (part.type === "tool-input-start") names.set(part.id, part.toolName);
    yield* hook(part) ?? plainly(part, names);
  }
}

/** `toolNames`: of the calls that have begun, by id. */
function plainly(part: SdkPart, toolNames: ReadonlyMap<string, string>): ModelPart[] {
  switch (part.type) {
    case "model-call-response-metadata":
      return [{ type: "response-start", ...(part.id !== undefined && { responseId: part.id }) }];
    case "reasoning-delta":
      return [{ type: "reasoning-delta", key: part.id, text: part.text }];
    case "reasoning-end":
      return [{ type: "reasoning-end", key: part.id }];
    case "text-delta":
      return [{ type: "text-delta", key: part.id, text: part.text }];
    case "text-end":
      return [{ type: "text-end", key: part.id }];
    case "tool-input-start":
      return [{ type: "tool-input", callId: part.id, name: part.toolName, delta: "" }];
    case "tool-input-delta":
      return [{ type: "tool-input", callId: part.id, name: toolNames.get(part.id) ?? "", delta: part.delta }];
    case "tool-call":
      // A tool that the provider runs by itself is none of ours.
      if (part.providerExecuted) return [];
      return [{ type: "tool-call", callId: part.toolCallId, name: part.toolName, args: part.input }];
    case "source":
      return part.sourceType === "url" ? [{ type: "source", url: part.url, title: part.title ?? null }] : [];
    case "model-call-end": {
      const reason = ownReason(part.finishReason);
      return reason === null ? [] : [{ type: "finish", reason, usage: part.usage.raw }];
    }
    case "error":
      return [{ type: "error", error: part.error }];
    case "reasoning-start":
    case "text-start":
    case "model-call-start":
    case "tool-input-end":
    case "tool-result":
    case "tool-error":
    case "tool-approval-request":
    case "tool-approval-response":
    case "file":
    case "reasoning-file":
    case "custom":
    case "raw":
    case "ping":
      return [];
    default:
      return part satisfies never;
  }
}

/** Null for the SDK's words for a stream that broke. */
export function ownReason(reason: string): Extract<ModelPart, { type: "finish" }>["reason"] | null {
  switch (reason) {
    case "stop":
    case "length":
    case "content-filter":
    case "tool-calls":
    case "other":
      return reason;
    default:
      return null;
  }
}
