/** Owns: the thinking and the answers about the lengths of years and months. */
import { addMonths, dateText, dayNumber, daysInMonth, isLeapYear, monthNames } from "#lib/models/builtin/calendar.ts";
import { type Solution, toSolution } from "#lib/models/builtin/solution.ts";

const _plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

export function tellLeapYear(year: number): Solution | null {
  if (year < 1) return null;
  const is = isLeapYear(year);
  const reason =
    year % 400 === 0
      ? "it is divisible by 400"
      : year % 100 === 0
        ? "it is divisible by 100 but not by 400"
        : year % 4 === 0
          ? "it is divisible by 4 and not by 100"
          : `it is not divisible by 4 (the remainder is ${year % 4})`;
  const length = dayNumber({ year: year + 1, month: 1, day: 1 }) - dayNumber({ year, month: 1, day: 1 });
  return toSolution({
    plan: ["Recalling the rule", "A leap year is divisible by 4, except full centuries that are not divisible by 400."],
    work: [`Applying it to ${year}`, `${year}: ${reason}.`],
    gist: `${year} is ${is ? "" : "not "}a leap year: ${reason}.`,
    checks: [{ text: `From 1 January ${year} to 1 January ${year + 1} it is ${length} days.`, isRight: (length === 366) === is }],
    answer: `**${is ? "Yes" : "No"}**, ${year} is ${is ? "" : "not "}a leap year: ${reason}.`,
    value: is,
  });
}

/** How many days a month has, or the year when the month is 0. */
export function tellLength(month: number | null, year: number): Solution | null {
  if (month === null || year < 1) return null;
  const first = { year, month: month || 1, day: 1 };
  const next = month === 0 ? { year: year + 1, month: 1, day: 1 } : addMonths(first, 1);
  const days = month === 0 ? (isLeapYear(year) ? 366 : 365) : daysInMonth(year, month);
  const name = month === 0 ? String(year) : `${monthNames[month - 1]} ${year}`;
  const counted = dayNumber(next) - dayNumber(first);
  const leap = `${year} is ${isLeapYear(year) ? "" : "not "}a leap year`;
  return toSolution({
    plan: ["Recalling the calendar", `How many days has ${name}? February depends on the leap year, the other months do not.`],
    work: ["Looking at the year", `${leap}, so ${name} has ${days} days.`],
    gist: `${leap}, so ${name} has ${days} days.`,
    checks: [{ text: `From ${dateText(first)} to ${dateText(next)} it is ${counted} days.`, isRight: counted === days }],
    answer: `**${days} days** in ${name}.`,
    value: days,
  });
}

/** The leap years from one year to another, both counted; or the first one from a year on. */
export function tellLeapYears(first: number, last: number | null): Solution | null {
  if (first < 1 || (last !== null && last < first) || first > 9990) return null;
  const end = last ?? first + 8;
  const years = Array.from({ length: end - first + 1 }, (_, i) => first + i).filter(isLeapYear);
  const upTo = (year: number) => Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const count = upTo(end) - upTo(first - 1);
  const shown = years.length > 60 ? `${years.slice(0, 5).join(", ")}, … , ${years.slice(-5).join(", ")}` : years.join(", ");
  const isOne = last === null;
  return toSolution({
    plan: ["Recalling the rule", "A leap year is divisible by 4, except full centuries that are not divisible by 400."],
    work: [
      isOne ? `Looking from ${first} on` : `Listing ${first} to ${end}`,
      isOne ? `The first that fits is ${years[0]}.` : shown || "There is none.",
    ],
    gist: isOne
      ? `From ${first} on, the first leap year is ${years[0]}.`
      : `From ${first} to ${end} there are ${years.length} leap years.`,
    checks: [
      {
        text: `By counting multiples of 4, 100 and 400: there are ${count} from ${first} to ${end}.`,
        isRight: count === years.length,
      },
    ],
    answer: isOne
      ? `**${years[0]}**`
      : `**${years.length}** leap year${years.length === 1 ? "" : "s"} from ${first} to ${end}, both counted${years.length > 0 ? `: ${shown}` : ""}.`,
    value: isOne ? years[0] : years.length,
  });
}
