/** A stretch of output. `opens`: it begins a new part; otherwise it continues the part of the piece before. Never empty. */
export interface Piece {
  kind: "reasoning" | "text";
  text: string;
  opens: boolean;
}

/** Where the splitter puts what it has told apart: it trims at tags and opens a part only for something visible. */
export interface Shelf {
  put(text: string): void;
  /** A tag that changes nothing was left out here. */
  skipTag(): void;
  /** What follows belongs to a new part of this kind. */
  turnTo(kind: Piece["kind"]): void;
  /** Whether the part that is being written has anything visible. */
  hasShown(): boolean;
  /** Nothing follows. */
  finish(): void;
  /** The pieces since the last call. */
  take(): Piece[];
}

/** Blanks at the end of a thought are held in case a tag follows, and given up in lumps of this size. */
const blankLump = 256;

export function makeShelf(firstKind: Piece["kind"]): Shelf {
  let kind = firstKind;
  let pieces: Piece[] = [];
  let isShown = false;
  let isAfterTag = firstKind === "reasoning";
  let blank = "";

  const give = (text: string) => {
    if (text === "") return;
    const last = pieces.at(-1);
    if (isShown && last) last.text += text;
    else pieces.push({ kind, text, opens: !isShown });
    isShown = true;
  };

  return {
    put(text) {
      const all = blank + text;
      if (isShown && kind === "text") {
        give(all);
        return;
      }
      if (!isShown && endOfVisible(text) === 0) {
        blank = all;
        return;
      }
      const visibleEnd = endOfVisible(all);
      const keepsLumps = Math.floor((all.length - visibleEnd) / blankLump) * blankLump;
      const end = kind === "text" ? all.length : visibleEnd + keepsLumps;
      give(!isShown && isAfterTag ? withoutLeadingBlank(all.slice(0, end)) : all.slice(0, end));
      blank = all.slice(end);
    },
    skipTag() {
      if (isShown) return;
      isAfterTag = true;
      blank = "";
    },
    turnTo(next) {
      kind = next;
      isShown = false;
      isAfterTag = true;
      blank = "";
    },
    hasShown: () => isShown,
    finish() {
      if (isShown || !isAfterTag) give(blank);
      blank = "";
    },
    take() {
      const taken = pieces;
      pieces = [];
      return taken;
    },
  };
}

function isBlankCode(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function endOfVisible(text: string): number {
  let end = text.length;
  while (end > 0 && isBlankCode(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Up to the last newline of the leading blanks, so that the first line keeps its indentation; without a newline, all of them. */
function withoutLeadingBlank(text: string): string {
  let start = 0;
  while (start < text.length && isBlankCode(text.charCodeAt(start))) start++;
  return text.slice(text.lastIndexOf("\n", start - 1) + 1 || start);
}
