/** Owns: whether the place reached in a growing Markdown text is inside code. Constant memory, one look at each character. */

export type CodePlace =
  | { kind: "none" }
  | { kind: "indented" }
  | { kind: "inline"; length: number }
  | { kind: "fence"; mark: "`" | "~"; length: number };

export interface CodeTracker {
  /** Takes in `text` from `from` up to, not including, `to`. */
  read(text: string, from: number, to: number): void;
  /** Where the next character stands. */
  place(): CodePlace;
  /** Whether nothing but at most three spaces is before it in its line. */
  isLineStart(): boolean;
  /** Begins anew with an empty line; `mayIndent`: the next line may be indented code, as at the top of a text. */
  reset(mayIndent: boolean): void;
}

interface Line {
  indent: number;
  isBlank: boolean;
  /** Its first characters after the indentation, enough to know a list marker. */
  head: string;
  isIndentedCode: boolean;
  /** The run of backticks or tildes just read. */
  mark: "`" | "~" | null;
  runLength: number;
  isRunFirst: boolean;
  /** It is the line that opened the fence. */
  isFenceOpening: boolean;
  /** So far it is a run that closes the fence, and nothing else. */
  isFenceClosing: boolean;
  isEscaped: boolean;
  inline: number;
}

const noLine: Line = {
  indent: 0,
  isBlank: true,
  head: "",
  isIndentedCode: false,
  mark: null,
  runLength: 0,
  isRunFirst: false,
  isFenceOpening: false,
  isFenceClosing: false,
  isEscaped: false,
  inline: 0,
};

const listMarker = /^(?:[-*+]|\d{1,9}[.)])\s/;

/** Inline code is taken to end with its line: a lone backtick hides no more than that. */
export function makeCodeTracker(): CodeTracker {
  let line = { ...noLine };
  let fence: { kind: "fence"; mark: "`" | "~"; length: number } | null = null;
  let isAfterBlank = true;
  let isAfterIndentedCode = false;
  let isInList = false;
  /** The line of a tag is not a blank line, whatever little is left of it. */
  let isTagLine = false;

  const endRun = () => {
    const { mark, runLength, isRunFirst } = line;
    if (mark === null) return;
    line.mark = null;
    if (fence && !line.isFenceOpening) {
      line.isFenceClosing = isRunFirst && mark === fence.mark && runLength >= fence.length;
    } else if (!fence && isRunFirst && runLength >= 3 && !line.isIndentedCode) {
      fence = { kind: "fence", mark, length: runLength };
      line.isFenceOpening = true;
    } else if (mark === "`" && !line.isIndentedCode && fence?.mark !== "~") {
      // A backtick on the line of opening backticks: it was inline code after all.
      if (fence) line.inline = fence.length;
      fence = null;
      line.isFenceOpening = false;
      if (line.inline === 0) line.inline = runLength;
      else if (line.inline === runLength) line.inline = 0;
    }
  };

  const endLine = () => {
    endRun();
    if (fence) {
      if (line.isFenceClosing) fence = null;
    } else if (!line.isBlank) {
      if (listMarker.test(line.head)) isInList = true;
      else if (line.indent === 0 && isAfterBlank) isInList = false;
    }
    isAfterIndentedCode = line.isIndentedCode;
    isAfterBlank = line.isBlank && !isTagLine;
    isTagLine = false;
    line = { ...noLine };
  };

  const readCharacter = (character: string) => {
    if (character === "\n") {
      endLine();
      return;
    }
    const isSpace = character === " " || character === "\t" || character === "\r";
    if (line.isBlank && isSpace) {
      line.indent += character === "\t" ? 4 : 1;
      return;
    }
    const isFirst = line.isBlank;
    if (isFirst) {
      line.isBlank = false;
      line.isIndentedCode = !fence && line.indent >= 4 && !isInList && (isAfterBlank || isAfterIndentedCode);
    }
    if (line.head.length < 12) line.head += character;
    if (character !== line.mark) endRun();
    if (character === "`" || character === "~") {
      if (line.mark === character) line.runLength++;
      else if (!line.isEscaped || line.inline > 0) {
        Object.assign(line, { mark: character, runLength: 1, isRunFirst: isFirst, isFenceClosing: false });
      }
    } else if (!isSpace) line.isFenceClosing = false;
    line.isEscaped = character === "\\" && !line.isEscaped;
  };

  return {
    read(text, from, to) {
      for (let i = from; i < to; i++) readCharacter(text.charAt(i));
    },
    place() {
      endRun();
      if (fence) return fence;
      if (line.inline > 0) return { kind: "inline", length: line.inline };
      const isIndented = line.isBlank
        ? line.indent >= 4 && !isInList && (isAfterBlank || isAfterIndentedCode)
        : line.isIndentedCode;
      return { kind: isIndented ? "indented" : "none" };
    },
    isLineStart: () => line.isBlank && line.indent <= 3,
    reset(mayIndent) {
      line = { ...noLine };
      fence = null;
      isAfterBlank = mayIndent;
      isAfterIndentedCode = false;
      isInList = false;
      isTagLine = !mayIndent;
    },
  };
}

const longestLook = 1024;

/**
 * Whether the code at `place` is closed again in the text from `at` on: then what was before `at` is quoted. Looks
 * at 1,024 characters at most, after which it is not; null when there is less text than that and `isEnd` is false.
 */
export function isClosedAgain(text: string, at: number, place: CodePlace, isEnd: boolean): boolean | null {
  const ahead = text.slice(at, at + longestLook);
  const isAll = isEnd || ahead.length === longestLook;
  if (place.kind === "inline") return inlineCloses(ahead, place.length, isAll);
  if (place.kind === "fence") return fenceCloses(ahead, place, isAll);
  return place.kind === "indented";
}

function inlineCloses(ahead: string, length: number, isAll: boolean): boolean | null {
  const newline = ahead.indexOf("\n");
  const line = newline === -1 ? ahead : ahead.slice(0, newline);
  const isLineOver = newline !== -1 || isAll;
  for (const run of line.matchAll(/`+/g)) {
    const isRunOver = isLineOver || run.index + run[0].length < line.length;
    if (isRunOver && run[0].length === length) return true;
  }
  return isLineOver ? false : null;
}

/** A line of marks with a word behind it opens a new block, so the fence before was left open. */
function fenceCloses(ahead: string, fence: { mark: string; length: number }, isAll: boolean): boolean | null {
  const lines = ahead.split("\n");
  const whole = isAll ? lines.slice(1) : lines.slice(1, -1);
  for (const line of whole) {
    const trimmed = line.trim();
    if (!trimmed.startsWith(fence.mark.repeat(fence.length))) continue;
    return trimmed.replaceAll(fence.mark, "") === "";
  }
  return isAll ? false : null;
}
