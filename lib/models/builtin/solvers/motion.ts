import { normalise, polite } from "#lib/models/builtin/question.ts";
import { add, toNumber } from "#lib/models/builtin/rational.ts";
import type { Solver } from "#lib/models/builtin/solution.ts";
import { fromBase, toBase } from "#lib/models/builtin/unit-table.ts";
import { averageSpeed, distanceOf, meeting, parting, speedOf, timeOf } from "./motion-answers.ts";
import { type Amount, amountsIn, sentencesOf } from "./sentences.ts";

const moving =
  /\b(?:travel|driv|drove|run|ran|walk|cycl|fl(?:y|ies|ew|ying)|rid(?:e|es|ing)|rode|go(?:es|ing)?|mov|speed|fast|train|car|bus|plane|bike|bicycle|cyclist|runner|boat|ship|truck|cover|jog|journey|trip|far)/;
const unclear =
  /\b(?:return|back|stops?|stopped|rests?|break|half|halfway|wind|current|upstream|downstream|later|delay|faster|slower|twice|double|remaining|rest of|accelerat|o'clock|am|pm|a\.m|p\.m|before|after|until|left|first|second|third|lap|laps|tall|wide|deep|high|race|still|ahead|behind|head start|overtake|catch)\b|\d:\d\d|(?<!how )\blong\b/;

export const solveMotion: Solver = (question) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(/\buntil they (?=meet)/g, "they ")
    .replace(/\bafter (?:how (?:long|many|much)|what time)\b/g, "in how long")
    .replace(/\bafter (?=\d)/g, "in ")
    .replace(
      /\b2 (?=(?:[a-z]+ )?(?:trains?|cars?|cyclists?|people|persons|runners?|friends|planes?|ships?|boats?|buses|walkers?|bikes?|hikers?|vehicles)\b)/g,
      "the ",
    );
  if (!moving.test(text) || unclear.test(text)) return null;
  const amounts = amountsIn(text);
  if (!amounts) return null;
  const of = (dimension: string) => amounts.filter(({ unit }) => unit.dimension === dimension);
  const [distances, times, speeds] = [of("length"), joinTimes(of("time"), text), of("length/time")];
  if (distances.length + of("time").length + speeds.length !== amounts.length) return null;
  const asked = sentencesOf(text).at(-1) ?? "";
  const [d, t, s] = [distances[0], times[0], speeds[0]];
  const counts = `${distances.length}${times.length}${speeds.length}`;
  const isTowards = /toward|each other|one another|meet|approach/.test(text) && !/opposite directions?|away/.test(text);
  const isAway = /opposite directions?|away from each other/.test(text);
  const wants = {
    time: /\b(?:how long|how much time|how many (?:hours|minutes|seconds)|travel time|time (?:does|will|is|taken|needed))\b/.test(
      asked,
    ),
    moment: /\b(?:when|how long|how much time|how many (?:hours|minutes))\b/.test(asked),
    distance: /\b(?:how far|distance|how many (?:km|kilomet|mile|met|yard|feet|m\b))/.test(asked),
    speed: /\b(?:how fast|speed|velocity)\b/.test(asked),
  };
  if (counts === "102" && d && isTowards && wants.moment && !/\bthen\b/.test(text)) return meeting(d, speeds, asked);
  if (counts === "012" && t && isAway && wants.distance) return parting(t, speeds);
  if (isTowards || isAway || /\b(?:and then|then)\b/.test(text.replace(/\bthen,? (?=how|what)/g, "")))
    return counts === "220" && /average/.test(asked) ? averageSpeed(distances, times) : null;
  if (counts === "110" && d && t && wants.speed && !wants.distance) return speedOf(d, t);
  if (counts === "101" && d && s && wants.time && !wants.distance) return timeOf(d, s);
  if (counts === "011" && t && s && wants.distance) return distanceOf(t, s);
  if (counts === "220" && wants.speed && /average/.test(asked)) return averageSpeed(distances, times);
  return null;
};

/** "2 hours and 30 minutes" is one time. */
function joinTimes(times: Amount[], text: string): Amount[] {
  const [first, second] = times;
  if (times.length !== 2 || !first || !second || toNumber(second.unit.factor) >= toNumber(first.unit.factor)) return times;
  const between = text.slice(first.index, second.index);
  if (!/^[\d./]+[ -]?[a-z]+,? ?(?:and )?$/.test(between)) return times;
  const total = fromBase(add(toBase(first.value, first.unit), toBase(second.value, second.unit)), first.unit);
  return [{ value: total, unit: first.unit, index: first.index }];
}
