import type { Usage } from "./event.ts";
import { unknownUsage } from "./event.ts";

/** Two model calls together. A sum with an unknown member is unknown: a number that leaves tokens out would be false. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: add(a.input, b.input),
    output: add(a.output, b.output),
    reasoning: add(a.reasoning, b.reasoning),
    cached: add(a.cached, b.cached),
  };
}

/** All model calls of a run together; of none, unknown. Start from here, not from `unknownUsage`, which makes every sum unknown. */
export function sumUsage(usages: readonly Usage[]): Usage {
  const [first, ...others] = usages;
  return first ? others.reduce(addUsage, first) : unknownUsage;
}

function add(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
