/** Owns: dates as people write them. */
import { addMonths, type CalendarDate, dateOfDay, dayNumber, isDate, monthNames } from "./calendar.ts";

export type ReadDate = { date: CalendarDate; isYearAssumed?: boolean } | { problem: string };

const months = monthNames.map((name) => name.toLowerCase());
const monthPattern = `(?:${months.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join("|")}|sept)\\.?`;
const weekdayLead = "(?:(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?,? )?(?:the )?";
const shapes = {
  iso: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  numeric: /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/,
  dayFirst: new RegExp(`^${weekdayLead}(\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -](${monthPattern})(?:(?:,|-)? ?(\\d{4}))?$`),
  monthFirst: new RegExp(`^${weekdayLead}(${monthPattern}) (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?$`),
  named:
    /^(?:the )?(christmas(?: day)?|christmas eve|new year's eve|new year(?:'s)?(?: day)?|halloween|valentine's day)(?:,? (?:of |in )?(\d{4}))?$/,
};
const feasts: Record<string, [month: number, day: number]> = {
  "christmas eve": [12, 24],
  christmas: [12, 25],
  "christmas day": [12, 25],
  "new year's eve": [12, 31],
  "new year": [1, 1],
  "new year's": [1, 1],
  "new year day": [1, 1],
  "new year's day": [1, 1],
  halloween: [10, 31],
  "valentine's day": [2, 14],
};

function checked(date: CalendarDate, written: string): ReadDate {
  return isDate(date) ? { date } : { problem: `There is no such date as ${written.trim()}.` };
}

/** Without a year the nearest such day is meant: from today on, or up to today when `isPast`. */
function yearless(month: number, day: number, today: CalendarDate, isPast: boolean, written: string): ReadDate {
  for (let i = 0; i <= 8; i += 1) {
    const date = { year: today.year + (isPast ? -i : i), month, day };
    const isOnSide = isPast ? dayNumber(date) <= dayNumber(today) : dayNumber(date) >= dayNumber(today);
    if (isDate(date) && isOnSide) return { date, isYearAssumed: true };
  }
  return { problem: `There is no such date as ${written.trim()}.` };
}

/** Null when the text is no date; a problem when it is one that cannot be, or that may be read in two ways. */
export function readDate(text: string, today: CalendarDate, isPast = false): ReadDate | null {
  const lower = text.trim().toLowerCase().replace(/^on /, "").replace(/[.,]$/, "");
  if (lower.length > 60) return null;
  if (lower === "today" || lower === "now") return { date: today };
  if (lower === "tomorrow") return { date: dateOfDay(dayNumber(today) + 1) };
  if (lower === "yesterday") return { date: dateOfDay(dayNumber(today) - 1) };
  const iso = shapes.iso.exec(lower);
  if (iso) return checked({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }, text);
  const numeric = shapes.numeric.exec(lower);
  if (numeric) return readNumeric(Number(numeric[1]), Number(numeric[3]), Number(numeric[4]), numeric[2] === ".", text);
  const dayFirst = shapes.dayFirst.exec(lower);
  const monthFirst = dayFirst ? null : shapes.monthFirst.exec(lower);
  const monthText = dayFirst?.[2] ?? monthFirst?.[1];
  if (monthText !== undefined) {
    const month = months.findIndex((name) => name.startsWith(monthText.slice(0, 3))) + 1;
    const day = Number(dayFirst?.[1] ?? monthFirst?.[2]);
    const year = dayFirst?.[3] ?? monthFirst?.[3];
    return year === undefined ? yearless(month, day, today, isPast, text) : checked({ year: Number(year), month, day }, text);
  }
  const named = shapes.named.exec(lower);
  const [month, day] = feasts[named?.[1] ?? ""] ?? [];
  if (month === undefined || day === undefined) return null;
  return named?.[2] === undefined
    ? yearless(month, day, today, isPast, text)
    : checked({ year: Number(named[2]), month, day }, text);
}

function readNumeric(first: number, second: number, year: number, isDayFirst: boolean, written: string): ReadDate {
  const dayFirst = { year, month: second, day: first };
  const monthFirst = { year, month: first, day: second };
  if (isDayFirst || first > 12 || first === second) return checked(dayFirst, written);
  if (second > 12) return checked(monthFirst, written);
  return {
    problem: `${written.trim()} can be read as ${first} ${monthNames[second - 1]} or as ${second} ${monthNames[first - 1]}. Written as ${year}-${String(second).padStart(2, "0")}-${String(first).padStart(2, "0")} (year-month-day) or with the month's name it is clear.`,
  };
}

export interface Period {
  days: number;
  months: number;
  text: string;
}

const units: Record<string, [days: number, months: number]> = {
  day: [1, 0],
  week: [7, 0],
  fortnight: [14, 0],
  month: [0, 1],
  year: [0, 12],
  decade: [0, 120],
};
const periodPart = /^(\d{1,6}|an?|one) (day|week|fortnight|month|year|decade)s?$/;

/** "2 weeks and 3 days"; null when it is anything else. */
export function readPeriod(text: string): Period | null {
  const period = { days: 0, months: 0 };
  const parts = text
    .trim()
    .toLowerCase()
    .replace(/,? and /g, ", ")
    .split(/, /);
  for (const part of parts) {
    const match = periodPart.exec(part.trim());
    const [days, inMonths] = units[match?.[2] ?? ""] ?? [];
    if (!match || days === undefined || inMonths === undefined) return null;
    const count = /^\d/.test(match[1] ?? "") ? Number(match[1]) : 1;
    period.days += count * days;
    period.months += count * inMonths;
  }
  return { ...period, text: text.trim() };
}

/** Months first, then days. */
export function addPeriod(date: CalendarDate, period: Period, sign: 1 | -1): CalendarDate {
  return dateOfDay(dayNumber(addMonths(date, sign * period.months)) + sign * period.days);
}

/** The number of the month of that name, 0 when there is no name, null when it is none. */
export function readMonth(text: string): number | null {
  const name = text.trim().toLowerCase();
  if (name === "") return 0;
  const month = months.findIndex((full) => full === name || full.slice(0, 3) === name) + 1;
  return month === 0 ? null : month;
}
