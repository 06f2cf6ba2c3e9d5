/** Owns: the thinking and the answers about dates that have been read. */
import {
  addMonths,
  type CalendarDate,
  dateOfDay,
  dateText,
  dayNumber,
  daysInMonth,
  fullDateText,
  isLeapYear,
  isoText,
  monthNames,
  monthsBetween,
  weekdayNames,
  weekdayOf,
} from "#lib/models/builtin/calendar.ts";
import { addPeriod, type Period } from "#lib/models/builtin/read-date.ts";
import { type Check, explained, type Solution, toSolution } from "#lib/models/builtin/solution.ts";

export type Wanted = "day" | "week" | "month" | "year";

const plural = (count: number, noun: string) => `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
const beforeGregory = (date: CalendarDate) => dayNumber(date) < dayNumber({ year: 1582, month: 10, day: 15 });
const calendarNote = (...dates: CalendarDate[]) =>
  dates.some(beforeGregory) ? "\n\nThe Gregorian calendar is carried back before its start on 15 October 1582." : "";

/** Day of the year, counted month by month: a way of its own to count days. */
function dayOfYear({ year, month, day }: CalendarDate): number {
  let count = day;
  for (let m = 1; m < month; m += 1) count += daysInMonth(year, m);
  return count;
}

function countByYears(from: CalendarDate, to: CalendarDate): number {
  let days = dayOfYear(to) - dayOfYear(from);
  for (let year = from.year; year < to.year; year += 1) days += isLeapYear(year) ? 366 : 365;
  return days;
}

export function tellDifference(first: CalendarDate, second: CalendarDate, wanted: Wanted, isFromToday: boolean): Solution {
  const isBackwards = dayNumber(second) < dayNumber(first);
  const [from, to] = isBackwards ? [second, first] : [first, second];
  const days = dayNumber(to) - dayNumber(from);
  const [weeks, rest] = [Math.floor(days / 7), days % 7];
  const { months, days: left } = monthsBetween(from, to);
  const byMonths = [plural(Math.floor(months / 12), "year"), plural(months % 12, "month"), plural(left, "day")].filter(
    (text) => !text.startsWith("0 "),
  );
  const inWeeks = `${plural(weeks, "week")}${rest > 0 ? ` and ${plural(rest, "day")}` : ""}`;
  const inMonths = `${plural(months, "month")}${left > 0 ? ` and ${plural(left, "day")}` : ""}`;
  const main: Record<Wanted, string> = {
    day: plural(days, "day"),
    week: inWeeks,
    month: inMonths,
    year: byMonths.join(", ") || "0 days",
  };
  const also =
    wanted === "day"
      ? days >= 14
        ? ` (${inWeeks})`
        : ""
      : wanted === "week"
        ? ` (${plural(days, "day")})`
        : ` (${plural(days, "day")})`;
  const back = dateOfDay(dayNumber(from) + days);
  const again = countByYears(from, to);
  const direction = isBackwards && !isFromToday ? " The second date is the earlier one; the distance is the same." : "";
  return toSolution({
    plan: [
      "Reading the two dates",
      `From ${dateText(from)} to ${dateText(to)}.${direction}`,
      "The first day is not counted and the last one is.",
    ],
    work: [
      "Counting the days",
      ...countingSteps(from, to, days),
      wanted === "day" ? `In weeks: ${inWeeks}` : `${plural(days, "day")} are ${wanted === "week" ? inWeeks : main[wanted]}`,
    ],
    gist: `From ${dateText(from)} to ${dateText(to)} it is ${plural(days, "day")}${wanted === "day" ? "" : `, that is ${main[wanted]}`}.`,
    checks: [
      { text: `${plural(days, "day")} after ${dateText(from)} is ${dateText(back)}.`, isRight: isoText(back) === isoText(to) },
      {
        text: `Weekdays fit: ${weekdayNames[weekdayOf(from)]} plus ${rest} is ${weekdayNames[(weekdayOf(from) + rest) % 7]}, and ${dateText(to)} is a ${zellerName(to)}. Counted year by year and month by month it is ${plural(again, "day")}.`,
        isRight: again === days && (weekdayOf(from) + rest) % 7 === zeller(to),
      },
    ],
    answer: `**${main[wanted]}**${also}, from ${dateText(from)} to ${dateText(to)}.${calendarNote(from)}`,
    value: { days, weeks: [weeks, rest], months: [months, left] },
    dates: { kind: "between", from, to, days },
  });
}

function countingSteps(from: CalendarDate, to: CalendarDate, days: number): string[] {
  if (from.year === to.year && from.month === to.month) return [`Same month: ${to.day} − ${from.day} = ${plural(days, "day")}`];
  const steps: string[] = [];
  const endOfYear = { year: from.year, month: 12, day: 31 };
  if (from.year === to.year) {
    const rest = daysInMonth(from.year, from.month) - from.day;
    steps.push(`Left in ${monthNames[from.month - 1]}: ${plural(rest, "day")}`);
    for (let month = from.month + 1; month < to.month; month += 1)
      steps.push(`${monthNames[month - 1]}: ${daysInMonth(from.year, month)}`);
    steps.push(`In ${monthNames[to.month - 1]}: ${plural(to.day, "day")}`);
  } else {
    const leaps = Array.from({ length: to.year - from.year - 1 }, (_, i) => from.year + 1 + i).filter(isLeapYear).length;
    const between = to.year - from.year - 1;
    steps.push(`Left in ${from.year}: ${plural(dayNumber(endOfYear) - dayNumber(from), "day")}`);
    if (between > 0)
      steps.push(
        `${plural(between, "whole year")} between, ${leaps} of them leap years: ${plural(between * 365 + leaps, "day")}`,
      );
    steps.push(`In ${to.year} up to the date: ${plural(dayOfYear(to), "day")}`);
  }
  return [...steps, `Together ${plural(days, "day")}`];
}

/** Zeller's congruence: the weekday by another formula; 0 is Sunday. */
function zeller({ year, month, day }: CalendarDate): number {
  const [y, m] = month < 3 ? [year - 1, month + 12] : [year, month];
  const h = (day + Math.floor((13 * (m + 1)) / 5) + y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)) % 7;
  return (h + 6) % 7;
}
const zellerName = (date: CalendarDate) => weekdayNames[zeller(date)];

export function tellWeekday(date: CalendarDate, asked?: string): Solution {
  const number = dayNumber(date);
  const name = weekdayNames[weekdayOf(date)] ?? "";
  const is = asked === undefined ? "" : name.toLowerCase() === asked ? "**Yes.** " : "**No.** ";
  const distance = Math.abs(number);
  return toSolution({
    plan: [
      "Planning the weekday",
      `Which weekday is ${dateText(date)}?`,
      "Weekdays repeat every 7 days, so it is enough to count from a day whose weekday is known: 1 January 1970 was a Thursday.",
    ],
    work: [
      "Counting from a known Thursday",
      `From 1 January 1970 it is ${plural(distance, "day")} ${number < 0 ? "back" : "on"}.`,
      `${distance.toLocaleString("en-US")} = 7 × ${Math.floor(distance / 7).toLocaleString("en-US")} + ${distance % 7}, so ${distance % 7} ${number < 0 ? "before" : "after"} Thursday: ${name}`,
    ],
    gist: `Counting ${plural(distance, "day")} from Thursday, 1 January 1970, leaves ${distance % 7} after whole weeks: ${name}.`,
    checks: [
      {
        text: `By Zeller's formula, which uses only day, month and year, it is ${zellerName(date)}.`,
        isRight: zeller(date) === weekdayOf(date),
      },
    ],
    answer: `${is}${dateText(date)} falls on a **${name}**.${calendarNote(date)}`,
    value: asked === undefined ? name : name.toLowerCase() === asked,
    dates: { kind: "weekday", date, weekday: name },
  });
}

export function tellMoved(start: CalendarDate, period: Period, sign: 1 | -1, result: CalendarDate): Solution {
  const afterMonths = addMonths(start, sign * period.months);
  const isClamped = period.months > 0 && afterMonths.day !== start.day;
  const steps: string[] = [];
  if (period.months > 0) {
    steps.push(`${plural(period.months, "month")} ${sign > 0 ? "on" : "back"} from ${dateText(start)}: ${dateText(afterMonths)}`);
    if (isClamped) steps.push(`That month has no ${start.day}th day, so its last day is taken.`);
  }
  if (period.days > 0)
    steps.push(`${plural(period.days, "day")} ${sign > 0 ? "on" : "back"} from ${dateText(afterMonths)}: ${dateText(result)}`);
  const checks: Check[] = [];
  const distance = Math.abs(countSigned(afterMonths, result));
  if (period.days > 0)
    checks.push({
      text: `Counted year by year, from ${dateText(afterMonths)} to ${dateText(result)} it is ${plural(distance, "day")}.`,
      isRight: distance === period.days,
    });
  if (period.months > 0 && !isClamped) {
    const back = addMonths(
      addPeriod(result, { days: period.days, months: 0, text: "" }, sign > 0 ? -1 : 1),
      -sign * period.months,
    );
    checks.push({ text: `The same way back leads to ${dateText(back)}.`, isRight: isoText(back) === isoText(start) });
  }
  checks.push({
    text: `Zeller's formula makes ${dateText(result)} a ${zellerName(result)}, as counted.`,
    isRight: zeller(result) === weekdayOf(result),
  });
  return toSolution({
    plan: [
      "Reading the question",
      `${period.text} ${sign > 0 ? "after" : "before"} ${dateText(start)}.`,
      period.months > 0 ? "Months and years first, then weeks and days." : "Weeks are 7 days each.",
    ],
    work: [sign > 0 ? "Moving forward" : "Moving back", ...steps],
    gist: `${period.text} ${sign > 0 ? "after" : "before"} ${dateText(start)} is ${fullDateText(result)}.`,
    checks,
    answer: `**${fullDateText(result)}**${isClamped ? ` (${monthNames[afterMonths.month - 1]} ${afterMonths.year} has only ${afterMonths.day} days)` : ""}${calendarNote(result)}`,
    value: isoText(result),
    dates: { kind: "moved", from: start, months: period.months, days: period.days, sign, to: result },
  });
}

function countSigned(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) < dayNumber(from) ? -countByYears(to, from) : countByYears(from, to);
}

export function tellAge(born: CalendarDate, on: CalendarDate): Solution {
  if (dayNumber(born) > dayNumber(on)) {
    const why = `${dateText(born)} is after ${dateText(on)}, so there is no age yet.`;
    return explained("Comparing the dates", why, why);
  }
  const { months, days } = monthsBetween(born, on);
  const years = Math.floor(months / 12);
  const back = dateOfDay(dayNumber(addMonths(born, months)) + days);
  const hadBirthday =
    on.month > born.month || (on.month === born.month && on.day >= Math.min(born.day, daysInMonth(on.year, born.month)));
  return toSolution({
    plan: [
      "Reading the dates",
      `Born on ${dateText(born)}; the age on ${dateText(on)} is asked.`,
      "Whole years first, then months, then days.",
    ],
    work: [
      "Counting from birthday to birthday",
      `${on.year} − ${born.year} = ${on.year - born.year}${hadBirthday ? ", and this year's birthday has been" : ", but this year's birthday is still to come, so one less"}: ${plural(years, "year")}`,
      `Then ${plural(months % 12, "month")} and ${plural(days, "day")}`,
    ],
    gist: `From ${dateText(born)} to ${dateText(on)} it is ${plural(years, "year")}, ${plural(months % 12, "month")} and ${plural(days, "day")}.`,
    checks: [
      {
        text: `Added back to the day of birth this leads to ${dateText(back)}.`,
        isRight: isoText(back) === isoText(on) && years === on.year - born.year - (hadBirthday ? 0 : 1),
      },
    ],
    answer: `**${plural(years, "year")} old** (${plural(years, "year")}, ${plural(months % 12, "month")}, ${plural(days, "day")}) on ${dateText(on)}.`,
    value: { years, months: months % 12, days },
    dates: { kind: "between", from: born, to: on, days: dayNumber(on) - dayNumber(born) },
  });
}
