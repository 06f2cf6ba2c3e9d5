/** Owns: the values that an expression finds under names. A Map: no name reaches a prototype. */
import type { MathJsInstance, MathNode } from "mathjs";

/** Throws what the library throws. */
export function scopeOf(math: MathJsInstance, variables: [name: string, expression: string][]): Map<string, unknown> {
  const scope = new Map<string, unknown>();
  for (const [name, value] of variables) scope.set(name, evaluateIn(math, math.parse(value), scope));
  return scope;
}

/** Of several statements, the last one's. */
export function evaluateIn(math: MathJsInstance, tree: MathNode, scope: Map<string, unknown>): unknown {
  const value: unknown = tree.compile().evaluate(scope);
  return math.isResultSet(value) ? value.entries.at(-1) : value;
}
