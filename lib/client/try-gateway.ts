/** Owns: asking our own address for chat completions as a program does: with a key, streamed, and measured. */
import { readAnswerId } from "#lib/wire/ids.ts";
import { createFrameReader } from "#lib/wire/read-frames.ts";
import { unreachable } from "./api-error.ts";
import { parseJson } from "./call.ts";
import { chunksOf } from "./connect.ts";

/** A question on its way, as far as it has come. Times in milliseconds since it was sent; null: not yet. */
export interface Trial {
  phase: "asking" | "answering" | "done" | "stopped" | "failed";
  firstByteMs: number | null;
  firstThoughtMs: number | null;
  firstTextMs: number | null;
  totalMs: number | null;
  thought: string;
  text: string;
  /** As counted; null when nobody said. */
  thoughtTokens: number | null;
  /** The run that answers. */
  runId: string | null;
  /** What went wrong, in sentences. */
  failure: { message: string; detail: string } | null;
}

export const newTrial: Trial = {
  phase: "asking",
  firstByteMs: null,
  firstThoughtMs: null,
  firstTextMs: null,
  totalMs: null,
  thought: "",
  text: "",
  thoughtTokens: null,
  runId: null,
  failure: null,
};

export interface TryOptions {
  key: string;
  modelId: string;
  question: string;
  /** Stops it, at the provider too. */
  signal: AbortSignal;
  onChange(trial: Trial): void;
  fetch?: typeof fetch;
  now?: () => number;
}

interface Chunk {
  id?: string;
  choices?: { delta?: { content?: string | null; reasoning_content?: string | null }; finish_reason?: string | null }[];
  usage?: { completion_tokens_details?: { reasoning_tokens?: number | null } | null } | null;
  error?: { message?: string };
}

/** Resolves when it is over, whichever way; never rejects. */
export async function tryGateway(options: TryOptions): Promise<void> {
  const {
    key,
    modelId,
    question,
    signal,
    onChange,
    fetch: send = (...all) => fetch(...all),
    now = () => performance.now(),
  } = options;
  const sentAt = now();
  const since = () => Math.round(now() - sentAt);
  let trial = newTrial;
  const change = (patch: Partial<Trial>) => {
    trial = { ...trial, ...patch };
    onChange(trial);
  };
  const end = (patch: Pick<Trial, "phase"> & Partial<Trial>) => change({ totalMs: since(), ...patch });
  const fail = (message: string, detail = "") => end({ phase: "failed", failure: { message, detail } });
  change({});
  try {
    const response = await send("/v1/chat/completions", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({
        model: modelId,
        stream: true,
        stream_options: { include_usage: true },
        reasoning_format: "reasoning_content",
        messages: [{ role: "user", content: question }],
      }),
      cache: "no-store",
      signal,
    });
    if (!response.ok || response.body === null) return fail(messageIn(parseJson(await response.text()), response.status));
    let finish: string | null = null;
    let failure: string | null = null;
    const take = (chunk: Chunk | null) => {
      if (chunk === null) return;
      if (chunk.error) failure = messageIn(chunk, 200);
      const [choice] = chunk.choices ?? [];
      finish = choice?.finish_reason ?? finish;
      const thought = choice?.delta?.reasoning_content ?? "";
      const text = choice?.delta?.content ?? "";
      change({
        phase: "answering",
        runId: trial.runId ?? readAnswerId("chat", chunk.id ?? "")?.runId ?? null,
        thought: trial.thought + thought,
        text: trial.text + text,
        firstThoughtMs: trial.firstThoughtMs ?? (thought === "" ? null : since()),
        firstTextMs: trial.firstTextMs ?? (text === "" ? null : since()),
        thoughtTokens: chunk.usage?.completion_tokens_details?.reasoning_tokens ?? trial.thoughtTokens,
      });
    };
    const reader = createFrameReader<Chunk | null>((_event, chunk) => take(chunk), readChunk);
    const decoder = new TextDecoder();
    for await (const bytes of chunksOf(response.body)) {
      if (trial.firstByteMs === null) change({ firstByteMs: since() });
      reader.feed(decoder.decode(bytes, { stream: true }));
    }
    if (failure !== null) fail(failure);
    else if (finish === null)
      fail("The answer broke off before its end.", "It may have been stopped here. What there is of it is kept.");
    else end({ phase: "done" });
  } catch {
    // Nothing that can be told apart: the line was refused or lost, or the person stopped it.
    if (signal.aborted) return end({ phase: "stopped" });
    const { message, suggestion } = unreachable(typeof navigator === "undefined" || navigator.onLine !== false);
    fail(message, suggestion);
  }
}

/** Null for the word that ends a stream. */
function readChunk(text: string): Chunk | null {
  return text === "[DONE]" ? null : (JSON.parse(text) as Chunk);
}

function messageIn(body: unknown, status: number): string {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : null;
  return typeof message === "string" ? message : `Something other than Aloud answered, with status ${status}.`;
}
