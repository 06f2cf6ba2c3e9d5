/** Owns: asking the date tool for what was worked out on the calendar, and reading what it says. */
import { type CalendarDate, dateText, dayNumber, fullDateText, isoText } from "./calendar.ts";
import type { Comparison, Errand } from "./checked-matter.ts";
import { addCall, describeCall, differenceCall, readDay, readDays } from "./date-tool.ts";
import { plainly, quoted } from "./quoted.ts";
import type { DateSum } from "./solution.ts";
import type { SpokenCall } from "./speak.ts";

/** What is worked out, and the same by another way: what the tool must say to each. */
interface Expected {
  call: SpokenCall;
  why: string;
  again: SpokenCall;
  whyAgain: string;
  own: string;
  days?: number;
  day?: CalendarDate;
  weekday?: string;
}

export function dateErrand(sum: DateSum): Errand {
  const { days, day, weekday, ...expected } = expectedOf(sum);
  return {
    tool: "the date tool",
    ...expected,
    compare: (result) => compareWith(result, { days, day, weekday }),
  };
}

function expectedOf(sum: DateSum): Expected {
  const epoch = { year: 1970, month: 1, day: 1 };
  switch (sum.kind) {
    case "between":
      return {
        call: differenceCall(sum.from, sum.to),
        why: `${slips} so the date tool is asked how far it is from ${dateText(sum.from)} to ${dateText(sum.to)}.`,
        again: addCall(sum.from, 0, sum.days),
        whyAgain: `It is asked the other way round: which day is ${daysText(sum.days)} after ${dateText(sum.from)}.`,
        own: daysText(sum.days),
        days: sum.days,
        day: sum.to,
      };
    case "moved": {
      const days = dayNumber(sum.to) - dayNumber(sum.from);
      return {
        call: addCall(sum.from, sum.sign * sum.months, sum.sign * sum.days),
        why: `${slips} so the date tool is asked which day is ${spanText(sum)} ${sum.sign > 0 ? "after" : "before"} ${dateText(sum.from)}.`,
        again: differenceCall(sum.from, sum.to),
        whyAgain: `It is asked the other way round: how far ${dateText(sum.to)} is from ${dateText(sum.from)}.`,
        own: fullDateText(sum.to),
        days: Math.abs(days),
        day: sum.to,
      };
    }
    case "weekday":
      return {
        call: describeCall(sum.date),
        why: `The date tool is asked what is known of ${dateText(sum.date)}.`,
        again: differenceCall(epoch, sum.date),
        whyAgain: "It is asked how far that is from 1 January 1970, which was a Thursday.",
        own: sum.weekday,
        days: Math.abs(dayNumber(sum.date)),
        day: sum.date,
        weekday: sum.weekday,
      };
    default:
      return sum satisfies never;
  }
}

function compareWith(result: unknown, wanted: Pick<Expected, "days" | "day" | "weekday">): Comparison {
  const days = readDays(result);
  if (days !== null) return { kind: days === wanted.days ? "agrees" : "differs", said: daysText(days) };
  const day = readDay(result);
  if (day === null) return { kind: "unclear", said: quoted(JSON.stringify(result)) };
  const isDay = wanted.day !== undefined && isoText(wanted.day) === day.iso;
  const isWeekday = wanted.weekday === undefined || wanted.weekday.toLowerCase() === day.weekday.toLowerCase();
  return { kind: isDay && isWeekday ? "agrees" : "differs", said: `${day.iso} (${plainly(day.weekday)})` };
}

const slips = "Counting across months of different lengths goes wrong easily,";

function spanText({ months, days }: { months: number; days: number }): string {
  const parts = [months === 0 ? "" : `${months} ${months === 1 ? "month" : "months"}`, days === 0 ? "" : daysText(days)];
  return parts.filter((part) => part !== "").join(" and ") || daysText(0);
}

const daysText = (days: number) => `${days.toLocaleString("en-US")} ${days === 1 ? "day" : "days"}`;
