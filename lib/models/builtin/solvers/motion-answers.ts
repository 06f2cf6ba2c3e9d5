/** Owns: the thinking and the answers about even motion whose quantities have been read. */
import { answerText, machineText, operand, plainBoth } from "#lib/models/builtin/number-text.ts";
import { amount } from "#lib/models/builtin/quantity.ts";
import {
  add,
  divide,
  equals,
  floor,
  isInteger,
  isZero,
  multiply,
  type Rational,
  ratio,
  subtract,
  sum,
  toNumber,
} from "#lib/models/builtin/rational.ts";
import { type Check, explained, type Solution, toSolution } from "#lib/models/builtin/solution.ts";
import { findUnit, fromBase, toBase, type Unit } from "#lib/models/builtin/unit-table.ts";
import type { Amount } from "./sentences.ts";

const said = ({ value, unit }: { value: Rational; unit: Unit }) => amount(value, unit);

/** The units of distance and time inside a speed's unit. */
function insideOf(speed: Unit): { length: Unit; time: Unit } | null {
  const pairs: [string, string][] = [
    ["kilometre", "hour"],
    ["mile", "hour"],
    ["metre", "second"],
    ["metre", "minute"],
    ["foot", "second"],
    ["kilometre", "minute"],
    ["mile", "minute"],
    ["nautical mile", "hour"],
    ["kilometre", "second"],
    ["mile", "second"],
    ["foot", "minute"],
  ];
  for (const [lengthName, timeName] of pairs) {
    const [length, time] = [findUnit(lengthName), findUnit(timeName)];
    if (length && time && equals(divide(length.factor, time.factor), speed.factor)) return { length, time };
  }
  return null;
}

function clock(value: Rational, unit: Unit): string {
  if (isInteger(value) || unit.one !== "hour") return "";
  const minutes = multiply(value, ratio(60n));
  const [hours, rest] = [floor(value), subtract(minutes, ratio(floor(value) * 60n))];
  const shown = isInteger(rest)
    ? amount(rest, { ...unit, one: "minute", many: "minutes" })
    : `about ${Math.round(toNumber(rest))} minutes`;
  return ` (${hours === 0n ? "" : `${amount(ratio(hours), unit)} `}${shown})`;
}

interface Told {
  heading: string;
  plan: string;
  lines: string[];
  value: Rational;
  unit: Unit;
  checks: Check[];
  extra?: string;
}

function tell({ heading, plan, lines, value, unit, checks, extra = "" }: Told): Solution {
  return toSolution({
    plan: ["Seeing what is known", plan],
    work: [heading, ...lines],
    gist: lines.at(-1) ?? "",
    checks,
    answer: `**${answerText(value)} ${value.n === value.d ? unit.one : unit.many}**${clock(value, unit)}${extra}`,
    value: { value: machineText(value), unit: unit.many },
  });
}

const inUnit = (given: Amount, unit: Unit) => fromBase(toBase(given.value, given.unit), unit);
const converted = (given: Amount, unit: Unit) =>
  given.unit.one === unit.one ? [] : [`${said(given)} is ${amount(inUnit(given, unit), unit)}`];

function stuck(why: string): Solution {
  return explained("Looking at the numbers", why, why);
}

/** The check in base units and machine decimals. */
function decimal(text: string, wanted: number, got: number): Check {
  return {
    text: `In metres and seconds: ${text} comes to ${Number(wanted.toPrecision(8))}, as found.`,
    isRight: Math.abs(wanted - got) <= 1e-9 * Math.max(1, Math.abs(wanted)),
  };
}
const base = ({ value, unit }: { value: Rational; unit: Unit }) => toNumber(toBase(value, unit));

export function speedOf(d: Amount, given: Amount): Solution | null {
  const hour = findUnit("hour");
  const isLong = /^(?:kilometre|mile)$/.test(d.unit.one) && hour !== null && given.unit.one !== "day";
  const t = isLong ? { ...given, value: inUnit(given, hour), unit: hour } : given;
  const unit = findUnit(`${d.unit.many} per ${t.unit.one}`);
  if (isZero(t.value)) return stuck("No time passes, so there is no speed: it would mean dividing by zero.");
  if (!unit) return null;
  const value = divide(d.value, t.value);
  return tell({
    heading: "Dividing distance by time",
    plan: `The distance is ${said(d)}, the time ${said(t)}; the speed is asked. For even motion speed is distance divided by time.`,
    lines: [...converted(given, t.unit), `${said(d)} ÷ ${said(t)} = ${plainBoth(value)} ${unit.many}`],
    value,
    unit,
    checks: [
      {
        text: `Back: ${operand(value)} × ${operand(t.value)} = ${plainBoth(multiply(value, t.value))} ${d.unit.many}.`,
        isRight: equals(multiply(value, t.value), d.value),
      },
      decimal("distance ÷ time", base(d) / base(t), base({ value, unit })),
    ],
  });
}

export function timeOf(d: Amount, s: Amount): Solution | null {
  const inside = insideOf(s.unit);
  if (!inside) return null;
  if (isZero(s.value)) return stuck("At a speed of zero nothing arrives.");
  const distance = inUnit(d, inside.length);
  const value = divide(distance, s.value);
  return tell({
    heading: "Dividing distance by speed",
    plan: `The distance is ${said(d)}, the speed ${said(s)}; the time is asked. For even motion time is distance divided by speed.`,
    lines: [
      ...converted(d, inside.length),
      `${operand(distance)} ÷ ${operand(s.value)} = ${plainBoth(value)} ${inside.time.many}`,
    ],
    value,
    unit: inside.time,
    checks: [
      {
        text: `Back: ${operand(value)} ${inside.time.many} × ${operand(s.value)} = ${plainBoth(multiply(value, s.value))} ${inside.length.many}.`,
        isRight: equals(multiply(value, s.value), distance),
      },
      decimal("distance ÷ speed", base(d) / base(s), base({ value, unit: inside.time })),
    ],
  });
}

export function distanceOf(t: Amount, s: Amount): Solution | null {
  const inside = insideOf(s.unit);
  if (!inside) return null;
  const time = inUnit(t, inside.time);
  const value = multiply(s.value, time);
  return tell({
    heading: "Multiplying speed by time",
    plan: `The speed is ${said(s)}, the time ${said(t)}; the distance is asked. For even motion distance is speed times time.`,
    lines: [...converted(t, inside.time), `${operand(s.value)} × ${operand(time)} = ${plainBoth(value)} ${inside.length.many}`],
    value,
    unit: inside.length,
    checks: [
      ...(isZero(s.value)
        ? []
        : [
            {
              text: `Back: ${operand(value)} ÷ ${operand(s.value)} = ${plainBoth(divide(value, s.value))} ${inside.time.many}.`,
              isRight: equals(divide(value, s.value), time),
            },
          ]),
      decimal("speed × time", base(s) * base(t), base({ value, unit: inside.length })),
    ],
  });
}

export function meeting(d: Amount, speeds: Amount[], asked: string): Solution | null {
  const [first, second] = speeds;
  const inside = first && insideOf(first.unit);
  if (!first || !second || !inside || /\b(?:how far|where|distance)\b/.test(asked)) return null;
  const other = inUnit(second, first.unit);
  const closing = add(first.value, other);
  const distance = inUnit(d, inside.length);
  if (isZero(closing)) return stuck("Neither of them moves, so they never meet.");
  const value = divide(distance, closing);
  const parts = [multiply(first.value, value), multiply(other, value)];
  const together = sum(parts);
  return tell({
    heading: "Adding the speeds",
    plan: `They start ${said(d)} apart and move towards each other at ${said(first)} and ${said(second)}, taken to start at the same time. The gap closes at the sum of both speeds.`,
    lines: [
      ...converted(second, first.unit),
      ...converted(d, inside.length),
      `Closing speed: ${operand(first.value)} + ${operand(other)} = ${plainBoth(closing)} ${first.unit.many}`,
      `Time: ${operand(distance)} ÷ ${operand(closing)} = ${plainBoth(value)} ${inside.time.many}`,
    ],
    value,
    unit: inside.time,
    checks: [
      {
        text: `By then they have gone ${parts.map((part) => amount(part, inside.length)).join(" and ")}: together ${amount(together, inside.length)}, the whole gap.`,
        isRight: equals(together, distance),
      },
      decimal("gap ÷ (sum of speeds)", base(d) / (base(first) + base(second)), base({ value, unit: inside.time })),
    ],
    extra: ` after they start. By then they have gone ${parts.map((part) => amount(part, inside.length)).join(" and ")}.`,
  });
}

export function parting(t: Amount, speeds: Amount[]): Solution | null {
  const [first, second] = speeds;
  const inside = first && insideOf(first.unit);
  if (!first || !second || !inside) return null;
  const other = inUnit(second, first.unit);
  const time = inUnit(t, inside.time);
  const value = multiply(add(first.value, other), time);
  const parts = add(multiply(first.value, time), multiply(other, time));
  return tell({
    heading: "Adding the speeds",
    plan: `They move apart at ${said(first)} and ${said(second)} for ${said(t)}, taken to start at the same place. The gap grows at the sum of both speeds.`,
    lines: [
      ...converted(second, first.unit),
      ...converted(t, inside.time),
      `(${operand(first.value)} + ${operand(other)}) × ${operand(time)} = ${plainBoth(value)} ${inside.length.many}`,
    ],
    value,
    unit: inside.length,
    checks: [
      { text: `Each for itself: the two distances add up to ${amount(parts, inside.length)}.`, isRight: equals(parts, value) },
    ],
    extra: " apart",
  });
}

export function averageSpeed(distances: Amount[], times: Amount[]): Solution | null {
  const [d, t] = [distances[0], times[0]];
  const unit = d && t && findUnit(`${d.unit.many} per ${t.unit.one}`);
  if (!d || !t || !unit) return null;
  const distance = sum(distances.map((each) => inUnit(each, d.unit)));
  const time = sum(times.map((each) => inUnit(each, t.unit)));
  if (isZero(time)) return stuck("No time passes, so there is no speed.");
  const value = divide(distance, time);
  return tell({
    heading: "Dividing all distance by all time",
    plan: "The average speed is the whole distance divided by the whole time, not the average of the speeds.",
    lines: [
      `Distance: ${distances.map(said).join(" + ")} = ${amount(distance, d.unit)}`,
      `Time: ${times.map(said).join(" + ")} = ${amount(time, t.unit)}`,
      `${operand(distance)} ÷ ${operand(time)} = ${plainBoth(value)} ${unit.many}`,
    ],
    value,
    unit,
    checks: [
      {
        text: `Back: ${operand(value)} × ${operand(time)} = ${plainBoth(multiply(value, time))} ${d.unit.many}.`,
        isRight: equals(multiply(value, time), distance),
      },
    ],
  });
}
