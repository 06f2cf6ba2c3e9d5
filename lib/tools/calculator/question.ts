/** Owns: what the calculator asks its child, and what it hears back. JSON. */
export interface CalculatorQuestion {
  expression: string;
  /** Name and expression; each may use those before it. */
  variables: [name: string, expression: string][];
  over: { variable: string; from: string; to: string; steps: number } | null;
}

/** One number as it is written. */
export interface WrittenNumber {
  /** A fraction or whole number that is the value itself; null where the value is known by its digits only. */
  exact: string | null;
  /** At most 20 significant digits. */
  decimal: string;
  /** Whether `decimal` is not the value itself. */
  isRounded: boolean;
}

export type CalculatorAnswer =
  | ({ kind: "number" } & WrittenNumber)
  | { kind: "matrix"; rows: WrittenNumber[][]; isVector: boolean }
  /** Truth, text, objects. */
  | { kind: "words"; text: string }
  | { kind: "series"; points: { x: number; y: number }[]; leftOut: { count: number; why: string } | null }
  /** For the model and the person. */
  | { kind: "refused"; message: string };
