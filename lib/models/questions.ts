/** Owns: what is asked, whole: the person's messages, with the words for a thought that was cut. Pure. */
import type { PromptImage, PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { unfinishedThoughtText } from "./unfinished-thought.ts";

type Part = { kind: "image"; image: PromptImage } | { kind: "text"; text: string };
export interface Question {
  role: "user";
  /** Pictures stand before the words about them. Never two texts in a row. */
  parts: Part[];
}
export type JoinedMessage = Question | Exclude<PromptMessage, { role: "user" | "unfinished-thought" }>;

/** Questions left next to each other become one, for the many chat templates that want roles to alternate. */
export function joinQuestions(messages: readonly PromptMessage[]): JoinedMessage[] {
  const result: JoinedMessage[] = [];
  for (const message of messages) {
    if (message.role !== "user" && message.role !== "unfinished-thought") {
      result.push(message);
      continue;
    }
    const last = result.at(-1);
    if (last?.role === "user") addTo(last.parts, message);
    else result.push({ role: "user", parts: addTo([], message) });
  }
  return result;
}

/** What the model is told before everything else; null: nothing. For wires that have a place of its own for it. */
export function systemText(messages: readonly PromptMessage[]): string | null {
  const [first] = messages;
  return first?.role === "system" ? first.text : null;
}

/** A text where there are only words, else a list of what `image` and `text` make of each part. */
export function contentOf<T>({ parts }: Question, image: (image: PromptImage) => T, text: (text: string) => T): string | T[] {
  const [first] = parts;
  if (first?.kind === "text" && parts.length === 1) return first.text;
  return parts.map((part) => (part.kind === "image" ? image(part.image) : text(part.text)));
}

/** As every wire that takes pictures as addresses takes it. */
export function dataUrl({ mediaType, data }: PromptImage): string {
  return `data:${mediaType};base64,${data}`;
}

function addTo(parts: Part[], message: Extract<PromptMessage, { role: "user" | "unfinished-thought" }>): Part[] {
  const images = message.role === "user" ? (message.images ?? []) : [];
  const text = message.role === "user" ? message.text : unfinishedThoughtText(message.text);
  parts.push(...images.map((image) => ({ kind: "image" as const, image })));
  if (text === "" && images.length > 0) return parts;
  const last = parts.at(-1);
  if (last?.kind === "text") last.text += `\n\n${text}`;
  else parts.push({ kind: "text", text });
  return parts;
}
