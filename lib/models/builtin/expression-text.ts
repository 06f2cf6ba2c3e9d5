/** Owns: writing an expression tree back, so that a person sees how it was read. */
import type { Node, Operator } from "./expression.ts";
import { latex, plain } from "./number-text.ts";

const ranks: Record<Operator, number> = { "+": 1, "-": 1, "*": 2, "/": 2, mod: 2, "^": 4 };
const signRank = 3;
const leafRank = 5;

function rankOf(node: Node): number {
  if (node.type === "binary") return ranks[node.operator];
  if (node.type === "negate") return signRank;
  if (node.type === "number") return node.value.d !== 1n && plain(node.value).includes("/") ? 2 : leafRank;
  return leafRank;
}

const plainSigns: Record<Operator, string> = { "+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", mod: " mod ", "^": "^" };

/** `(3 + 4) × 2^5`, with brackets only where the order needs them. */
export function expressionText(node: Node): string {
  const inside = (child: Node, least: number) => (rankOf(child) < least ? `(${expressionText(child)})` : expressionText(child));
  switch (node.type) {
    case "number":
      return plain(node.value);
    case "letter":
      return node.name;
    case "pi":
      return "π";
    case "negate":
      return `−${inside(node.of, signRank + 1)}`;
    case "root":
      return `${node.index === 2n ? "√" : "∛"}${inside(node.of, leafRank)}`;
    case "absolute":
      return `|${expressionText(node.of)}|`;
    case "percent":
      return `${inside(node.of, leafRank)}%`;
    case "factorial":
      return `${inside(node.of, leafRank)}!`;
    case "binary": {
      const rank = ranks[node.operator];
      const isPower = node.operator === "^";
      const left = inside(node.left, isPower ? leafRank : rank);
      const right = inside(node.right, isPower ? signRank + 1 : rank + 1);
      const isProduct = node.isTight === true && /[a-zπ(√]$|^[a-zπ(√]/i.test(right) && !/^\d/.test(right);
      return isProduct ? `${left}${right}` : `${left}${plainSigns[node.operator]}${right}`;
    }
    default:
      return node satisfies never;
  }
}

const latexSigns: Record<Operator, string> = { "+": " + ", "-": " - ", "*": " \\times ", "/": "", mod: " \\bmod ", "^": "" };

/** For inside `$…$`: quotients as fractions. */
export function expressionLatex(node: Node): string {
  const inside = (child: Node, least: number) =>
    rankOf(child) < least ? `\\left(${expressionLatex(child)}\\right)` : expressionLatex(child);
  switch (node.type) {
    case "number":
      return latex(node.value);
    case "letter":
      return node.name;
    case "pi":
      return "\\pi ";
    case "negate":
      return `-${inside(node.of, signRank + 1)}`;
    case "root":
      return `\\sqrt${node.index === 2n ? "" : `[${node.index}]`}{${expressionLatex(node.of)}}`;
    case "absolute":
      return `\\left|${expressionLatex(node.of)}\\right|`;
    case "percent":
      return `${inside(node.of, leafRank)}\\%`;
    case "factorial":
      return `${inside(node.of, leafRank)}!`;
    case "binary": {
      const { operator, left, right } = node;
      if (operator === "/") return `\\frac{${expressionLatex(left)}}{${expressionLatex(right)}}`;
      if (operator === "^") return `${inside(left, leafRank)}^{${expressionLatex(right)}}`;
      const written = inside(right, ranks[operator] + 1);
      const isProduct = node.isTight === true && !/^\d/.test(written);
      return `${inside(left, ranks[operator])}${isProduct ? " " : latexSigns[operator]}${written}`;
    }
    default:
      return node satisfies never;
  }
}
