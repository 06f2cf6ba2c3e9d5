/**
 * Owns: from the parts of any provider's answer to drafts. Pure. Part ids are ours: those of providers return for other parts.
 * One part of text is open at a time; a delta of another opens anew. A thought without text leaves no part, unless the provider says
 * that there is one which it keeps.
 */
import type { Draft, FinishReason, ReasoningForm, Seal, Usage } from "#lib/reasoning/event.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { makeThinkSplitter, type Piece } from "#lib/reasoning/think-splitter.ts";
import { type ClaimCallId, makeCallIds } from "./call-ids.ts";
import { makeCallReader, type ReadToolCall } from "./call-reader.ts";
import type { ModelPart } from "./model-part.ts";
import { usageFrom } from "./usage.ts";

export interface PartReader {
  /** What a part says, in order. An `error` part says nothing here; see `stream-step.ts`. */
  take(part: ModelPart): Draft[];
  /** From here to the answer's text, thoughts that end were cut. */
  cutThoughts(): void;
  /** Closes what is open. To be called once, at the end. */
  close(): Draft[];
  /** The provider's own finish; null as long as it did not say one. */
  readonly finish: FinishReason | null;
  readonly usage: Usage;
  readonly responseId: string | null;
  /** Whether anything came that belongs to an answer. */
  readonly hasAnswer: boolean;
  /** Whether anything visible of the answer's text came. */
  readonly hasText: boolean;
  readonly toolCalls: readonly ReadToolCall[];
  /** All thoughts so far. */
  thoughtText(): string;
}

type OpenPart =
  | { kind: "text"; key: string; partId: string }
  | { kind: "reasoning"; key: string; partId: string; form: ReasoningForm };

export function makePartReader(options: {
  nextPartId: () => string;
  /** Absent: ids are unique within this answer. */
  claimCallId?: ClaimCallId | undefined;
  form: ReasoningForm;
  issuer: string;
  mayWriteTags: boolean;
  startsInside?: boolean;
}): PartReader {
  let open: OpenPart | null = null;
  let splitter: ReturnType<typeof makeThinkSplitter> | null = null;
  let isFirstText = true;
  let finish: FinishReason | null = null;
  let rawUsage: unknown;
  let responseId: string | null = null;
  let hasAnswer = false;
  let hasText = false;
  let isCutting = false;
  const thoughts: string[] = [];
  const calls = makeCallReader(options.nextPartId, options.claimCallId ?? makeCallIds());
  /** Of each key the thoughts that no seal proves so far. */
  const unsealed = new Map<string, string[]>();

  const sealOf = (data: unknown, covers: readonly string[] = []): Seal => {
    const partIds = covers.flatMap((key) => unsealed.get(key) ?? []);
    for (const key of covers) unsealed.delete(key);
    return { issuer: options.issuer, data, ...(partIds.length > 0 && { covers: partIds }) };
  };
  const closePart = ({ seal, isCut = false }: { seal?: Seal; isCut?: boolean } = {}): Draft[] => {
    if (open === null) return [];
    const { kind, key, partId } = open;
    open = null;
    if (kind === "text") return [{ type: "text-end", partId, ...(seal && { seal }) }];
    if (isCut || isCutting) return [{ type: "reasoning-end", partId, isCut: true }];
    if (seal) return [{ type: "reasoning-end", partId, seal }];
    const known = unsealed.get(key);
    if (known) known.push(partId);
    else unsealed.set(key, [partId]);
    return [{ type: "reasoning-end", partId }];
  };
  const openThought = (key: string, form: ReasoningForm | undefined): Draft[] => {
    if (open?.kind === "reasoning" && open.key === key && (form ?? open.form) === open.form) return [];
    const drafts = closePart();
    open = { kind: "reasoning", key, partId: options.nextPartId(), form: form ?? options.form };
    thoughts.push("\n\n");
    drafts.push({ type: "reasoning-start", partId: open.partId, form: open.form });
    return drafts;
  };
  const openText = (key: string): Draft[] => {
    if (open?.kind === "text" && open.key === key) return [];
    const drafts = closePart();
    isCutting = false;
    open = { kind: "text", key, partId: options.nextPartId() };
    drafts.push({ type: "text-start", partId: open.partId });
    return drafts;
  };
  const write = (kind: "reasoning" | "text", key: string, delta: string, form?: ReasoningForm): Draft[] => {
    if (delta === "") return [];
    const drafts = kind === "text" ? openText(key) : openThought(key, form);
    const partId = open?.partId ?? "";
    if (kind === "text") hasText ||= delta.trim() !== "";
    else thoughts.push(delta);
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
    splitter ??= makeThinkSplitter({ startsInside: isFirstText && options.startsInside === true });
    isFirstText = false;
    return writePieces(key, splitter.push(text));
  };
  const flushText = (key: string): Draft[] => {
    const rest = splitter ? writePieces(key, splitter.end()) : [];
    splitter = null;
    return rest;
  };
  const endText = (key: string, data: unknown): Draft[] => {
    const drafts = flushText(key);
    if (data !== undefined && open?.kind !== "text") drafts.push(...openText(key));
    const isEnded = open?.kind === "text" || drafts.length > 0;
    return isEnded ? [...drafts, ...closePart(data === undefined ? {} : { seal: sealOf(data) })] : drafts;
  };
  const endThought = ({ key, seal: data, covers, form }: Extract<ModelPart, { type: "reasoning-end" }>): Draft[] => {
    const isOpen = open?.kind === "reasoning" && open.key === key;
    const isKept = data !== undefined || form === "sealed" || form === "redacted";
    if (!isOpen && !isKept) return [];
    const drafts = isOpen ? [] : openThought(key, form ?? "sealed");
    return [...drafts, ...closePart(data === undefined ? {} : { seal: sealOf(data, covers) })];
  };
  const moveOn = (): Draft[] => [...flushText("tool"), ...closePart()];

  return {
    take(part) {
      switch (part.type) {
        case "response-start":
          hasAnswer = true;
          responseId ??= part.responseId ?? null;
          return [];
        case "reasoning-delta":
          hasAnswer = true;
          if (part.text === "" && (part.form === "sealed" || part.form === "redacted")) return openThought(part.key, part.form);
          return write("reasoning", part.key, part.text, part.form);
        case "reasoning-end":
          hasAnswer = true;
          return endThought(part);
        case "text-delta":
          hasAnswer = true;
          return writeText(part.key, part.text);
        case "text-end":
          return endText(part.key, part.seal);
        case "tool-input":
          hasAnswer = true;
          return [...moveOn(), ...calls.write(part)];
        case "tool-call":
          hasAnswer = true;
          return [...moveOn(), ...calls.finish(part, part.seal === undefined ? null : sealOf(part.seal))];
        case "source":
          if (!/^https?:$/.test(URL.parse(part.url)?.protocol ?? "")) return [];
          return [{ type: "source", partId: options.nextPartId(), url: part.url, title: part.title }];
        case "finish":
          finish = part.reason;
          rawUsage = part.usage;
          return [];
        case "error":
          return [];
        default:
          return part satisfies never;
      }
    },
    cutThoughts() {
      isCutting = true;
    },
    close: () => [
      ...flushText("end"),
      ...closePart({ isCut: finish === null || finish === "length" || finish === "content-filter" }),
    ],
    get finish() {
      return finish;
    },
    get usage() {
      return rawUsage === undefined || rawUsage === null ? unknownUsage : usageFrom(rawUsage, thoughts.length > 0);
    },
    get responseId() {
      return responseId;
    },
    get hasAnswer() {
      return hasAnswer;
    },
    get hasText() {
      return hasText;
    },
    toolCalls: calls.calls,
    thoughtText: () => thoughts.join("").trim(),
  };
}
