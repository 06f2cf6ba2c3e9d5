/** Owns: counting in fractions where every step of an expression stays exact, and giving up where one does not. */
import type { Fraction, MathJsInstance, MathNode } from "mathjs";
import { mathOf } from "./math.ts";

/** The expression cannot be kept exact, or only at a size that is of no use. */
class Inexact extends Error {}

/** Beyond it a power is told by its digits; a million bits are 300,000 decimal places. */
const mostBits = 1_000_000;
const mostFactorial = 20_000n;

const exactOperators = new Set(
  "add subtract multiply divide pow unaryMinus unaryPlus factorial mod equal unequal smaller larger smallerEq largerEq dotMultiply dotDivide and or not transpose ctranspose".split(
    " ",
  ),
);

const exactFunctions = new Set(
  "abs ceil floor fix round sign gcd lcm mod factorial combinations permutations sqrt square cube pow add subtract multiply divide det inv transpose trace dot cross sum prod mean max min sort size count diag cumsum range fraction map filter lusolve variance flatten concat row column matrix compare unaryMinus equal unequal smaller larger".split(
    " ",
  ),
);

const exactNodes = new Set(
  "ConstantNode ParenthesisNode ArrayNode BlockNode AssignmentNode FunctionAssignmentNode ConditionalNode RelationalNode RangeNode IndexNode AccessorNode".split(
    " ",
  ),
);

let exactMath: MathJsInstance | null = null;

/** The library counting in fractions, with the functions it knows for other numbers only. */
export function fractions(): MathJsInstance {
  exactMath ??= extend(mathOf("fractions"));
  return exactMath;
}

/** Whether each operation of the tree is exact in fractions. `known`: names whose values are. */
export function isExact(tree: MathNode, known: Iterable<string>): boolean {
  const own = new Set([...known, "true", "false"]);
  const nodes: { node: NodeFacts; isCallee: boolean }[] = [];
  tree.traverse((each, path) => {
    const node = each as unknown as NodeFacts;
    nodes.push({ node, isCallee: path === "fn" });
    if (node.type === "AssignmentNode" || node.type === "FunctionAssignmentNode") own.add(String(node.name));
    for (const name of node.params ?? []) if (typeof name === "string") own.add(name);
  });
  return nodes.every(({ node, isCallee }) => {
    if (exactNodes.has(node.type)) return true;
    if (node.type === "OperatorNode") return exactOperators.has(String(node.fn));
    if (node.type === "FunctionNode") return own.has(String(node.name)) || exactFunctions.has(String(node.name));
    return node.type === "SymbolNode" && (isCallee || own.has(String(node.name)) || exactFunctions.has(String(node.name)));
  });
}

/** What is read of the library's nodes, which its types do not name. */
interface NodeFacts {
  type: string;
  name?: unknown;
  fn?: unknown;
  params?: unknown[];
}

function extend(math: MathJsInstance): MathJsInstance {
  const { pow, combinations, permutations } = math;
  const exactly =
    (count: (...given: Fraction[]) => bigint) =>
    (...given: Fraction[]) =>
      math.fraction(count(...given));
  const anyOf = (given: unknown) => given as (...given: unknown[]) => unknown;
  math.import(
    {
      pow: math.typed("pow", { "Fraction, Fraction": power, "any, any": anyOf(pow) }),
      sqrt: math.typed("sqrt", { Fraction: root }),
      factorial: math.typed("factorial", { Fraction: exactly(factorial) }),
      permutations: math.typed("permutations", {
        Fraction: exactly(factorial),
        "Fraction, Fraction": exactly(arrangements),
        any: anyOf(permutations),
      }),
      combinations: math.typed("combinations", { "Fraction, Fraction": exactly(selections), "any, any": anyOf(combinations) }),
    },
    { override: true },
  );
  return math;
}

function root(value: Fraction): Fraction {
  if (value.s < 0n) throw new Inexact();
  return fractions().fraction(wholeRoot(value.n)).div(wholeRoot(value.d));
}

function factorial(n: Fraction): bigint {
  return product(1n, whole(n, mostFactorial));
}

function arrangements(from: Fraction, taken: Fraction): bigint {
  const n = whole(from, 10n ** 30n);
  const k = whole(taken, mostFactorial);
  if (k > n) throw new Inexact();
  return product(n - k + 1n, n);
}

function selections(from: Fraction, taken: Fraction): bigint {
  return arrangements(from, taken) / factorial(taken);
}

function power(base: Fraction, exponent: Fraction): Fraction {
  if (exponent.d === 1n && Math.max(bits(base.n), bits(base.d)) * Number(exponent.n) > mostBits) throw new Inexact();
  const value: Fraction | null = base.pow(exponent);
  if (value === null) throw new Inexact();
  return value;
}

/** Of all whole numbers from `low` to `high`, halved again and again: large factors meet large ones. */
function product(low: bigint, high: bigint): bigint {
  if (low > high) return 1n;
  if (high - low < 8n) return low === high ? low : low * product(low + 1n, high);
  const middle = (low + high) / 2n;
  return product(low, middle) * product(middle + 1n, high);
}

function whole(value: Fraction, most: bigint): bigint {
  if (value.d !== 1n || value.s < 0n || value.n > most) throw new Inexact();
  return value.n;
}

function wholeRoot(square: bigint): bigint {
  if (square === 0n) return 0n;
  if (bits(square) > 20_000) throw new Inexact();
  let root = 1n << BigInt(Math.ceil((bits(square) + 1) / 2));
  for (let next = (root + square / root) / 2n; next < root; next = (root + square / root) / 2n) root = next;
  if (root * root !== square) throw new Inexact();
  return root;
}

function bits(value: bigint): number {
  return value === 0n ? 0 : value.toString(16).length * 4;
}
