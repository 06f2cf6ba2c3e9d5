/** Owns: reading an expression. The tree says what was read; nothing is worked out here. */
import { add, type Rational, readRational } from "./rational.ts";

export type Operator = "+" | "-" | "*" | "/" | "^" | "mod";

export type Node =
  | { type: "number"; value: Rational; isFraction?: boolean }
  | { type: "letter"; name: string }
  | { type: "pi" }
  | { type: "negate"; of: Node }
  | { type: "binary"; operator: Operator; left: Node; right: Node; isTight?: boolean }
  | { type: "root"; index: bigint; of: Node }
  | { type: "absolute"; of: Node }
  | { type: "percent"; of: Node }
  | { type: "factorial"; of: Node };

type Token = { type: "number"; value: Rational; isFraction?: boolean } | { type: "word" | "sign"; text: string };

/** The text is no expression. The message is for the log of a test, never shown. */
export class Unreadable extends Error {}

const mostDepth = 60;
const mostTokens = 600;

const numberAt = /(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?(?:e[+-]?\d{1,3}(?![\d.]))?|\.\d+/iy;
const mixedAt = /(\d+)[ ](\d+)\s?\/\s?(\d+)(?![\d.,])/y;
/** `3/4` without blanks is one number, also after a division sign with blanks. */
const fractionAt = /(\d+)\/(\d+)(?![\d.,^!/])/y;
const wordAt = /[a-z]+/iy;
const words = new Set(["sqrt", "cbrt", "abs", "pi", "mod", "of"]);

function tokenise(text: string, hasLetters: boolean): Token[] {
  const tokens: Token[] = [];
  const take = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  for (let at = 0; at < text.length; ) {
    if (tokens.length > mostTokens) throw new Unreadable("too long");
    const mixed = take(mixedAt, at);
    const fraction = mixed || /[/^.\d]/.test(text[at - 1] ?? "") ? null : take(fractionAt, at);
    const number = take(numberAt, at);
    const word = take(wordAt, at);
    const char = text[at] ?? "";
    if (mixed) {
      const [whole, part] = [readRational(mixed[1] ?? ""), readRational(`${mixed[2]}/${mixed[3]}`)];
      if (!whole || !part) throw new Unreadable("fraction over zero");
      tokens.push({ type: "number", value: add(whole, part) });
      at += mixed[0].length;
    } else if (fraction) {
      tokens.push(...fractionTokens(fraction[1] ?? "", fraction[2] ?? ""));
      at += fraction[0].length;
    } else if (number) {
      const value = readRational(number[0]);
      if (!value) throw new Unreadable("number");
      tokens.push({ type: "number", value });
      at += number[0].length;
    } else if (word) {
      const name = word[0].toLowerCase();
      if (words.has(name)) tokens.push({ type: "word", text: name });
      else if (hasLetters && name.length <= 2) for (const letter of name) tokens.push({ type: "word", text: letter });
      else throw new Unreadable(`word ${name}`);
      at += word[0].length;
    } else if ("+-*/^()[]{}%!|".includes(char)) {
      tokens.push({ type: "sign", text: char });
      at += 1;
    } else if (/\s/.test(char)) at += 1;
    else throw new Unreadable(`character ${char}`);
  }
  return tokens;
}

/** In lowest terms a number by itself; otherwise a division in brackets, so that reducing it is a step. */
function fractionTokens(above: string, below: string): Token[] {
  const [top, bottom, value] = [readRational(above), readRational(below), readRational(`${above}/${below}`)];
  if (!top || !bottom) throw new Unreadable("fraction");
  if (value && value.d !== 1n && value.n === top.n && value.d === bottom.n) return [{ type: "number", value, isFraction: true }];
  const sign = (text: string): Token => ({ type: "sign", text });
  return [sign("("), { type: "number", value: top }, sign("/"), { type: "number", value: bottom }, sign(")")];
}

const closing: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** Reads a whole text. Single letters are unknowns when `hasLetters`. Throws Unreadable. */
export function parseExpression(text: string, hasLetters = false): Node {
  const tokens = tokenise(text, hasLetters);
  let at = 0;
  let depth = 0;
  let bars = 0;

  const textAt = (index = at) => {
    const token = tokens[index];
    return token && token.type !== "number" ? token.text : undefined;
  };
  const accept = (...texts: string[]) => {
    const text = textAt();
    if (text === undefined || !texts.includes(text)) return undefined;
    at += 1;
    return text;
  };
  const expect = (text: string) => {
    if (!accept(text)) throw new Unreadable(`missing ${text}`);
  };
  const startsFactor = () => {
    const token = tokens[at];
    if (!token || token.type === "number") return false;
    if (token.type === "word") return token.text !== "mod" && token.text !== "of";
    return token.text in closing || (token.text === "|" && bars === 0);
  };

  function parseSum(): Node {
    if (++depth > mostDepth) throw new Unreadable("too deep");
    let left = parseProduct();
    for (let sign = accept("+", "-"); sign; sign = accept("+", "-")) {
      left = { type: "binary", operator: sign as Operator, left, right: parseProduct() };
    }
    depth -= 1;
    return left;
  }

  function parseProduct(): Node {
    let left = parseSigned();
    for (;;) {
      const sign = accept("*", "/", "mod", "of");
      if (sign) left = { type: "binary", operator: sign === "of" ? "*" : (sign as Operator), left, right: parseSigned() };
      else if (startsFactor()) {
        if (left.type === "percent") throw new Unreadable("percent before a factor");
        left = { type: "binary", operator: "*", left, right: parsePower(), isTight: true };
      } else return left;
    }
  }

  function parseSigned(): Node {
    let isNegative = false;
    for (let sign = accept("-", "+"); sign; sign = accept("-", "+")) isNegative = isNegative !== (sign === "-");
    const of = parsePower();
    return isNegative ? { type: "negate", of } : of;
  }

  function parsePower(): Node {
    if (++depth > mostDepth) throw new Unreadable("too deep");
    let left = parsePrimary();
    for (let sign = accept("!", "%"); sign; sign = accept("!", "%"))
      left = { type: sign === "!" ? "factorial" : "percent", of: left };
    if (left.type === "percent" && tokens[at]?.type === "number") throw new Unreadable("percent before a number");
    if (accept("^")) left = { type: "binary", operator: "^", left, right: parseSigned() };
    depth -= 1;
    return left;
  }

  function parsePrimary(): Node {
    const token = tokens[at];
    if (!token) throw new Unreadable("ends early");
    at += 1;
    if (token.type === "number") return { type: "number", value: token.value, ...(token.isFraction && { isFraction: true }) };
    const close = closing[token.text];
    if (close) {
      const outerBars = bars;
      bars = 0;
      const inner = parseSum();
      bars = outerBars;
      expect(close);
      return inner;
    }
    if (token.text === "|") {
      bars += 1;
      const of = parseSum();
      bars -= 1;
      expect("|");
      return { type: "absolute", of };
    }
    if (token.type === "sign") throw new Unreadable(`sign ${token.text}`);
    if (token.text === "pi") return { type: "pi" };
    if (token.text === "sqrt") return { type: "root", index: 2n, of: parsePrimary() };
    if (token.text === "cbrt") return { type: "root", index: 3n, of: parsePrimary() };
    if (token.text === "abs") return { type: "absolute", of: parsePrimary() };
    if (token.text === "mod" || token.text === "of") throw new Unreadable(token.text);
    return { type: "letter", name: token.text };
  }

  const tree = parseSum();
  if (at < tokens.length) throw new Unreadable("more than one expression");
  return tree;
}

/** The tree, or null when the text is no expression. */
export function readExpression(text: string, hasLetters = false): Node | null {
  try {
    return parseExpression(text, hasLetters);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** Every node, outermost first. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  if (node.type === "binary") {
    yield* nodesOf(node.left);
    yield* nodesOf(node.right);
  } else if ("of" in node) yield* nodesOf(node.of);
}
