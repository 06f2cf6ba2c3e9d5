/** Owns: several who do a job at their own rates, together. */
import { answerText, machineText, plain, plainBoth } from "#lib/models/builtin/number-text.ts";
import { amount } from "#lib/models/builtin/quantity.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import {
  add,
  divide,
  equals,
  floor,
  isInteger,
  isZero,
  multiply,
  one,
  ratio,
  subtract,
  sum,
  toNumber,
} from "#lib/models/builtin/rational.ts";
import { type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { fromBase, toBase } from "#lib/models/builtin/unit-table.ts";
import { amountsIn, sentencesOf } from "./sentences.ts";

const jobs =
  /\b(?:paint|fill|build|clean|mow|finish|complete|dig|do the|does the|job|task|wash|type|print|repair|plough|plow|harvest|assembl|pipe|tap|pump|hose|machine|printer)/;
const unclear =
  /\b(?:drain|drains|draining|empty|empties|leak|leaks|after|left|then|before|remaining|later|faster|slower|twice|half|break|leaves|joins|more|less|each day)\b/;

export const solveWorkTogether: Solver = (question) => {
  const text = polite(normalise(question)).toLowerCase();
  const sentences = sentencesOf(text);
  const asked = sentences.at(-1) ?? "";
  const given = text.slice(0, text.lastIndexOf("how long") >= 0 ? text.lastIndexOf("how long") : text.lastIndexOf("how many"));
  if (!jobs.test(text) || unclear.test(text) || !/\bhow (?:long|many (?:hours|minutes|days))\b/.test(asked)) return null;
  if (
    !/\b(?:together|both|at the same time|simultaneously|all of them|combined|same time)\b/.test(text.slice(given.length)) ||
    /\d/.test(text.slice(given.length))
  ) {
    const opensTogether =
      /\b(?:together|both)\b/.test(given.slice(given.lastIndexOf(".") + 1)) && !/\d/.test(text.slice(given.lastIndexOf(".") + 1));
    if (!opensTogether) return null;
  }
  if (sentences.slice(0, -1).some((sentence) => /\b(?:together|both)\b/.test(sentence))) return null;
  const times = amountsIn(given);
  const [first] = times ?? [];
  if (!times || !first || times.length < 2 || times.length > 4) return null;
  if (times.some(({ unit, value }) => unit.dimension !== "time" || value.n <= 0n)) return null;
  const unit = first.unit;
  const alone = times.map((time) => fromBase(toBase(time.value, time.unit), unit));
  const rates = alone.map((time) => divide(one, time));
  const rate = sum(rates);
  const value = divide(one, rate);
  const shares = rates.map((each) => multiply(each, value));
  const whole = sum(shares);
  const rest = subtract(value, ratio(floor(value)));
  const minutes = multiply(rest, ratio(60n));
  const inMinutes =
    unit.one === "hour" && !isZero(rest)
      ? ` (${floor(value) > 0n ? `${amount(ratio(floor(value)), unit)} and ` : ""}${isInteger(minutes) ? plain(minutes) : `about ${Math.round(toNumber(minutes))}`} minutes)`
      : "";
  const decimal = 1 / alone.reduce((total, time) => total + 1 / toNumber(time), 0);
  return toSolution({
    plan: [
      "Turning times into rates",
      `Alone they need ${alone.map((time) => amount(time, unit)).join(" and ")}.`,
      "Times cannot be added, but rates can: the part of the job done in one unit of time. It is assumed that nobody slows the others down.",
    ],
    work: [
      "Adding the rates",
      ...alone.map((time, i) => `${amount(time, unit)} for the whole is ${plain(rates[i] ?? one)} of the job per ${unit.one}`),
      `Together ${rates.map(plain).join(" + ")} = ${plain(rate)} per ${unit.one}`,
      `The whole job takes 1 ÷ ${plain(rate).includes("/") ? `(${plain(rate)})` : plain(rate)} = ${plainBoth(value)} ${unit.many}`,
    ],
    gist: `The rates ${rates.map(plain).join(" + ")} = ${plain(rate)} per ${unit.one} add up, so the whole takes ${plainBoth(value)} ${unit.many}.`,
    checks: [
      {
        text: `In that time they do ${shares.map(plain).join(" + ")} = ${plain(whole)} of the job.`,
        isRight: equals(whole, one),
      },
      {
        text: `In plain decimals it comes to ${Number(decimal.toPrecision(8))} ${unit.many}, and that is less than the fastest alone.`,
        isRight: Math.abs(decimal - toNumber(value)) < 1e-9 * decimal && alone.every((time) => toNumber(time) > decimal),
      },
    ],
    answer: `**${answerText(value)} ${equals(value, add(one, subtract(one, one))) ? unit.one : unit.many}**${inMinutes}`,
    value: { value: machineText(value), unit: unit.many },
  });
};
