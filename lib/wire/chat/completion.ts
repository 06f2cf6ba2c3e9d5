/** Owns: a chat completion in one piece, put together of the very deltas that a stream sends, so that both say the same. */
import type { Batches } from "../batches.ts";
import { runErrorOf } from "../run-error.ts";
import type { ChunkHead } from "./chunks.ts";
import type { ChatDelta, ChatEnding, ChatFinish, ChatUsage, UrlCitation } from "./delta.ts";
import { makeProjection, type ProjectionOptions } from "./projection.ts";

export interface ChatMessage {
  role: "assistant";
  /** Null beside calls. */
  content: string | null;
  refusal: null;
  reasoning_content?: string;
  reasoning?: string;
  tool_calls?: { id: string; type: "function"; function: { name: string; arguments: string } }[];
  annotations?: UrlCitation[];
}

export interface ChatCompletion extends ChunkHead {
  object: "chat.completion";
  choices: [{ index: 0; message: ChatMessage; logprobs: null; finish_reason: ChatFinish }];
  /** Null when the provider did not count. */
  usage: ChatUsage | null;
}

/** Reads to the end of the segment. Events that stop before it are those of a run that was removed, or the reader left. */
export async function readAnswer(
  batches: Batches,
  options: ProjectionOptions,
): Promise<{ deltas: ChatDelta[]; ending: ChatEnding }> {
  const projection = makeProjection(options);
  const deltas: ChatDelta[] = [];
  for await (const batch of batches) {
    if (batch === "silence") continue;
    for (const event of batch) deltas.push(...projection.push(event));
    const ending = projection.ending();
    if (ending) return { deltas, ending };
  }
  return { deltas, ending: { kind: "error", error: runErrorOf("lost") } };
}

export function chatCompletion(
  head: ChunkHead,
  deltas: readonly ChatDelta[],
  { finish, usage }: Extract<ChatEnding, { kind: "finish" }>,
): ChatCompletion {
  const choice = { index: 0, message: assemble(deltas), logprobs: null, finish_reason: finish } as const;
  return { ...head, object: "chat.completion", choices: [choice], usage };
}

/** What a client makes of a stream. */
export function assemble(deltas: readonly ChatDelta[]): ChatMessage {
  const content = deltas.map((delta) => delta.content ?? "").join("");
  const reasoningContent = deltas.map((delta) => delta.reasoning_content ?? "").join("");
  const reasoning = deltas.map((delta) => delta.reasoning ?? "").join("");
  const calls = assembleCalls(deltas);
  const annotations = deltas.flatMap((delta) => delta.annotations ?? []);
  return {
    role: "assistant",
    content: content === "" && calls.length > 0 ? null : content,
    refusal: null,
    ...(reasoningContent !== "" && { reasoning_content: reasoningContent }),
    ...(reasoning !== "" && { reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(annotations.length > 0 && { annotations }),
  };
}

function assembleCalls(deltas: readonly ChatDelta[]): NonNullable<ChatMessage["tool_calls"]> {
  const pieces = Map.groupBy(
    deltas.flatMap((delta) => delta.tool_calls ?? []),
    (piece) => piece.index,
  );
  return [...pieces.values()].map((all) => ({
    id: all.find((piece) => piece.id !== undefined)?.id ?? "",
    type: "function",
    function: {
      name: all.map((piece) => piece.function.name ?? "").join(""),
      arguments: all.map((piece) => piece.function.arguments).join(""),
    },
  }));
}
