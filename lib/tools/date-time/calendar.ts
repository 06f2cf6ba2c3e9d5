/** Owns: the calendar, without zones: the Gregorian one, for the years 1 to 9999. Pure. */

export interface CalendarDate {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

export const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Since 1970-01-01. Days beyond their month run on into the next. */
export function dayNumber({ year, month, day }: CalendarDate): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86_400_000);
}

export function dateOfDay(number: number): CalendarDate {
  const date = new Date(number * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 is Sunday. */
export function weekdayOf(date: CalendarDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

export function dayOfYear(date: CalendarDate): number {
  return dayNumber(date) - dayNumber({ year: date.year, month: 1, day: 1 }) + 1;
}

/** Weeks begin on Monday; the first has the year's first Thursday. */
export function isoWeek(date: CalendarDate): { year: number; week: number } {
  const thursday = dateOfDay(dayNumber(date) + 4 - (weekdayOf(date) || 7));
  return { year: thursday.year, week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDay(dayNumber(date) + days);
}

/** A day that the month does not have becomes its last. */
export function addMonths({ year, month, day }: CalendarDate, months: number): CalendarDate {
  const index = year * 12 + (month - 1) + months;
  const to = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return { ...to, day: Math.min(day, daysInMonth(to.year, to.month)) };
}

/** Whole years, months and days from one date to a later one. */
export function datesApart(from: CalendarDate, to: CalendarDate): { years: number; months: number; days: number } {
  let months = (to.year - from.year) * 12 + to.month - from.month;
  if (dayNumber(addMonths(from, months)) > dayNumber(to)) months -= 1;
  return {
    years: Math.floor(months / 12),
    months: months % 12,
    days: dayNumber(to) - dayNumber(addMonths(from, months)),
  };
}

export function writeDate({ year, month, day }: CalendarDate): string {
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

export function two(number: number): string {
  return String(number).padStart(2, "0");
}
