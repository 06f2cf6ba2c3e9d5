/**
 * Owns: from the SDK's stream parts to drafts. Pure. Part ids are ours: those of providers return for other parts.
 * One part is open at a time; a delta of another opens anew. A thought without text leaves no part, unless it is sealed.
 */
import type { LanguageModelStreamPart } from "ai";
import type { Draft, FinishReason, ReasoningForm, Usage } from "#lib/reasoning/event.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { makeThinkSplitter, type Piece } from "#lib/reasoning/think-splitter.ts";
import type { OpenAiSeal } from "./to-ai.ts";
import { usageFrom } from "./usage.ts";

/** The SDK's parts, as far as they are read here. */
export type ModelPart =
  | Exclude<LanguageModelStreamPart, { type: "model-call-end" | "tool-call" }>
  | { type: "model-call-end"; finishReason: string; usage: { raw?: unknown } }
  | { type: "tool-call" };

export interface PartReader {
  /** What a part says, in order. An `error` part says nothing here; see `stream-step.ts`. */
  take(part: ModelPart): Draft[];
  /** Closes what is open. To be called once, at the end. */
  close(): Draft[];
  /** The provider's own finish; null as long as it did not say one. */
  readonly finish: FinishReason | null;
  readonly usage: Usage;
  /** Whether anything came that belongs to an answer. */
  readonly hasAnswer: boolean;
  /** Whether the model asked for a tool. */
  readonly wantsTool: boolean;
}

export function makePartReader(options: {
  nextPartId: () => string;
  form: ReasoningForm;
  issuer: string;
  mayWriteTags: boolean;
}): PartReader {
  let open: { kind: "reasoning" | "text"; key: string; partId: string } | null = null;
  let splitter: ReturnType<typeof makeThinkSplitter> | null = null;
  let finish: FinishReason | null = null;
  let rawUsage: unknown;
  let hasAnswer = false;
  let hasThought = false;
  let wantsTool = false;
  /** Of each reasoning item the texts of its parts, for its seal. */
  const items = new Map<string, { texts: Map<string, string[]>; isSealed: boolean }>();

  const closePart = (seal?: OpenAiSeal): Draft[] => {
    if (open === null) return [];
    const { kind, partId } = open;
    open = null;
    if (kind === "text") return [{ type: "text-end", partId }];
    return [{ type: "reasoning-end", partId, ...(seal !== undefined && { seal: { issuer: options.issuer, data: seal } }) }];
  };
  const openPart = (kind: "reasoning" | "text", key: string, form = options.form): { partId: string; drafts: Draft[] } => {
    if (open?.kind === kind && open.key === key) return { partId: open.partId, drafts: [] };
    const drafts = closePart();
    const partId = options.nextPartId();
    open = { kind, key, partId };
    if (kind === "reasoning") hasThought = true;
    drafts.push(kind === "text" ? { type: "text-start", partId } : { type: "reasoning-start", partId, form });
    return { partId, drafts };
  };
  const write = (kind: "reasoning" | "text", key: string, delta: string): Draft[] => {
    if (delta === "") return [];
    const { partId, drafts } = openPart(kind, key);
    drafts.push(kind === "text" ? { type: "text-delta", partId, delta } : { type: "reasoning-delta", partId, delta });
    return drafts;
  };

  let pieces = 0;
  const writePieces = (key: string, list: Piece[]): Draft[] =>
    list.flatMap((piece) => {
      if (piece.opens) pieces += 1;
      return write(piece.kind, `${key} ${pieces}`, piece.text);
    });
  const writeText = (key: string, text: string): Draft[] => {
    if (!options.mayWriteTags) return write("text", key, text);
    splitter ??= makeThinkSplitter();
    return writePieces(key, splitter.push(text));
  };
  const endText = (key: string): Draft[] => {
    const rest = splitter ? writePieces(key, splitter.end()) : [];
    splitter = null;
    return open?.kind === "text" || rest.length > 0 ? [...rest, ...closePart()] : rest;
  };

  const itemOf = (itemId: string) => {
    const item = items.get(itemId) ?? { texts: new Map<string, string[]>(), isSealed: false };
    items.set(itemId, item);
    return item;
  };
  const endThought = (key: string, openai: Record<string, unknown>): Draft[] => {
    const { itemId, reasoningEncryptedContent: encryptedContent } = openai;
    const isOpen = open?.kind === "reasoning" && open.key === key;
    if (typeof itemId !== "string" || typeof encryptedContent !== "string" || encryptedContent === "") {
      return isOpen ? closePart() : [];
    }
    const item = itemOf(itemId);
    // Parts the provider never closed all end with their item; the seal belongs to the last.
    const isLast = isOpen || open?.kind !== "reasoning" || !item.texts.has(open.key);
    if (item.isSealed || !isLast) return isOpen ? closePart() : [];
    item.isSealed = true;
    const summary = [...item.texts.values()].map((deltas) => deltas.join(""));
    const drafts = isOpen ? [] : openPart("reasoning", key, "sealed").drafts;
    return [...drafts, ...closePart({ itemId, encryptedContent, summary })];
  };

  return {
    take(part) {
      switch (part.type) {
        case "reasoning-delta": {
          hasAnswer = true;
          const itemId = metadataOf(part).itemId;
          if (typeof itemId === "string" && part.text !== "") {
            const { texts } = itemOf(itemId);
            const deltas = texts.get(part.id);
            if (deltas) deltas.push(part.text);
            else texts.set(part.id, [part.text]);
          }
          return write("reasoning", part.id, part.text);
        }
        case "reasoning-end":
          return endThought(part.id, metadataOf(part));
        case "text-delta":
          hasAnswer = true;
          return writeText(part.id, part.text);
        case "text-end":
          return endText(part.id);
        case "source":
          if (part.sourceType !== "url" || !/^https?:$/.test(URL.parse(part.url)?.protocol ?? "")) return [];
          return [{ type: "source", partId: options.nextPartId(), url: part.url, title: part.title ?? null }];
        case "tool-call":
          wantsTool = true;
          return [];
        case "model-call-response-metadata":
          hasAnswer = true;
          return [];
        case "model-call-end":
          finish = ownFinish(part.finishReason);
          rawUsage = part.usage.raw;
          return [];
        case "reasoning-start":
        case "text-start":
        case "model-call-start":
        case "tool-input-start":
        case "tool-input-delta":
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
        case "error":
          return [];
        default:
          return part satisfies never;
      }
    },
    close: () => [...endText("end"), ...closePart()],
    get finish() {
      return finish;
    },
    get usage() {
      return rawUsage === undefined ? unknownUsage : usageFrom(rawUsage, hasThought);
    },
    get hasAnswer() {
      return hasAnswer;
    },
    get wantsTool() {
      return wantsTool;
    },
  };
}

function ownFinish(reason: string): FinishReason | null {
  switch (reason) {
    case "stop":
    case "length":
    case "content-filter":
    case "tool-calls":
    case "other":
      return reason;
    default:
      // `error` and `interrupted` are the SDK's words for a stream that broke.
      return null;
  }
}

function metadataOf(part: { providerMetadata?: Record<string, Record<string, unknown>> }): Record<string, unknown> {
  return part.providerMetadata?.openai ?? {};
}
