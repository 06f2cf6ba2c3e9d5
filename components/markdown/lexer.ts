/**
 * Owns: the tokens of one block: marked's, and formulas between `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. Pure.
 * Blocks are at most a few thousand characters (`blocks.ts`), which bounds what a hostile text can cost.
 */
import { Marked, type MarkedToken, type TokenizerAndRendererExtension, type Tokens } from "marked";

export interface MathToken {
  type: "math";
  raw: string;
  text: string;
  isDisplay: boolean;
}

export type Token = MarkedToken | MathToken;

const mathStart = /\$|\\[([]/;
const dollars = /^\$\$((?:[^$]|\\\$)+?)\$\$/;
const brackets = /^\\\[([\s\S]*?)\\\]/;
const parentheses = /^\\\(([\s\S]*?)\\\)/;
const dollar = /^\$((?:\\[^\n]|[^\\$\n`])+)\$(?![\d$])/;

/** `$5 and 10$` are prices: a formula does not begin with a number and go on in words. */
function isMoney(formula: string): boolean {
  return /^\d[\d.,]*(?:[kKmMbB]|bn|%)?(?:\s+[^\s\\^_=+*/<>-]|[-–])/.test(formula) && !/[\\^_={}]/.test(formula);
}

export function readMath(source: string): MathToken | undefined {
  const display = dollars.exec(source) ?? brackets.exec(source);
  if (display?.[1]?.trim()) return { type: "math", raw: display[0], text: display[1].trim(), isDisplay: true };
  const inline = parentheses.exec(source) ?? dollar.exec(source);
  const formula = inline?.[1];
  if (!inline || !formula?.trim()) return undefined;
  const isDollar = inline[0].startsWith("$");
  if (isDollar && (/^\s|\s$/.test(formula) || isMoney(formula))) return undefined;
  return { type: "math", raw: inline[0], text: formula.trim(), isDisplay: false };
}

const inlineMath: TokenizerAndRendererExtension = {
  name: "math",
  level: "inline",
  start: (source) => {
    const at = source.search(mathStart);
    return at === -1 ? undefined : at;
  },
  tokenizer: (source) => (mathStart.test(source.slice(0, 2)) ? readMath(source) : undefined),
};

const reader = new Marked({ gfm: true, extensions: [inlineMath] });

/** Null when the text is nested so that it cannot be read; it is then shown as it stands. */
export function lexBlock(source: string): Token[] | null {
  try {
    return reader.lexer(source) as Token[];
  } catch {
    // Deep nesting exhausts the stack of the recursive reader. Nothing was changed, and the words are shown as they stand.
    return null;
  }
}

export type ListToken = Tokens.List;
export type TableToken = Tokens.Table;

const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
  reg: "®",
  trade: "™",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  bull: "•",
  middot: "·",
  deg: "°",
  times: "×",
  divide: "÷",
  plusmn: "±",
  le: "≤",
  ge: "≥",
  ne: "≠",
  larr: "←",
  rarr: "→",
  euro: "€",
  pound: "£",
  sect: "§",
  frac12: "½",
  infin: "∞",
  pi: "π",
  colon: ":",
  Tab: " ",
  NewLine: " ",
};

/** `&amp;` and its like as the letters they stand for; what is not known stays as written. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,8}));/g, (whole, decimal, hex, name) => {
    if (name) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    const isCharacter = point > 31 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    return isCharacter ? String.fromCodePoint(point) : "\ufffd";
  });
}
