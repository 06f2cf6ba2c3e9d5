/** Owns: in which form a number is wanted ("as a fraction", "to 2 decimal places") and writing it so. */
import { exactDecimals, fixed, latex, latexDecimal, latexFraction, plain, rounded } from "#lib/models/builtin/number-text.ts";
import {
  absolute,
  divide,
  floor,
  isInteger,
  multiply,
  type Rational,
  ratio,
  round,
  subtract,
} from "#lib/models/builtin/rational.ts";

export type Form =
  | { kind: "any" | "fraction" | "decimal" | "percent" | "mixed" }
  | { kind: "places"; decimals: number }
  | { kind: "nearest"; step: Rational; name: string };

const kinds: [RegExp, Form][] = [
  [/^an? (?:simplified |reduced |proper |improper )?fraction(?: in (?:lowest|simplest) (?:terms|form))?$/, { kind: "fraction" }],
  [/^(?:lowest|simplest) (?:terms|form)$/, { kind: "fraction" }],
  [/^a decimal(?: number)?$/, { kind: "decimal" }],
  [/^(?:a |an )?(?:percent|percentage|%)$/, { kind: "percent" }],
  [/^a mixed (?:number|fraction)$/, { kind: "mixed" }],
];

const steps: Record<string, Rational> = {
  "whole number": ratio(1n),
  integer: ratio(1n),
  ten: ratio(10n),
  hundred: ratio(100n),
  thousand: ratio(1000n),
  tenth: ratio(1n, 10n),
  hundredth: ratio(1n, 100n),
  cent: ratio(1n, 100n),
  thousandth: ratio(1n, 1000n),
};

/** Takes the wish for a form off the end of a text in lower case. */
export function readForm(text: string): { text: string; form: Form } {
  const lead = text.replace(/^(?:convert|write|express|reduce|simplify|turn|change|round) /, "");
  const places = /^(.*\S),? ?(?:rounded )?(?:to|with) (\d{1,2}) (?:decimal places?|decimals|d\.?p\.?)$/.exec(lead);
  if (places?.[1] && places[2])
    return { text: places[1].replace(/,? rounded$/, ""), form: { kind: "places", decimals: Number(places[2]) } };
  const nearest = /^(.*\S),? ?(?:rounded )?to the nearest ([a-z ]+)$/.exec(lead);
  const step = nearest?.[2] ? steps[nearest[2]] : undefined;
  if (nearest?.[1] && nearest[2] && step) {
    return { text: nearest[1].replace(/,? rounded$/, ""), form: { kind: "nearest", step, name: nearest[2] } };
  }
  const match = /^(.*\S) (?:as|to|into|in) ((?:an? |lowest |simplest |percent|%)[a-z ]*)$/.exec(lead);
  const wanted = match?.[2];
  const found = wanted === undefined ? undefined : kinds.find(([pattern]) => pattern.test(wanted));
  if (match?.[1] && found) return { text: match[1], form: found[1] };
  return { text: /^(?:simplify|reduce) /.test(text) ? lead : text, form: { kind: "any" } };
}

/** The equation for the answer, ending in the form asked for. */
export function inForm(left: string, value: Rational, form: Form): string {
  const chain = (...parts: string[]) => `$$${[left, ...parts].filter((part, i, all) => part !== all[i - 1]).join(" = ")}$$`;
  const approximately = (text: string) => `$$${left} \\approx ${latexDecimal(text)}$$`;
  switch (form.kind) {
    case "any":
      return chain(latex(value));
    case "fraction":
      return chain(latexFraction(value));
    case "mixed": {
      const size = absolute(value);
      const rest = subtract(size, ratio(floor(size)));
      const sign = value.n < 0n ? "-" : "";
      return chain(isInteger(value) || size.n < size.d ? latexFraction(value) : `${sign}${floor(size)}\\,${latexFraction(rest)}`);
    }
    case "decimal":
      return exactDecimals(value, 20) === null
        ? approximately(rounded(value, 12))
        : chain(latexDecimal(fixed(value, exactDecimals(value, 20) ?? 0)));
    case "percent": {
      const hundredfold = multiply(value, ratio(100n));
      const text = exactDecimals(hundredfold) === null ? rounded(hundredfold, 8) : plain(hundredfold);
      return exactDecimals(hundredfold) === null ? approximately(`${text}\\%`) : chain(`${latexDecimal(text)}\\%`);
    }
    case "places": {
      const text = fixed(value, form.decimals);
      const isExact = (exactDecimals(value, 60) ?? 61) <= form.decimals;
      return isExact ? chain(latexDecimal(text)) : approximately(text);
    }
    case "nearest": {
      const near = multiply(ratio(round(divide(value, form.step))), form.step);
      return near.n * value.d === value.n * near.d ? chain(latex(near)) : approximately(plain(near));
    }
    default:
      return form satisfies never;
  }
}
