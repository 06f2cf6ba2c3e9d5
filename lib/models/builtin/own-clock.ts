/** Owns: this machine's own clock: what it says by itself, and whether one that a tool read agrees with it. */
import { dayNumber, fullDateText, weekdayNames, weekdayOf } from "./calendar.ts";
import type { Moment } from "./date-tool.ts";
import type { Check } from "./solution.ts";
import { type WallClock, wallClock } from "./zones.ts";

/** By how much clocks of one machine may differ. */
const mostAheadMs = 60_000;

/**
 * Compares by this machine's clock, by the calendar, and by the distance from UTC. `now` in milliseconds since the epoch, `mostAge`
 * how far before it the clock may have been read.
 */
export function checkMoment(moment: Moment, now: number, mostAge: number): Check[] {
  const own = wallClock(now, moment.zone);
  const weekday = weekdayNames[weekdayOf(moment)] ?? "";
  const shown = wallClock(moment.at, moment.zone);
  return [
    {
      text: own
        ? `This machine's own clock reads ${clockText(own)} in ${moment.zone}.`
        : `This machine's own clock reads ${clockText(utc(now))} UTC.`,
      isRight: now - moment.at <= mostAge && moment.at - now <= mostAheadMs,
    },
    {
      text: `Counted in days from a known Thursday, ${fullDateText(moment)} is a ${weekday}.`,
      isRight: moment.weekday.toLowerCase() === weekday.toLowerCase(),
    },
    ...(shown
      ? [
          {
            text: `${clockText(utc(moment.at))} UTC is ${clockText(shown)} in ${moment.zone}.`,
            isRight: minutesOf(shown) === minutesOf(moment),
          },
        ]
      : []),
  ];
}

const minutesOf = (clock: WallClock) => (dayNumber(clock) * 24 + clock.hour) * 60 + clock.minute;

/** `16:30 on Friday, 20 November 2026`. */
export function clockText(clock: WallClock): string {
  return `${hourText(clock)} on ${fullDateText(clock)}`;
}

export function hourText({ hour, minute }: Pick<WallClock, "hour" | "minute">): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

export function utc(at: number): WallClock {
  const date = new Date(at);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}
