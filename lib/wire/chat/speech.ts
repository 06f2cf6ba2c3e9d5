/** Owns: thoughts and answer as the deltas of one reasoning format. Pure; what is said is told at once, but for half a character or tag. */
import type { ReasoningFormat } from "#lib/core/exposure.ts";
import { makeWholeCharacters } from "../whole-characters.ts";
import type { ChatDelta } from "./delta.ts";
import { makeTagQuoter } from "./quote-tags.ts";

export interface Speech {
  think(partId: string, text: string): ChatDelta[];
  say(text: string): ChatDelta[];
  /** A model call begins: what it answers is a paragraph of its own. */
  newStep(): void;
  /** Ends whatever is open, before calls and before the end. */
  pause(): ChatDelta[];
  /** UTF-16 units of `content` so far. */
  length(): number;
}

/** Between two thoughts, and between the answers of two model calls. */
export const seam = "\n\n";

export function makeSpeech(format: ReasoningFormat): Speech {
  const characters = makeWholeCharacters();
  const tags = makeTagQuoter();
  let open: "reasoning" | "text" | null = null;
  let thoughtId: string | null = null;
  let isNewStep = false;
  let hasAnswered = false;
  let isInTags = false;
  let contentLength = 0;
  let lastLetter = "\n";

  const content = (said: string): ChatDelta[] => {
    const text = said.toWellFormed();
    if (text === "") return [];
    contentLength += text.length;
    lastLetter = text.slice(-1);
    return [{ content: text }];
  };
  const thought = (said: string): ChatDelta[] => {
    const text = said.toWellFormed();
    if (text === "") return [];
    switch (format) {
      case "reasoning_content":
        return [{ reasoning_content: text }];
      case "reasoning":
        return [{ reasoning: text }];
      case "both":
        return [{ reasoning_content: text, reasoning: text }];
      case "tags":
        return content(text);
      default:
        return format satisfies never;
    }
  };
  /** An opening tag counts only where a line begins. */
  const openTag = () => {
    if (format !== "tags" || isInTags) return "";
    isInTags = true;
    return `${lastLetter === "\n" ? "" : "\n"}<think>`;
  };
  const closeTag = () => {
    if (!isInTags) return "";
    isInTags = false;
    return "</think>\n\n";
  };
  const quoted = (text: string) => (format === "tags" ? tags.push(text) : text);

  /** What was kept back of the stretch that ends here. */
  function finishStretch(): ChatDelta[] {
    const left = characters.rest();
    if (open === "reasoning") return thought(format === "tags" ? quoted(left) + tags.end() : left);
    return open === "text" ? content(left) : [];
  }

  return {
    think(partId, text) {
      if (text === "") return [];
      const isSame = open === "reasoning" && thoughtId === partId;
      const before = isSame ? [] : finishStretch();
      const follows = !isSame && thoughtId !== null && (format !== "tags" || isInTags);
      const head = openTag() + (follows ? seam : "");
      open = "reasoning";
      thoughtId = partId;
      return [...before, ...thought(head + quoted(characters.take(text)))];
    },
    say(text) {
      if (text === "") return [];
      const before = open === "reasoning" ? finishStretch() : [];
      const head = closeTag() || (isNewStep && hasAnswered ? seam : "");
      open = "text";
      hasAnswered = true;
      isNewStep = false;
      return [...before, ...content(head + characters.take(text))];
    },
    newStep() {
      isNewStep = true;
    },
    pause() {
      const before = finishStretch();
      open = null;
      return [...before, ...content(closeTag())];
    },
    length: () => contentLength,
  };
}
