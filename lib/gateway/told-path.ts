/** Owns: what a client tells of a conversation, as turns and what was answered to each. Pure. */
import { AppError } from "#lib/core/errors.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import { makeThinkSplitter } from "#lib/reasoning/think-splitter.ts";
import type { ImportedStep } from "#lib/runs/start-extra.ts";
import { readPartId } from "#lib/wire/ids.ts";
import type { AskMessage } from "#lib/wire/request/ask.ts";

export interface ToldTurn {
  text: string;
  images: PromptImage[];
  /** What followed, as far as the client tells it. Empty: nothing did. */
  steps: ImportedStep[];
}

/** A result of a call that is in none of the messages; its id is one of ours. */
export interface LooseResult {
  callId: string;
  text: string;
  isError: boolean;
}

export interface ToldPath {
  turns: ToldTurn[];
  /** Of calls made before the first of these turns, or where there are no turns. */
  earlierResults: LooseResult[];
  /** Of calls made after the last of these turns. */
  results: LooseResult[];
}

/** A conversation alternates; where the client lets the assistant begin, this stands for what it answered. */
export const openingText = "(The assistant speaks first.)";

type Call = ImportedStep["calls"][number];
type ToolMessage = Extract<AskMessage, { role: "tool" }>;

/**
 * Messages that say nothing are passed over. Two of a user in a row are two turns, the first unanswered. Throws AppError `bad-request`
 * (`messages`) when there is nothing to answer, or a result of a call that nobody made.
 */
export function readToldPath(messages: readonly AskMessage[]): ToldPath {
  const path: ToldPath = { turns: [], earlierResults: [], results: [] };
  const calls = new Map<string, Call>();
  for (const message of messages.filter(saysSomething)) {
    if (path.results.length > 0 && message.role !== "tool") throw unasked(path.results[0]?.callId ?? "");
    switch (message.role) {
      case "user":
        path.turns.push({ text: message.text, images: message.images ?? [], steps: [] });
        break;
      case "assistant": {
        const step = { text: withoutThoughts(message.text), calls: message.calls.map((call) => ({ ...call, result: null })) };
        if (step.text === "" && step.calls.length === 0) break;
        if (path.turns.length === 0) path.turns.push({ text: openingText, images: [], steps: [] });
        path.turns.at(-1)?.steps.push(step);
        for (const call of step.calls) calls.set(call.callId, call);
        break;
      }
      case "tool":
        take(message, calls.get(message.callId), path);
        break;
      default:
        message satisfies never;
    }
  }
  checkEnd(messages, path);
  return path;
}

function take({ callId, text, isError }: ToolMessage, call: Call | undefined, path: ToldPath): void {
  if (call !== undefined) {
    call.result = { text, isError };
    return;
  }
  if (readPartId("call", callId) === null) throw unasked(callId);
  (path.turns.length === 0 ? path.earlierResults : path.results).push({ callId, text, isError });
}

/** Tags may hold thoughts, which are no part of what was said. */
export function withoutThoughts(text: string): string {
  if (!text.includes("<")) return text;
  const splitter = makeThinkSplitter();
  const pieces = [...splitter.push(text), ...splitter.end()];
  return pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join("");
}

function saysSomething(message: AskMessage): boolean {
  switch (message.role) {
    case "user":
      return message.text.trim() !== "" || (message.images ?? []).length > 0;
    case "assistant":
      return message.text.trim() !== "" || message.calls.length > 0;
    case "tool":
      return true;
    default:
      return message satisfies never;
  }
}

function checkEnd(messages: readonly AskMessage[], { turns, earlierResults }: ToldPath): void {
  if (turns.length === 0 && earlierResults.length === 0) {
    throw wrong("There is no message of a user to answer.", "Send at least one with a text or a picture.");
  }
  const last = messages.findLast(saysSomething);
  if (last?.role === "assistant") {
    throw wrong("The last message is the assistant's.", "The last message must be a user's or the result of a tool.");
  }
}

/** A result that answers nothing. */
export function unasked(callId: string): AppError {
  const name = JSON.stringify(callId.length > 80 ? `${callId.slice(0, 80)}…` : callId);
  return wrong(
    `There is a result of the tool call ${name}, but no message before it makes that call.`,
    "Send the assistant's message with the call before its result.",
  );
}

function wrong(message: string, suggestion: string): AppError {
  return new AppError("bad-request", { field: "messages", message, suggestion });
}
