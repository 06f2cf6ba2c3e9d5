/** For tests: expressions as a person types them, and as a library reads them. */
import fc from "fast-check";

export interface Written {
  /** For mathjs. */
  plain: string;
  /** As a person may type it. */
  typed: string;
}

const leaf: fc.Arbitrary<Written> = fc
  .oneof(
    fc.integer({ min: 0, max: 9_999 }).map(String),
    fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 99 })).map(([a, b]) => `${a}.${b}`),
  )
  .map((text) => ({ plain: text, typed: /^\d{4}$/.test(text) ? `${text[0]},${text.slice(1)}` : text }));

const signs = {
  "+": ["+", " + ", " plus "],
  "-": ["-", " − ", " minus "],
  "*": ["*", " × ", " · ", " times "],
  "/": [" / ", " ÷ ", " divided by "],
};

export const { expression } = fc.letrec<{ expression: Written }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom("+", "-", "*", "/" as const), tie("expression"), tie("expression"), fc.nat(3), fc.boolean())
      .map(([operator, left, right, style, isBracketed]) => {
        const sign = signs[operator as keyof typeof signs];
        const wrap = ({ plain, typed }: Written) =>
          isBracketed ? { plain: `(${plain})`, typed: `(${typed})` } : { plain, typed };
        const [a, b] = [wrap(left), wrap(right)];
        return { plain: `${a.plain} ${operator} ${b.plain}`, typed: `${a.typed}${sign[style % sign.length]}${b.typed}` };
      }),
    fc.tuple(tie("expression"), fc.constantFrom("2", "3")).map(([base, power]) => ({
      plain: `(${base.plain})^${power}`,
      typed: `(${base.typed})${power === "2" ? "²" : "^3"}`,
    })),
    tie("expression").map((inner) => ({ plain: `(-(${inner.plain}))`, typed: `(−(${inner.typed}))` })),
  ),
}));

/** Before a question, which it may be asked without. */
export const leads = ["What is ", "calculate ", "", "Please compute ", "how much is ", "evaluate: "];
