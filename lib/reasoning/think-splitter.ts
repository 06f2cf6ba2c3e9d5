/**
 * Owns: telling thinking from answer in the text of models that mark it with tags, while it streams.
 *
 * An opening tag counts at the start of the output, at the start of a line, or right after another block; in the middle
 * of a line it is text that talks about a tag. Inside a thought, opening tags count wherever they are, and nest. A closing tag
 * counts anywhere; one without an opener is dropped, and so is an empty tag. Nothing counts inside Markdown code. Code
 * that a thought leaves open hides no closing tag: the tag is held until the code closes after it, or does not.
 *
 * A thought that is never closed stays a thought. It was shown and stored as one while it grew, most often it was cut off
 * by a limit, and giving it again as the answer would show the same words twice.
 *
 * Of the whitespace at tags, a thought loses what is at its two ends and an answer what is at its start, except the
 * indentation of the first line. All else is kept to the letter, and however the input is cut the output is the same.
 */
import { isClosedAgain, makeCodeTracker } from "./code-tracker.ts";
import { makeShelf, type Piece } from "./piece.ts";
import { readTag, type ThinkTag } from "./think-tag.ts";

export type { Piece } from "./piece.ts";

export interface ThinkSplitter {
  push(text: string): Piece[];
  /** Call once after the last text: releases what was held back. */
  end(): Piece[];
  /** It is in the midst of an answer and holds nothing back. */
  readonly isIdle: boolean;
}

/** `startsInside`: the model's template has opened the thought already, so its output begins within one. */
export function makeThinkSplitter(options: { startsInside?: boolean } = {}): ThinkSplitter {
  const code = makeCodeTracker();
  const shelf = makeShelf(options.startsInside ? "reasoning" : "text");
  let depth = options.startsInside ? 1 : 0;
  let isOpenedForUs = depth === 1;
  /** Opening tags that stayed text; each lets one closing tag stay text too. */
  let spokenOf = 0;
  let rest = "";

  /** What the tag at `at` does; `wait` when that depends on text still to come. */
  const judge = (text: string, at: number, isEnd: boolean): ThinkTag | "text" | "wait" => {
    const tag = readTag(text, at);
    if (tag === "partial") return isEnd ? "text" : "wait";
    if (tag === null) return "text";
    const place = code.place();
    if (place.kind === "none") {
      if (tag.role === "open" && depth === 0 && !code.isLineStart()) {
        spokenOf++;
        return "text";
      }
      if (tag.role === "close" && depth === 0 && spokenOf > 0) {
        spokenOf--;
        return "text";
      }
      return tag;
    }
    if (tag.role !== "close" || depth === 0) return "text";
    const isQuoted = isClosedAgain(text, at + tag.length, place, isEnd);
    return isQuoted === null ? "wait" : isQuoted ? "text" : tag;
  };

  const obey = (tag: ThinkTag) => {
    const isRepeatedOpener = tag.role === "open" && isOpenedForUs && !shelf.hasShown();
    if (tag.role === "empty" || isRepeatedOpener || (tag.role === "close" && depth === 0)) {
      isOpenedForUs = false;
      shelf.skipTag();
      return;
    }
    depth += tag.role === "open" ? 1 : -1;
    const isBoundary = depth === (tag.role === "open" ? 1 : 0);
    if (!isBoundary) return;
    shelf.turnTo(depth > 0 ? "reasoning" : "text");
    code.reset(depth === 0);
    spokenOf = 0;
  };

  const scan = (text: string, isEnd: boolean) => {
    let taken = 0;
    for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at)) {
      code.read(text, taken, at);
      shelf.put(text.slice(taken, at));
      taken = at;
      const verdict = judge(text, at, isEnd);
      if (verdict === "wait") {
        rest = text.slice(taken);
        return;
      }
      if (verdict === "text") {
        code.read(text, at, at + 1);
        shelf.put("<");
        at = taken = at + 1;
      } else {
        obey(verdict);
        at = taken = at + verdict.length;
      }
    }
    code.read(text, taken, text.length);
    shelf.put(text.slice(taken));
    rest = "";
  };

  return {
    push(text) {
      scan(rest + text, false);
      return shelf.take();
    },
    end() {
      scan(rest, true);
      shelf.finish();
      return shelf.take();
    },
    get isIdle() {
      return depth === 0 && rest === "" && shelf.hasShown();
    },
  };
}
