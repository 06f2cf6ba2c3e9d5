/** Owns: what is known of a text that is being cut into blocks, and the block that its lines so far make. */
import { closesFence, type Fence, isBlank } from "./line.ts";

export interface Block {
  kind: "markdown" | "code" | "math" | "plain";
  /** Where it begins in the text; its key. */
  at: number;
  /** Markdown source, the code, the formula, or the words. */
  text: string;
  /** Code: what stands after the fence. */
  info: string;
  /** A long table cut in pieces: the two header lines of the first piece, ending in a line break. */
  head: string;
  /** An ordered list cut in pieces: the number of the first item of this one. */
  firstNumber: number | null;
  /** It goes on where the block before it was cut for length. */
  continues: boolean;
}

type Mode = "none" | "text" | "indented" | "list" | "fence" | "math" | "long";

export interface Scan {
  text: string;
  /** The first character not yet read as part of a whole line. */
  at: number;
  mode: Mode;
  start: number;
  lines: number;
  fence: Fence | null;
  /** Where the code begins, past the fence's line. */
  codeAt: number;
  mathEnd: string;
  head: string;
  wasBlank: boolean;
  isOrdered: boolean;
  /** The number the next item of an ordered list has. */
  nextNumber: number;
  firstNumber: number | null;
  continues: boolean;
}

export const emptyScan: Readonly<Scan> = {
  text: "",
  at: 0,
  mode: "none",
  start: 0,
  lines: 0,
  fence: null,
  codeAt: 0,
  mathEnd: "",
  head: "",
  wasBlank: false,
  isOrdered: false,
  nextNumber: 0,
  firstNumber: null,
  continues: false,
};

/** The block from where the scan began it to `end`; null when there is nothing in it. */
export function blockOf(scan: Scan, end: number): Block | null {
  const { start: at, continues, firstNumber } = scan;
  const source = scan.text.slice(at, end).replaceAll("\r\n", "\n");
  const base = { at, info: "", head: "", firstNumber, continues };
  switch (scan.mode) {
    case "fence": {
      const { fence } = scan;
      if (!fence) return null;
      const code = scan.text.slice(Math.min(scan.codeAt, end), lastLineCloses(scan, fence, end)).replaceAll("\r\n", "\n");
      return { ...base, kind: "code", text: outdent(code, fence.indent), info: fence.info };
    }
    case "math": {
      const trimmed = source.trim();
      const isWhole = trimmed.length > 4 && trimmed.endsWith(scan.mathEnd) && !trimmed.slice(2, -2).includes(scan.mathEnd);
      return isWhole ? { ...base, kind: "math", text: trimmed.slice(2, -2).trim() } : { ...base, kind: "markdown", text: source };
    }
    case "long":
      return { ...base, kind: "plain", text: source };
    case "none":
      return null;
    default: {
      const head = continues ? scan.head : "";
      return isBlank(source) ? null : { ...base, kind: "markdown", text: source.trimEnd(), head };
    }
  }
}

/** A text may end with its closing fence and no line break after it. */
function lastLineCloses(scan: Scan, fence: Fence, end: number): number {
  return end > scan.at && end === scan.text.length && closesFence(scan.text.slice(scan.at), fence) ? scan.at : end;
}

function outdent(code: string, indent: number): string {
  const body = code.endsWith("\n") ? code.slice(0, -1) : code;
  return indent === 0 ? body : body.replace(new RegExp(`^ {1,${indent}}`, "gm"), "");
}
