/** Owns: arithmetic with times: a duration added, and how far two times are apart. */

import { ToolFailure } from "../tool.ts";
import { addDays, addMonths, datesApart, dayNumber } from "./calendar.ts";
import { inRange, type ReadTime } from "./read-time.ts";
import { momentOf, wallTimeAt } from "./zones.ts";

export const durationUnits = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const;
export type Duration = Partial<Record<(typeof durationUnits)[number], number>>;

/**
 * Years to days move the date and keep the clock on the wall, hours to seconds pass. A day that a month does not have becomes
 * its last. Throws ToolFailure for hours added to a date, and beyond the years 1 to 9999.
 */
export function addDuration(read: ReadTime, duration: Duration): ReadTime {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = duration;
  const passed = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const move = (date: { year: number; month: number; day: number }) =>
    addDays(addMonths(date, years * 12 + months), weeks * 7 + days);
  if (read.kind === "date") {
    if (passed !== 0) throw new ToolFailure("Hours cannot be added to a date without a time. Give the time as well.");
    const date = move(read.date);
    inRange(dayNumber(date) * 86_400_000, "The result");
    return { kind: "date", date };
  }
  const wall = wallTimeAt(read.at, read.zone);
  const date = move(wall);
  inRange(dayNumber(date) * 86_400_000, "The result");
  const isMoved = dayNumber(date) !== dayNumber(wall);
  const { at, kind } = isMoved ? momentOf({ ...wall, ...date }, read.zone) : { at: read.at, kind: "once" };
  const note = {
    once: null,
    gap: `Clocks in ${read.zone} were set forward over that time of day; the same time after it is meant.`,
    twice: `That time of day comes twice in ${read.zone}; the first is meant.`,
  }[kind as "once" | "gap" | "twice"];
  return { kind: "time", at: inRange(at + passed, "The result"), zone: read.zone, note };
}

export interface Apart {
  /** -1: the second is before the first. */
  sign: -1 | 0 | 1;
  /** Whole years, months and days on the calendar, then what is left. */
  calendar: { years: number; months: number; days: number; hours: number; minutes: number; seconds: number };
  /** The same in days alone: calendar days between dates, passed time by 24 hours between times. */
  totalDays: number;
  /** Null between dates. */
  totalSeconds: number | null;
  /** Monday to Friday, the first day counted and the last not; of the dates, in their zones. */
  workingDays: number;
}

/** Throws ToolFailure for a date and a time: nobody knows when on that day. */
export function timesApart(one: ReadTime, other: ReadTime): Apart {
  if (one.kind === "date" && other.kind === "date") {
    const totalDays = dayNumber(other.date) - dayNumber(one.date);
    const [from, to] = totalDays < 0 ? [other.date, one.date] : [one.date, other.date];
    return {
      sign: signOf(totalDays),
      calendar: { ...datesApart(from, to), hours: 0, minutes: 0, seconds: 0 },
      totalDays: Math.abs(totalDays),
      totalSeconds: null,
      workingDays: workingDays(dayNumber(from), dayNumber(to)),
    };
  }
  if (one.kind === "date" || other.kind === "date") {
    throw new ToolFailure("One of the two is a date without a time, the other a time. Give both as dates or both as times.");
  }
  const [from, to] = one.at <= other.at ? [one, other] : [other, one];
  const start = wallTimeAt(from.at, from.zone);
  let end = wallTimeAt(to.at, from.zone);
  // The last day counts only when its clock has come as far as the first day's.
  if (momentOf({ ...start, ...datePart(end) }, from.zone).at > to.at) end = { ...end, ...addDays(end, -1) };
  const whole = dayNumber(end) > dayNumber(start) ? datesApart(start, end) : { years: 0, months: 0, days: 0 };
  const reached = dayNumber(end) > dayNumber(start) ? momentOf({ ...start, ...datePart(end) }, from.zone).at : from.at;
  const left = Math.floor((to.at - reached) / 1000);
  const totalSeconds = (to.at - from.at) / 1000;
  return {
    sign: signOf(other.at - one.at),
    calendar: { ...whole, hours: Math.floor(left / 3600), minutes: Math.floor(left / 60) % 60, seconds: left % 60 },
    totalDays: Number((totalSeconds / 86_400).toFixed(6)),
    totalSeconds,
    workingDays: workingDays(dayNumber(start), dayNumber(wallTimeAt(to.at, from.zone))),
  };
}

function datePart({ year, month, day }: { year: number; month: number; day: number }) {
  return { year, month, day };
}

function signOf(difference: number): -1 | 0 | 1 {
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** Of the days from `first` up to, not including, `end`. */
function workingDays(first: number, end: number): number {
  const weeks = Math.floor((end - first) / 7);
  let count = weeks * 5;
  for (let day = first + weeks * 7; day < end; day++) if ((((day + 3) % 7) + 7) % 7 < 5) count += 1;
  return count;
}
