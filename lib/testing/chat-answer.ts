/** Owns: reading the bytes of a chat answer in process, from the reader's parts to drafts. */
import type { ModelPart } from "#lib/models/model-part.ts";
import { makePartReader } from "#lib/models/part-reader.ts";
import { type ChatReaderOptions, makeChatReader } from "#lib/models/providers/chat-stream.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import { partsOf } from "./step.ts";
import type { ReadPart } from "./upstream/chat-fixtures/fixture.ts";

export interface ReadAnswer {
  drafts: Draft[];
  finish: string | null;
  usage: unknown;
  /** The `error` part, if there was one. */
  error: unknown;
  responseId: string | null;
}

/** `chunks`: the answer as it arrives. Calls without an id are named `made 1`, `made 2`, … */
export function readAnswer(chunks: readonly Uint8Array[], options: ChatReaderOptions = {}): ReadAnswer {
  let [made, ids] = [0, 0];
  const reader = makeChatReader({ makeCallId: () => `made ${++made}`, ...options });
  const drafter = makePartReader({ nextPartId: () => `p${++ids}`, form: "full", issuer: "i", mayWriteTags: false });
  const drafts: Draft[] = [];
  let error: unknown;
  const take = (parts: ModelPart[]) => {
    for (const part of parts) {
      if (part.type === "error") error ??= part.error;
      drafts.push(...drafter.take(part));
    }
  };
  for (const chunk of chunks) take(reader.push(chunk));
  take(reader.end());
  drafts.push(...drafter.close());
  const { finish, responseId } = drafter;
  return { drafts, finish, usage: finish === null ? null : drafter.usage, error, responseId };
}

/** What was read, in the words of fixtures. */
export function readParts(drafts: readonly Draft[]): ReadPart[] {
  const parts = partsOf([...drafts]).values();
  return drafts.flatMap((draft): ReadPart[] => {
    if (draft.type === "tool-call") {
      const { name, args, callId, seal } = draft;
      return [{ kind: "call", callId, name, args, ...(seal && { seal: seal.data }) }];
    }
    if (draft.type !== "reasoning-start" && draft.type !== "text-start") return [];
    const part = parts.next().value;
    if (part === undefined) return [];
    const { kind, text, seal, isCut } = part;
    return [{ kind, text, ...(seal && { seal: seal.data }), ...(isCut && { isCut }) }];
  });
}

const encoder = new TextEncoder();

/** Frames of a stream, given as deltas, with an optional finish at the end. */
export function framesOf(deltas: readonly object[], finish: string | null = "stop"): Uint8Array[] {
  const frame = (delta: object, finish_reason: string | null) =>
    `data: ${JSON.stringify({ id: "c", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  return [...deltas.map((delta) => frame(delta, null)), ...(finish === null ? [] : [frame({}, finish)])].map((text) =>
    encoder.encode(text),
  );
}

export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}
