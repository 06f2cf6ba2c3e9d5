/** Owns: reading a time as models write it: a date, a time of the wall, or an instant. */
import { ToolFailure } from "../tool.ts";
import { addDays, type CalendarDate, daysInMonth } from "./calendar.ts";
import { momentOf, type WallTime, wallTimeAt, zoneNamed } from "./zones.ts";

/** `date`: a day without a time. `time`: an instant, seen in a zone. `note`: what is odd about it, in a sentence. */
export type ReadTime = { kind: "date"; date: CalendarDate } | { kind: "time"; at: number; zone: string; note: string | null };

export interface Present {
  now: number;
  /** The zone of what names none. */
  zone: string;
}

const days: Record<string, number> = { yesterday: -1, today: 0, tomorrow: 1 };
const timePattern = "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?";
const pattern = new RegExp(
  `^(?:(\\d{4})-(\\d{1,2})-(\\d{1,2})|(yesterday|today|tomorrow))?(?:[Tt ]*${timePattern})?\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?\\s*(?:\\[([^\\]]{1,60})\\])?$`,
  "i",
);

/** Throws ToolFailure for what is no time. */
export function readTime(text: string, present: Present): ReadTime {
  const given = text.trim();
  if (/^now$/i.test(given)) return { kind: "time", at: present.now, zone: present.zone, note: null };
  const unix = /^@(-?\d{1,14})$/.exec(given);
  if (unix) return { kind: "time", at: inRange(Number(unix[1]) * 1000, given), zone: present.zone, note: null };
  const found = pattern.exec(given);
  if (!found || given === "") throw unreadable(given);
  const [, year, month, day, word, hour, minute, second, fraction, offset, named] = found;
  const zone = named ? zoneNamed(named) : present.zone;
  const today = wallTimeAt(present.now, zone);
  const date = year
    ? { year: Number(year), month: Number(month), day: Number(day) }
    : addDays(today, days[word?.toLowerCase() ?? ""] ?? 0);
  checkDate(date, given);
  if (hour === undefined) {
    if (offset !== undefined || (!year && !word)) throw unreadable(given);
    return { kind: "date", date };
  }
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) };
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) {
    throw new ToolFailure(`"${given}" has no time of day: hours go from 0 to 23, minutes and seconds from 0 to 59.`);
  }
  const millisecond = Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
  return timeOf({ ...date, ...clock, millisecond }, offset === undefined ? zone : zoneOfOffset(offset), named ? zone : null);
}

/** `shownIn`: the zone in brackets, which an offset before it goes before. */
function timeOf(wall: WallTime, zone: string, shownIn: string | null): ReadTime {
  const { at, kind, again } = momentOf(wall, zone);
  const clock = (moment: number) => clockText(wallTimeAt(moment, zone));
  const notes = {
    once: null,
    gap: `${clockText(wall)} did not come on that day in ${zone}: clocks were set forward over it. ${clock(at)} is meant.`,
    twice: `${clockText(wall)} came twice on that day in ${zone}: clocks were set back. The first is meant${again === null ? "" : `; the second came ${Math.round((again - at) / 60_000)} minutes later`}.`,
  };
  return { kind: "time", at, zone: shownIn ?? zone, note: notes[kind] };
}

export function clockText({ hour, minute, second }: Pick<WallTime, "hour" | "minute" | "second">): string {
  const parts = second === 0 ? [hour, minute] : [hour, minute, second];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function zoneOfOffset(offset: string): string {
  if (/^(z|utc)$/i.test(offset)) return "UTC";
  return zoneNamed(offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`);
}

function checkDate({ year, month, day }: CalendarDate, given: string): void {
  if (year < 1) throw new ToolFailure(`"${given}" is out of range: years go from 0001 to 9999.`);
  if (month < 1 || month > 12) throw new ToolFailure(`"${given}" is no date: there is no month ${month}.`);
  if (day < 1 || day > daysInMonth(year, month)) {
    throw new ToolFailure(`"${given}" is no date: that month has ${daysInMonth(year, month)} days.`);
  }
}

function unreadable(given: string): ToolFailure {
  return new ToolFailure(
    `"${given.slice(0, 80)}" is no time that can be read. Write "now", "2026-03-29", "2026-03-29T14:30", "2026-03-29T14:30Z", "2026-03-29T14:30[Asia/Tokyo]", or "14:30" for today.`,
  );
}

const firstAt = Date.parse("0001-01-01T00:00:00Z");
const lastAt = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Throws ToolFailure for an instant outside the years 1 to 9999. */
export function inRange(at: number, what: string): number {
  if (at >= firstAt && at <= lastAt) return at;
  throw new ToolFailure(`${what} is out of range: years go from 0001 to 9999.`);
}
