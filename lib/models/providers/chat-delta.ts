/**
 * Owns: where in a delta, or in a whole message, its words stand, and in which order they are read: thoughts first, from the
 * place that says most to the one that says least; then the content; then refusals and calls.
 */
import type { ChatText } from "./chat-text.ts";
import type { ChatWriter } from "./chat-writer.ts";
import { isRecord, recordOf } from "./json-record.ts";
import type { SealedLists, SealedPiece } from "./sealed-lists.ts";
import type { ToolFragments } from "./tool-fragments.ts";

export interface DeltaReaders {
  writer: ChatWriter;
  content: ChatText;
  tools: ToolFragments;
  sealed: SealedLists;
  /** Before a call. */
  moveOn: () => void;
}

const fields = ["reasoning_content", "reasoning", "reasoning_text", "thinking"];

export function makeDeltaReader({ writer, content, tools, sealed, moveOn }: DeltaReaders) {
  let written = "";
  let hasRefused = false;
  let saidOpen = false;

  const readPiece = (source: string, { text, isSummary, isNewEntry, isRedacted }: SealedPiece): boolean => {
    if (isRedacted) writer.endThought("redacted");
    if (text !== "") writer.thought(source, text, { opens: isNewEntry, ...(isSummary && { form: "summary" as const }) });
    return text !== "";
  };
  const readList = (list: unknown, source: string, read: (piece: Record<string, unknown>) => SealedPiece): boolean => {
    let hasSpoken = false;
    for (const entry of Array.isArray(list) ? list : []) {
      const piece = recordOf(entry);
      if (isWithheld(piece)) writer.endThought();
      hasSpoken = readPiece(source, read(piece)) || hasSpoken;
    }
    return hasSpoken;
  };
  const readThoughts = (delta: Record<string, unknown>) => {
    let hasSpoken = false;
    if (delta.reasoning_details) hasSpoken = readList(delta.reasoning_details, "details", sealed.detail);
    if (delta.thinking_blocks) hasSpoken = readList(delta.thinking_blocks, "blocks", sealed.block) || hasSpoken;
    for (const field of fields) {
      const value = delta[field];
      if (value === undefined || value === null || value === "") continue;
      const text = typeof value === "string" ? value : textOf(value);
      if (text === "") continue;
      writer.thought(field, text, hasSpoken ? { isBeside: true } : undefined);
      hasSpoken = true;
    }
  };
  const readText = (text: string) => {
    if (!sealed.isCumulative) {
      content.push(text);
      return;
    }
    const isWhole = text.startsWith(written);
    const news = isWhole ? text.slice(written.length) : text;
    written += news;
    content.push(news);
  };
  const readPart = (part: unknown) => {
    const { type, closed } = recordOf(part);
    if (type !== "thinking" && type !== "reasoning") {
      readText(textOf(part));
      return;
    }
    const text = textOf(part);
    if (text !== "") writer.thought("parts", text);
    // Some servers call every piece closed.
    if (closed === true && saidOpen) writer.endThought();
    saidOpen = closed === false;
  };

  const readContent = (content: unknown, isThought: boolean) => {
    if (typeof content === "string") {
      if (!isThought) readText(content);
      // Gemini marks a thought beside the content, and some of its versions in tags within as well.
      else if (content !== "") writer.thought("parts", content.replace(/^<thought>|<\/thought>$/g, ""));
    } else if (Array.isArray(content)) for (const part of content) readPart(part);
    else if (content) readPart(content);
  };

  return {
    read(delta: Record<string, unknown>): void {
      readThoughts(delta);
      const google = recordOf(recordOf(delta.extra_content).google);
      readContent(delta.content, google.thought === true);
      if (delta.refusal) {
        const refusal = textOf(delta.refusal);
        hasRefused ||= refusal !== "";
        if (refusal !== "") writer.text(refusal);
      }
      const { tool_calls: calls, function_call: call, extra_content: extra } = delta;
      if (isRecord(extra) && google.thought_signature) writer.sealText({ extra_content: extra });
      const asked = Array.isArray(calls) ? calls : isRecord(call) ? [{ index: 0, function: call }] : [];
      if (asked.length === 0) return;
      moveOn();
      for (const fragment of asked) tools.read(fragment);
    },
    get hasRefused() {
      return hasRefused;
    },
  };
}

/** A thought that the provider keeps from everybody is one by itself. */
function isWithheld({ type, format }: Record<string, unknown>): boolean {
  return (
    type === "redacted_thinking" || (type === "reasoning.encrypted" && typeof format === "string" && /^anthropic/.test(format))
  );
}

/** The words in a field, whichever way a server wraps them. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join("");
  const { text, thinking, content, summary } = recordOf(value);
  return textOf(text ?? thinking ?? content ?? summary ?? "");
}
