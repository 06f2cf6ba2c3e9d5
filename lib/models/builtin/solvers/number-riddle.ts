/** Owns: "twice a number plus 5 is 17" as an equation. */
import { normalise, polite } from "#lib/models/builtin/question.ts";
import type { Solver } from "#lib/models/builtin/solution.ts";
import { solveEquation } from "./equation.ts";

const someNumber = /\b(?:(?:a|an|some|what|which|the|this|that)(?: unknown| certain)? number|it)\b/g;
const ending = /[\s.,;?!]+(?:what(?: is|'s| was)|find|which is|determine)(?: the| that| this| my)? (?:number|it)(?: is it)?$/;
const words: [RegExp, string][] = [
  [/\b(?:twice|double) x\b/g, "2*x"],
  [/\b(?:triple|thrice) x\b/g, "3*x"],
  [/\bhalf (?:of )?x\b/g, "x/2"],
  [/\b(?:a|one) third of x\b/g, "x/3"],
  [/\b(?:a|one) quarter of x\b/g, "x/4"],
  [/\bthe square of x\b|\bx squared\b/g, "x^2"],
  [/ ?% of x\b/g, "/100*x"],
  [/\b(?:plus|increased by)\b/g, "+"],
  [/\b(?:minus|decreased by)\b/g, "-"],
  [/\b(?:times|multiplied by)\b/g, "*"],
  [/\bdivided by\b/g, "/"],
  [/\b(?:is equal to|equals|is|gives|makes|results in|equal)\b/g, "="],
];

export const solveNumberRiddle: Solver = (question, context) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(ending, "")
    .replace(/^(?:if|when|suppose|find (?:a|the) number (?:such that|so that|if)|what is the number if) /, "");
  if (
    text.length > 160 ||
    !/\bnumber\b/.test(text) ||
    /\b(?:numbers|digits?|sum|product|and|than|consecutive|less|more|prime)\b/.test(text)
  )
    return null;
  let equation = text.replace(someNumber, "x");
  for (const [word, sign] of words) equation = equation.replace(word, sign);
  if (!/^[\dx+\-*/^=.,() ]+$/.test(equation) || equation.split("=").length !== 2 || !equation.includes("x")) return null;
  return solveEquation(equation.replace(/(\d) x/g, "$1*x"), context);
};
