/** What programs ask, and who they are, for tests. Everything has a default; say only what the test is about. */
import type { Caller, KeyPolicy } from "#lib/core/caller.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { Ask, AskCall, AskMessage } from "#lib/wire/request/ask.ts";

function aKey(key: Partial<KeyPolicy> = {}): KeyPolicy {
  const free = { models: null, usesTools: true, spending: null, requestsPerMinute: null } as const;
  return { id: "key_1", name: "A key", exposure: "full", format: "reasoning_content", ...free, ...key };
}

/** Null: no key. */
export function aCaller(viewer: Viewer, key: Partial<KeyPolicy> | null = {}): Caller {
  return { viewer, key: key === null ? null : aKey(key) };
}

export function anAsk(messages: AskMessage[], ask: Partial<Ask> = {}): Ask {
  return {
    surface: "chat-completions",
    messages,
    instructions: null,
    modelId: "scripted/two",
    effort: null,
    outputLimit: null,
    mostSteps: null,
    timeZone: null,
    tools: [],
    settings: {},
    threadId: null,
    idempotencyKey: null,
    ...ask,
  };
}

export const says = (text: string): AskMessage => ({ role: "user", text });
export const answers = (text: string, ...calls: AskCall[]): AskMessage => {
  return { role: "assistant", text, calls };
};
export const brings = (callId: string, text: string, isError = false): AskMessage => ({ role: "tool", callId, text, isError });
