/** Owns: the wire format of `POST /chat/completions` with `stream: true`, as OpenAI-compatible servers write it. */
import { type Action, tokensOf, type WireUsage } from "./scenario.ts";
import type { Wire } from "./wire.ts";

const finishReasons = { stop: "stop", length: "length", "content-filter": "content_filter", "tool-calls": "tool_calls" } as const;

export function makeChatWire(model: string, includeUsage: boolean): Wire {
  const id = `chatcmpl-${model}`;
  let isInTags = false;
  let calls = 0;
  const chunk = (body: object) => frame({ id, object: "chat.completion.chunk", created: 1_700_000_000, model, ...body });
  const delta = (value: object, finish: string | null = null) =>
    chunk({ choices: [{ index: 0, delta: value, logprobs: null, finish_reason: finish }] });
  const leaveTags = () => {
    if (!isInTags) return [];
    isInTags = false;
    return [delta({ content: "</think>" })];
  };

  return {
    begin: () => [delta({ role: "assistant", content: "" })],
    thought(token, field) {
      switch (field) {
        case "reasoning_content":
          return [delta({ reasoning_content: token })];
        case "reasoning":
          return [delta({ reasoning: token, content: "" })];
        case "empty-beside":
          return [delta({ reasoning_content: "", reasoning: token, content: null })];
        case "tags": {
          const frames = isInTags ? [] : [delta({ content: "<think>" })];
          isInTags = true;
          return [...frames, delta({ content: token })];
        }
        default:
          return field satisfies never;
      }
    },
    newThought: () => [],
    text: (token) => [...leaveTags(), delta({ content: token })],
    sealed: () => [],
    toolCall({ id: callId, name, args }) {
      const index = calls;
      calls += 1;
      const pieces = tokensOf(args, "letters").map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] }));
      const head = { index, id: callId, type: "function", function: { name, arguments: "" } };
      return [...leaveTags(), delta({ content: null, tool_calls: [head] }), ...pieces];
    },
    error: ({ code, type, message }: Action & { kind: "error" }) => [frame({ error: { message, type, param: null, code } })],
    finish(reason, usage) {
      const frames = [...leaveTags(), delta({}, finishReasons[reason])];
      if (usage && includeUsage) frames.push(chunk({ choices: [], usage: chatUsage(usage) }));
      return [...frames, "data: [DONE]\n\n"];
    },
  };
}

function chatUsage(usage: WireUsage) {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    ...(usage.cached !== null && { prompt_tokens_details: { cached_tokens: usage.cached } }),
    ...(usage.reasoning !== null && { completion_tokens_details: { reasoning_tokens: usage.reasoning } }),
  };
}

function frame(body: object): string {
  return `data: ${JSON.stringify(body)}\n\n`;
}
