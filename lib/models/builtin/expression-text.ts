/** Owns: writing an expression tree back, so that a person sees how it was read. */
import { type Node, nodesOf, type Operator } from "./expression.ts";
import { latex, latexFraction, plain } from "./number-text.ts";
import { ratio } from "./rational.ts";

const ranks: Record<Operator, number> = { "+": 1, "-": 1, "*": 2, "/": 2, mod: 2, "^": 4 };
const signRank = 3;
const leafRank = 5;

function rankOf(node: Node): number {
  if (node.type === "binary") return ranks[node.operator];
  if (node.type === "negate") return signRank;
  if (node.type === "number") return isFractionNumber(node) ? 2 : leafRank;
  return leafRank;
}

const isFractionNumber = (node: Node) => node.type === "number" && (node.isFraction === true || plain(node.value).includes("/"));

/** A quotient of two short things, which is written as one. */
const isFlat = (node: Node): boolean =>
  isFractionNumber(node) ||
  (node.type === "binary" &&
    node.operator === "/" &&
    [node.left, node.right].every((side) => rankOf(side) === leafRank && side.type !== "percent"));

const plainSigns: Record<Operator, string> = { "+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", mod: " mod ", "^": "^" };

/** `(3 + 4) × 2^5`, with brackets only where the order needs them. */
export function expressionText(node: Node): string {
  const inside = (child: Node, least: number) => (rankOf(child) < least ? `(${expressionText(child)})` : expressionText(child));
  switch (node.type) {
    case "number":
      return node.isFraction ? `${plain(ratio(node.value.n))}/${plain(ratio(node.value.d))}` : plain(node.value);
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
      if (isFlat(node)) return `${expressionText(node.left)}/${expressionText(node.right)}`;
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

/** In LaTeX a fraction stands by itself, except under a power. */
const flatRank = 3.5;

function hasQuotient(node: Node): boolean {
  return [...nodesOf(node)].some((each) => isFractionNumber(each) || (each.type === "binary" && each.operator === "/"));
}

const latexSigns: Record<Operator, string> = {
  "+": " + ",
  "-": " - ",
  "*": " \\times ",
  "/": " \\div ",
  mod: " \\bmod ",
  "^": "",
};

/** For inside `$…$`: quotients as fractions. */
export function expressionLatex(node: Node): string {
  const rank = (child: Node) => (isFlat(child) ? flatRank : rankOf(child));
  const inside = (child: Node, least: number) =>
    rank(child) < least ? `\\left(${expressionLatex(child)}\\right)` : expressionLatex(child);
  switch (node.type) {
    case "number":
      return node.isFraction ? latexFraction(node.value) : latex(node.value);
    case "letter":
      return node.name;
    case "pi":
      return "\\pi ";
    case "negate":
      return `-${inside(node.of, flatRank)}`;
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
      if (operator === "/" && !hasQuotient(left) && !hasQuotient(right) && rankOf(left) !== ranks["*"]) {
        return `\\frac{${expressionLatex(left)}}{${expressionLatex(right)}}`;
      }
      if (operator === "^") return `${inside(left, leafRank)}^{${expressionLatex(right)}}`;
      const written = inside(right, ranks[operator] + 1);
      const isProduct = node.isTight === true && !/^\d/.test(written);
      return `${inside(left, ranks[operator])}${isProduct ? " " : latexSigns[operator]}${written}`;
    }
    default:
      return node satisfies never;
  }
}
