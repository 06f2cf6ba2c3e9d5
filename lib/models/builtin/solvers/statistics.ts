/** Owns: measures of a list of numbers, with variance and deviation for both the population and a sample. */
import { answerText, machineText, operand, plain, plainBoth, rounded } from "#lib/models/builtin/number-text.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import {
  compare,
  divide,
  equals,
  multiply,
  type Rational,
  ratio,
  subtract,
  sum,
  toNumber,
  zero,
} from "#lib/models/builtin/rational.ts";
import { type Check, listed, type Solution, type Solver, type Sum, toSolution } from "#lib/models/builtin/solution.ts";
import { inSum, sumFrom } from "#lib/models/builtin/sum.ts";
import {
  bounds,
  decimalText,
  exact,
  middle,
  multiplyValues,
  rationalOf,
  rootValue,
  toDouble,
  valueLatex,
  valueText,
} from "#lib/models/builtin/value.ts";
import { readList } from "./list.ts";

const names = {
  sum: "sum|total",
  mean: "mean|average|arithmetic mean|avg",
  median: "median",
  mode: "mode|modes|modal value",
  range: "range",
  variance: "variance|var",
  deviation: "standard deviation|standard deviations|std dev|stdev|std|sd|deviation",
  minimum: "minimum|min|smallest|lowest|least",
  maximum: "maximum|max|largest|biggest|highest|greatest",
} as const;
type Measure = keyof typeof names;
const order = Object.keys(names) as Measure[];
const all: Measure[] = ["sum", "mean", "median", "mode", "range", "variance", "deviation", "minimum", "maximum"];

const anyName = `(?:(?:sample|population|arithmetic) )?(?:${Object.values(names).join("|")}|statistics|stats|summary)(?: (?:number|value|values))?`;
const pattern = new RegExp(
  `^((?:the |and |, ?|& ?|${anyName} ?)+?)(?:of|for|from|in|among|:)?(?: (?:the|these|this|following|numbers|values|data|dataset|data set|list|set|sample|scores|population|are)\\b)*:? ?([([{]?[-.\\d].*)$`,
);
const swapped = new RegExp(`^([([{]?[-.\\d][^a-z]*(?:\\band\\b[^a-z]*)?):? ((?:the |and |, ?|& ?|${anyName} ?)+)$`);

export const solveStatistics: Solver = (question) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^(?:(?:what(?:'s| is| are)?|which(?: is)?|find|get|give|compute|calculate) )+/, "");
  const direct = pattern.exec(text);
  const other = direct ? null : swapped.exec(text);
  const list = readList(direct?.[2] ?? other?.[1] ?? "");
  const asked = direct?.[1] ?? other?.[2] ?? "";
  if (!list || list.length < 2 || list.length > 500) return null;
  const wanted = /statistics|stats|summary/.test(asked)
    ? all
    : order.filter((name) => new RegExp(`\\b(?:${names[name]})\\b`).test(asked));
  return wanted.length === 0 ? null : tell(list, wanted);
};

interface Row {
  name: string;
  /** For the answer. */
  shown: string;
  lines: string[];
  value: unknown;
  checks: Check[];
}

function tell(list: Rational[], wanted: Measure[]): Solution {
  const sorted = [...list].sort(compare);
  const rows = wanted.flatMap((measure) => rowsOf(measure, list, sorted));
  const [only] = rows;
  const isOne = rows.length === 1 && only !== undefined;
  const table = `| measure | value |\n|---|---|\n${rows.map((row) => `| ${row.name} | ${row.shown} |`).join("\n")}`;
  const checks = rows.flatMap((row) => row.checks);
  const [first, ...others] = checks;
  return toSolution({
    plan: [
      "Looking at the list",
      `There are ${list.length} numbers: ${list.map(plain).join(", ")}.`,
      `Wanted: ${listed([...new Set(rows.map((row) => row.name))])}.`,
    ],
    work: [isOne ? `Working out the ${only.name}` : "Working out the measures", ...rows.flatMap((row) => row.lines)],
    gist: rows.map((row) => row.lines.at(-1) ?? "").join(" "),
    more: ["Putting the list in order", `Sorted: ${sorted.map(plain).join(", ")}.`],
    checks: first ? [{ text: first.text, isRight: first.isRight }, ...joined(others)] : [],
    answer: isOne ? `**${capital(only.name)}: ${only.shown}**` : table,
    value: Object.fromEntries(rows.map((row) => [row.name, row.value])),
    sum: isOne ? sumFor(only.name, list) : undefined,
  });
}

/** Longer lists are added up here alone. */
const mostInSum = 50;

function sumFor(name: string, list: Rational[]): Sum | undefined {
  if (list.length > mostInSum) return undefined;
  const [total, added] = [sum(list), list.map(inSum).join(" + ")];
  if (name === "sum") return sumFrom(total, added);
  return name === "mean" ? sumFrom(divide(total, ratio(list.length)), `(${added}) / ${list.length}`) : undefined;
}

function joined(checks: Check[]): Check[] {
  return checks.length === 0
    ? []
    : [{ text: checks.map((check) => check.text).join("\n\n"), isRight: checks.every((check) => check.isRight) }];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function row(name: string, value: Rational, lines: string[], checks: Check[] = []): Row {
  return { name, shown: answerText(value), lines, value: machineText(value), checks };
}

function rowsOf(measure: Measure, list: Rational[], sorted: Rational[]): Row[] {
  const total = sum(list);
  const size = ratio(list.length);
  const mean = divide(total, size);
  const low = sorted[0] ?? zero;
  const high = sorted.at(-1) ?? zero;
  switch (measure) {
    case "sum": {
      const back = sum([...list].reverse());
      return [
        row(
          "sum",
          total,
          [`${list.map(operand).join(" + ")} = ${plainBoth(total)}`],
          [{ text: `Added from the other end the sum is ${plain(back)}.`, isRight: equals(back, total) }],
        ),
      ];
    }
    case "mean": {
      const left = sum(list.map((value) => subtract(value, mean)));
      return [
        row(
          "mean",
          mean,
          [`Sum ${plain(total)} ÷ ${list.length} = ${plainBoth(mean)}`],
          [{ text: `The distances from a mean cancel: here they add up to ${plain(left)}.`, isRight: equals(left, zero) }],
        ),
      ];
    }
    case "median":
      return [medianRow(sorted)];
    case "mode":
      return [modeRow(sorted)];
    case "range":
      return [
        row("range", subtract(high, low), [`Largest ${plain(high)} − smallest ${operand(low)} = ${plain(subtract(high, low))}`]),
      ];
    case "minimum":
      return [
        row(
          "minimum",
          low,
          [`The smallest is ${plain(low)}.`],
          [{ text: `None of the numbers is below ${plain(low)}.`, isRight: list.every((value) => compare(value, low) >= 0) }],
        ),
      ];
    case "maximum":
      return [
        row(
          "maximum",
          high,
          [`The largest is ${plain(high)}.`],
          [{ text: `None of the numbers is above ${plain(high)}.`, isRight: list.every((value) => compare(value, high) <= 0) }],
        ),
      ];
    case "variance":
      return spread(list, mean, false);
    case "deviation":
      return spread(list, mean, true);
    default:
      return measure satisfies never;
  }
}

function medianRow(sorted: Rational[]): Row {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? zero;
  const lower = sorted.length % 2 === 1 ? upper : (sorted[half - 1] ?? zero);
  const median = divide(sum([lower, upper]), ratio(2n));
  const below = sorted.filter((value) => compare(value, median) < 0).length;
  const above = sorted.filter((value) => compare(value, median) > 0).length;
  const line =
    sorted.length % 2 === 1
      ? `Sorted, the middle one of ${sorted.length} is ${plain(median)}.`
      : `Sorted, the two in the middle are ${plain(lower)} and ${plain(upper)}; halfway between them is ${plainBoth(median)}.`;
  return row(
    "median",
    median,
    [line],
    [
      {
        text: `${below} numbers are below ${plain(median)} and ${above} above: never more than half on either side.`,
        isRight: below * 2 <= sorted.length && above * 2 <= sorted.length,
      },
    ],
  );
}

function modeRow(sorted: Rational[]): Row {
  const counts = new Map<string, number>();
  for (const value of sorted) counts.set(plain(value), (counts.get(plain(value)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const modes = [...counts].filter(([, count]) => count === most).map(([text]) => text);
  const isNone = most === 1 || (modes.length === counts.size && counts.size > 1);
  const shown = isNone ? "none (no value is more frequent than the others)" : listed(modes);
  const line = isNone
    ? `Every value occurs ${most === 1 ? "once" : `${most} times`}, so there is no mode.`
    : `Most often, ${most} times, occurs ${listed(modes)}.`;
  const values = isNone ? [] : [...new Set(sorted.filter((value) => modes.includes(plain(value))).map(machineText))];
  return { name: "mode", shown, lines: [line], value: values, checks: [] };
}

function spread(list: Rational[], mean: Rational, isRooted: boolean): Row[] {
  const squares = sum(list.map((value) => multiply(subtract(value, mean), subtract(value, mean))));
  const size = ratio(list.length);
  const other = subtract(sum(list.map((value) => multiply(value, value))), multiply(size, multiply(mean, mean)));
  const check: Check = {
    text: `The sum of squares the other way, Σx² − n·mean², is ${plain(other)} as well.`,
    isRight: equals(other, squares),
  };
  const kinds: [string, Rational][] = [
    ["population", size],
    ["sample", ratio(list.length - 1)],
  ];
  return kinds.map(([kind, by], i) => {
    const variance = divide(squares, by);
    const start = i === 0 ? [`Mean ${plainBoth(mean)}; the squared distances from it add up to ${plainBoth(squares)}.`] : [];
    const dividing = `${capital(kind)} variance: ${plain(squares)} ÷ ${plain(by)} = ${plainBoth(variance)}`;
    if (!isRooted) return row(`${kind} variance`, variance, [...start, dividing], i === 0 ? [check] : []);
    return deviationRow(`${kind} standard deviation`, variance, [...start, dividing], i === 0 ? [check] : []);
  });
}

/** Roots of longer numbers are told as decimals only. */
const mostShown = 10_000n;

function deviationRow(name: string, variance: Rational, before: string[], checks: Check[]): Row {
  const value = rootValue(exact(variance), 2n);
  const rational = rationalOf(value);
  const decimal = decimalText(value);
  const isShort = value.kind === "exact" && value.surd.every(({ root }) => root < mostShown);
  const text = isShort ? valueText(value) : `≈ ${decimal}`;
  const square = multiplyValues(value, value);
  const [low, high] = bounds(square);
  const under = plain(variance).includes("/") ? `(${plain(variance)})` : plain(variance);
  return {
    name,
    shown: rational ? answerText(rational) : isShort ? `$${valueLatex(value)}$ ≈ ${decimal}` : `≈ ${decimal}`,
    lines: [...before, `${capital(name)}: √${under} = ${text}${rational || !isShort ? "" : ` ≈ ${decimal}`}`],
    value: rational ? machineText(rational) : { text, decimal },
    checks: [
      ...checks,
      {
        text: `${isShort ? text : decimal} squared is ${rounded(middle(square))}, the variance again.`,
        isRight:
          compare(low, variance) <= 0 &&
          compare(high, variance) >= 0 &&
          Math.abs(Math.sqrt(toNumber(variance)) - toDouble(value)) <= 1e-9 * Math.max(1, toDouble(value)),
      },
    ],
  };
}
