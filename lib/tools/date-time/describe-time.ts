/** Owns: a date or an instant in all its names. */
import { dayOfYear, daysInMonth, isLeapYear, isoWeek, two, weekdayOf, weekdays, writeDate } from "./calendar.ts";
import type { ReadTime } from "./read-time.ts";
import { clockText, inRange } from "./read-time.ts";
import { offsetAt, type WallTime, wallTimeAt } from "./zones.ts";

export interface DescribedTime {
  /** With a zone and an offset for a time, without for a date. */
  iso: string;
  weekday: string;
  isoWeek: string;
  dayOfYear: number;
  daysInMonth: number;
  isLeapYear: boolean;
  /** Absent for a date. */
  time?: { zone: string; offset: string; utc: string; unixSeconds: number };
}

export function describeTime(read: ReadTime): DescribedTime {
  const date = read.kind === "date" ? read.date : wallTimeAt(read.at, read.zone);
  const week = isoWeek(date);
  return {
    iso: read.kind === "date" ? writeDate(date) : writeTime(read.at, read.zone),
    weekday: weekdays[weekdayOf(date)] ?? "",
    isoWeek: `${String(week.year).padStart(4, "0")}-W${two(week.week)}`,
    dayOfYear: dayOfYear(date),
    daysInMonth: daysInMonth(date.year, date.month),
    isLeapYear: isLeapYear(date.year),
    ...(read.kind === "time" && {
      time: {
        zone: read.zone,
        offset: offsetText(offsetAt(read.at, read.zone)),
        utc: `${writeTime(read.at, "UTC").slice(0, -6)}Z`,
        unixSeconds: Math.floor(read.at / 1000),
      },
    }),
  };
}

/** `2026-03-29T14:30:00+02:00`. Throws ToolFailure outside the years 1 to 9999. */
export function writeTime(at: number, zone: string): string {
  const wall = wallTimeAt(inRange(at, "The time"), zone);
  return `${writeDate(wall)}T${fullClock(wall)}${offsetText(offsetAt(at, zone))}`;
}

function fullClock(wall: WallTime): string {
  const seconds = wall.second === 0 ? `${clockText(wall)}:00` : clockText(wall);
  return wall.millisecond === 0 ? seconds : `${seconds}.${String(wall.millisecond).padStart(3, "0")}`;
}

/** `+05:30`; with seconds where a zone once had them. */
function offsetText(offsetMs: number): string {
  const seconds = Math.abs(Math.round(offsetMs / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${offsetMs < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}${rest === 0 ? "" : `:${two(rest)}`}`;
}
