/** Owns: word problems made of comparisons: who has how much, ages, prices. */
import { equationText, holds, solveSystemOf } from "#lib/models/builtin/linear-system.ts";
import { answerText, machineText, moneyText, plain } from "#lib/models/builtin/number-text.ts";
import { currencySign, normalise, polite } from "#lib/models/builtin/question.ts";
import { add, isInteger, type Rational, sum } from "#lib/models/builtin/rational.ts";
import { explained, listed, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { nameOf, namesIn, type Relation, readRelation, toEquation } from "./relation-text.ts";
import { clausesOf, sentencesOf } from "./sentences.ts";

type Asked = { kind: "each" } | { kind: "total" } | { kind: "one"; name: string };

const countingWords = /^(?:years?|year old|years old|dollars?|euros?|pounds?|cents?|kg|kilos?|kilograms?|cm|points?|old|more)?$/;

export const solveRelations: Solver = (question) => {
  const text = polite(normalise(question)).toLowerCase();
  if (
    !/\d/.test(text) ||
    !/\b(?:times|twice|double|thrice|triple|half|third|quarter|more|fewer|less|older|younger|taller|shorter|longer|heavier|lighter|cheaper)\b/.test(
      text,
    )
  )
    return null;
  const relations: Relation[] = [];
  let asked: Asked | null = null;
  for (const sentence of sentencesOf(text)) {
    const read = readSentence(sentence);
    if (read === null) return null;
    relations.push(...read.relations);
    if (read.asked && asked) return null;
    asked = read.asked ?? asked;
  }
  const names = [...new Set(relations.flatMap(namesIn))];
  const isCompared = relations.some(({ kind }) => kind === "multiple" || kind === "difference");
  if (!isCompared || names.length < 2 || names.length > 4 || !haveOneNoun(relations)) return null;
  if (relations.some((relation, i) => isUnclearTotal(relation, relations.slice(0, i), names))) return null;
  if (asked?.kind === "one" && !names.includes(asked.name)) return null;
  return tell(relations, names, asked ?? { kind: "each" }, question);
};

function readSentence(sentence: string): { relations: Relation[]; asked: Asked | null } | null {
  const question = readQuestion(sentence);
  if (question) return { relations: [], asked: question };
  const whole = readRelation(sentence);
  if (whole) return { relations: [whole], asked: null };
  const relations: Relation[] = [];
  let asked: Asked | null = null;
  for (const clause of clausesOf(sentence)) {
    const read = readRelation(clause);
    const ask = read ? null : readQuestion(clause);
    if (!read && !ask) return null;
    if (read) relations.push(read);
    asked = ask ?? asked;
  }
  return { relations, asked };
}

const ask = {
  each: /^(?:and )?(?:how (?:many|much|old|tall|heavy)(?: [a-z]+){0,2} (?:does|do|did|is|are|has|have|was|were) (?:each(?: of them| 1| one| person)?|they(?: each)?|both|everyone)(?: (?:have|has|cost|weigh|own|now|today|each|get|earn|old))*|what are their (?:present |current )?ages|find their (?:present |current )?ages)$/,
  total:
    /^(?:and )?how (?:many|much)(?: [a-z]+){0,2} do (?:they|both|the 2|all)(?: of them)? (?:have|own|cost|weigh) (?:together|in total|altogether|in all|combined)$/,
  one: /^(?:and )?how (?:many|much|old|tall|heavy|long)(?: [a-z]+){0,3}? (?:does|do|did|is|are|am|was|has|have) ((?:(?:the|an?|his|her|my) )?[a-z'-]+)(?: (?:have|has|own|cost|weigh|earn|now|today|old|get|save|saved|collect|pick|score))*$/,
  price: /^(?:and )?(?:what is |what's |find )?(?:the )?(?:price|cost|age|weight) of ((?:(?:the|an?|his|her|my) )?[a-z'-]+)$/,
  age: /^(?:and )?(?:what is |what's |find )?((?:(?:the|his|her|my) )?[a-z-]+)'s (?:age|weight|height)$/,
};

function readQuestion(text: string): Asked | null {
  if (ask.each.test(text)) return { kind: "each" };
  if (ask.total.test(text)) return { kind: "total" };
  const name = nameOf((ask.one.exec(text) ?? ask.price.exec(text) ?? ask.age.exec(text))?.[1] ?? "they");
  return name === null ? null : { kind: "one", name };
}

/** "They" in the middle of a story may mean those named so far or all. */
function isUnclearTotal(relation: Relation, before: Relation[], names: string[]): boolean {
  const seen = new Set(before.flatMap(namesIn));
  return relation.kind === "total" && relation.names === null && seen.size > 0 && seen.size < names.length;
}

/** Amounts of different things are not compared. */
function haveOneNoun(relations: Relation[]): boolean {
  const nouns = relations
    .map(({ noun }) => noun.replace(/ ?\b(?:of|in|as|an?|the)$/, "").trim())
    .filter((noun) => !countingWords.test(noun));
  if (relations.some(({ noun }) => /\b(?:each|apiece|per|left|than|times|and|or|to|from|for|ago|every)\b/.test(noun)))
    return false;
  return new Set(nouns.map((noun) => noun.replace(/s$/, ""))).size <= 1;
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function tell(relations: Relation[], names: string[], asked: Asked, question: string): Solution | null {
  const isPerson = (name: string) =>
    new RegExp(`\\b${capital(name)}\\b`).test(question) && !new RegExp(`\\b(?:a|an|the) ${capital(name)}\\b`, "i").test(question);
  const shown = new Map(names.map((name) => [name, isPerson(name) ? capital(name) : name]));
  const label = (name: string) => shown.get(name) ?? name;
  const equations = relations.map((relation) => {
    const { terms, constant } = toEquation(relation, names);
    return { terms: new Map([...terms].map(([name, value]) => [label(name), value])), constant };
  });
  const labels = names.map(label);
  const { values, steps } = solveSystemOf(equations, labels);
  const stated = equations.map(equationText);
  if (!values) {
    const isFalse = steps.some((step) => step.includes("false"));
    const why = isFalse
      ? "They contradict each other, so no amounts fit."
      : "They do not settle the amounts: something is missing.";
    return explained(
      "Setting up the equations",
      `The sentences say: ${stated.join("; ")}. ${why}`,
      `Understood: ${stated.join("; ")}. ${why}`,
    );
  }
  const isCount = /\bhow many\b|\bas many\b/i.test(question);
  const isBad = [...values.values()].some((value) => value.n < 0n || (isCount && !isInteger(value)));
  const sign = currencySign(question);
  const say = (value: Rational) => (sign === "" ? answerText(value) : moneyText(value, sign));
  const total = sum([...values.values()]);
  const fit = isBad
    ? `\n\nTaken literally that is not possible: ${isCount ? "such things come in whole numbers" : "an amount cannot be below zero"}.`
    : "";
  const shortAll = labels.map((name) => `${name}: ${say(values.get(name) ?? total)}`);
  const answer =
    asked.kind === "total"
      ? `**Together: ${say(total)}** (${shortAll.join(", ")})`
      : asked.kind === "one"
        ? `**${capital(label(asked.name))}: ${say(values.get(label(asked.name)) ?? total)}** (${shortAll.join(", ")})`
        : `**${shortAll.join(", ")}**`;
  const isRight = equations.every((equation) => holds(equation, values));
  return toSolution({
    plan: [
      "Turning the sentences into equations",
      `Unknown are the amounts of ${listed(labels)}. The sentences say: ${stated.join("; ")}.`,
      relations.some(({ shift }) => shift.n !== 0n)
        ? "Where another year is meant, everyone's age is moved by the same number of years."
        : "Everything is written in one unknown, then worked backwards.",
    ],
    work: [
      "Putting one into the other",
      ...steps,
      `So ${labels.map((name) => `${name} = ${plain(values.get(name) ?? total)}`).join(", ")}.`,
    ],
    gist: `${stated.join("; ")}. So ${labels.map((name) => `${name} = ${plain(values.get(name) ?? total)}`).join(", ")}.`,
    checks: [
      {
        text: relations
          .map((relation) => verify(relation, names, (name) => values.get(label(name)) ?? total, label))
          .join("\n\n"),
        isRight,
      },
    ],
    answer: answer + fit,
    value: Object.fromEntries(labels.map((name) => [name, machineText(values.get(name) ?? total)])),
  });
}

/** The sentence with the values in it. */
function verify(
  relation: Relation,
  names: string[],
  amountOf: (name: string) => Rational,
  label: (name: string) => string,
): string {
  const at = (name: string) => plain(add(amountOf(name), relation.shift));
  switch (relation.kind) {
    case "multiple":
      return `${label(relation.left)} ${at(relation.left)} against ${plain(relation.factor)} times ${label(relation.right)}'s ${at(relation.right)}.`;
    case "difference":
      return `${label(relation.left)} ${at(relation.left)} against ${label(relation.right)} ${at(relation.right)}: the difference is ${plain(relation.by)}.`;
    case "total":
      return `${(relation.names ?? names).map(at).join(" + ")} is ${plain(relation.sum)}.`;
    case "fixed":
      return `${label(relation.name)} has the ${plain(relation.value)} given.`;
    default:
      return relation satisfies never;
  }
}
