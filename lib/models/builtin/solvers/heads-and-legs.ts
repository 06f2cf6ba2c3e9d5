/** Owns: two kinds counted together by heads and by legs (or wheels). */
import { plain } from "#lib/models/builtin/number-text.ts";
import { normalise, numbersIn, polite } from "#lib/models/builtin/question.ts";
import { divide, isInteger, multiply, type Rational, ratio, readRational, subtract } from "#lib/models/builtin/rational.ts";
import { explained, type Solution, type Solver, toSolution } from "#lib/models/builtin/solution.ts";

const legs: Record<string, number> = {
  chicken: 2,
  hen: 2,
  duck: 2,
  goose: 2,
  geese: 2,
  bird: 2,
  turkey: 2,
  ostrich: 2,
  pheasant: 2,
  rooster: 2,
  pigeon: 2,
  rabbit: 4,
  cow: 4,
  pig: 4,
  sheep: 4,
  goat: 4,
  dog: 4,
  cat: 4,
  horse: 4,
  donkey: 4,
  pony: 4,
  ponies: 4,
  llama: 4,
  elephant: 4,
  ant: 6,
  beetle: 6,
  spider: 8,
};
const wheels: Record<string, number> = { bicycle: 2, bike: 2, motorcycle: 2, motorbike: 2, tricycle: 3, rickshaw: 3, car: 4 };

function kindsIn(text: string, counts: Record<string, number>): { name: string; each: number }[] {
  const found = new Map<string, number>();
  for (const [word] of text.matchAll(/[a-z]+/g)) {
    const key = word in counts ? word : word.replace(/(?<=ostrich)es$|s$/, "");
    const each = counts[key];
    if (each !== undefined && Object.hasOwn(counts, key))
      found.set(key === word && !word.endsWith("s") ? pluralOf(word) : word, each);
  }
  return [...found].map(([name, each]) => ({ name, each }));
}

const pluralOf = (word: string) =>
  /^(?:sheep|geese|ponies)$/.test(word)
    ? word
    : word === "goose"
      ? "geese"
      : word === "ostrich"
        ? "ostriches"
        : word === "pony"
          ? "ponies"
          : `${word}s`;

const heads =
  /(\d[\d,]*)\s+(?:heads?|animals|vehicles|creatures|in total|of them)\b|(?:heads|animals|vehicles)\s*(?:is|are|:|=|number|total)?\s*(\d[\d,]*)\b/;
const feet = /(\d[\d,]*)\s+(legs|feet|wheels|paws)\b|(legs|feet|wheels)\s*(?:is|are|:|=|number|total)?\s*(\d[\d,]*)\b/;

export const solveHeadsAndLegs: Solver = (question) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(/\bof each\b/g, "");
  const below = feet.exec(text);
  const above = heads.exec(text);
  if (!below || !above || numbersIn(text).length !== 2 || /\b(?:more|fewer|less|twice|times|each|lost|missing|half)\b/.test(text))
    return null;
  const noun = below[2] ?? below[3] ?? "legs";
  const kinds = kindsIn(text, noun === "wheels" ? wheels : legs);
  const [a, b] = kinds;
  const count = readRational(above[1] ?? above[2] ?? "");
  const total = readRational(below[1] ?? below[4] ?? "");
  if (kinds.length !== 2 || !a || !b || !count || !total || a.each === b.each) return null;
  const [few, many] = a.each < b.each ? [a, b] : [b, a];
  return tell(few, many, count, total, noun);
};

interface Kind {
  name: string;
  each: number;
}

function tell(few: Kind, many: Kind, count: Rational, total: Rational, noun: string): Solution {
  const least = multiply(count, ratio(few.each));
  const extra = subtract(total, least);
  const step = ratio(many.each - few.each);
  const manyCount = divide(extra, step);
  const fewCount = subtract(count, manyCount);
  const lines = [
    `If all ${plain(count)} were ${few.name}, there would be ${plain(count)} × ${few.each} = ${plain(least)} ${noun}.`,
    `There are ${plain(total)}, which is ${plain(extra)} more.`,
    `Each of the ${many.name} instead brings ${plain(step)} more: ${plain(extra)} ÷ ${plain(step)} = ${plain(manyCount)} ${many.name}.`,
    `The rest: ${plain(count)} − ${plain(manyCount)} = ${plain(fewCount)} ${few.name}.`,
  ];
  if (!isInteger(manyCount) || manyCount.n < 0n || fewCount.n < 0n) {
    const why = `It would take ${plain(manyCount)} ${many.name} and ${plain(fewCount)} ${few.name}, and there are no such numbers of them.`;
    return explained(
      "Trying all of one kind",
      `${lines.join(" ")} ${why}`,
      `**No such numbers.** With ${plain(count)} heads and ${plain(total)} ${noun}, ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
      null,
    );
  }
  const back = multiply(fewCount, ratio(few.each)).n + multiply(manyCount, ratio(many.each)).n;
  const allMany = divide(subtract(multiply(count, ratio(many.each)), total), step);
  return toSolution({
    plan: [
      "Seeing what is counted",
      `${few.name} have ${few.each} ${noun} each, ${many.name} have ${many.each}; there are ${plain(count)} in all and ${plain(total)} ${noun}.`,
      "It is easiest to suppose that all are of one kind and to correct that.",
    ],
    work: ["Supposing all are of one kind", ...lines],
    gist: `All ${few.name} would make ${plain(least)} ${noun}; the ${plain(extra)} more come from ${plain(manyCount)} ${many.name}.`,
    checks: [
      {
        text: `${plain(fewCount)} × ${few.each} + ${plain(manyCount)} × ${many.each} = ${back} ${noun}.`,
        isRight: back === total.n,
      },
      {
        text: `From the other side: if all were ${many.name}, ${plain(subtract(multiply(count, ratio(many.each)), total))} ${noun} would be missing, so ${plain(allMany)} are ${few.name}.`,
        isRight: allMany.n === fewCount.n && allMany.d === fewCount.d,
      },
    ],
    answer: `**${plain(manyCount)} ${many.name} and ${plain(fewCount)} ${few.name}**`,
    value: { [many.name]: plain(manyCount), [few.name]: plain(fewCount) },
  });
}
