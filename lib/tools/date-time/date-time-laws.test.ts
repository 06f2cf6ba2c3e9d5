import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  dateOfDay,
  datesApart,
  dayNumber,
  dayOfYear,
  isoWeek,
  weekdayOf,
  weekdays,
  writeDate,
} from "./calendar.ts";
import { writeTime } from "./describe-time.ts";
import { readTime } from "./read-time.ts";
import { addDuration, timesApart } from "./shift-time.ts";
import { momentOf, offsetAt, wallTimeAt } from "./zones.ts";

const anyDay = fc.integer({ min: dayNumber({ year: 1, month: 1, day: 1 }), max: dayNumber({ year: 9999, month: 12, day: 31 }) });
const someDay = fc.integer({ min: -50_000, max: 50_000 });
const someTime = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2050, 0) });
const someZone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC", "+05:45");
const present = { now: 0, zone: "UTC" };

/** What Intl says of an instant, by another way than the code's. */
const intl = (at: number, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, ...options }).format(at);

describe("the calendar", () => {
  it("counts days there and back, and names them as Intl does", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = dateOfDay(day);
        expect(dayNumber(date)).toBe(day);
        const at = day * 86_400_000;
        expect(new Date(at).toISOString().slice(0, 10)).toBe(writeDate(date));
        expect(weekdays[weekdayOf(date)]).toBe(new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }).format(at));
      }),
    );
  });

  it("begins ISO weeks on Monday, with 4 January in the first", () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const date = dateOfDay(day);
        const next = addDays(date, 1);
        const isSame = JSON.stringify(isoWeek(date)) === JSON.stringify(isoWeek(next));
        expect(isSame).toBe(weekdayOf(date) !== 0);
        expect(isoWeek({ year: date.year, month: 1, day: 4 })).toEqual({ year: date.year, week: 1 });
      }),
    );
    expect(isoWeek({ year: 2021, month: 1, day: 3 })).toEqual({ year: 2020, week: 53 });
    expect(isoWeek({ year: 2018, month: 12, day: 31 })).toEqual({ year: 2019, week: 1 });
  });

  it("is apart what must be added, in whole years, months and days", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 30_000 }), (day, later) => {
        const [from, to] = [dateOfDay(day), dateOfDay(day + later)];
        const { years, months, days } = datesApart(from, to);
        expect(addDays(addMonths(from, years * 12 + months), days)).toEqual(to);
        expect(months).toBeLessThan(12);
        expect(days).toBeLessThan(31);
        expect(Math.min(years, months, days)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("ends a month on its last day when it has no other", () => {
    expect(addMonths({ year: 2026, month: 1, day: 31 }, 1)).toEqual({ year: 2026, month: 2, day: 28 });
    expect(addMonths({ year: 2024, month: 2, day: 29 }, 12)).toEqual({ year: 2025, month: 2, day: 28 });
    expect(addMonths({ year: 2026, month: 1, day: 15 }, -13)).toEqual({ year: 2024, month: 12, day: 15 });
    expect(dayOfYear({ year: 2024, month: 12, day: 31 })).toBe(366);
  });
});

describe("zones", () => {
  it("show on the wall what Intl shows, and find the instant again", () => {
    fc.assert(
      fc.property(someTime, someZone, (at, zone) => {
        const wall = wallTimeAt(at, zone);
        const written = intl(at, zone, { dateStyle: "short", timeStyle: "medium" });
        const clock = [wall.hour, wall.minute, wall.second].map((part) => String(part).padStart(2, "0")).join(":");
        expect(`${writeDate(wall)} ${clock}`).toBe(written);
        const moment = momentOf(wall, zone);
        expect([moment.at, moment.again]).toContain(at);
      }),
      { numRuns: 300 },
    );
  });

  it("give every time of the wall one meaning, and say when it is no plain one", () => {
    fc.assert(
      fc.property(someTime, someZone, (at, zone) => {
        const wall = wallTimeAt(at, "UTC");
        const moment = momentOf(wall, zone);
        const isShown = JSON.stringify(wallTimeAt(moment.at, zone)) === JSON.stringify(wall);
        expect(isShown).toBe(moment.kind !== "gap");
        if (moment.again !== null) expect(wallTimeAt(moment.again, zone)).toEqual(wall);
      }),
      { numRuns: 300 },
    );
  });

  it("know gaps and repeats of whole and half hours", () => {
    const at = (hour: number, minute: number, day: { year: number; month: number; day: number }) => ({
      ...day,
      hour,
      minute,
      second: 0,
      millisecond: 0,
    });
    const spring = { year: 2026, month: 3, day: 29 };
    expect(momentOf(at(2, 30, spring), "Europe/Berlin")).toEqual({ at: Date.UTC(2026, 2, 29, 1, 30), kind: "gap", again: null });
    const autumn = { year: 2026, month: 10, day: 25 };
    expect(momentOf(at(2, 30, autumn), "Europe/Berlin")).toEqual({
      at: Date.UTC(2026, 9, 25, 0, 30),
      kind: "twice",
      again: Date.UTC(2026, 9, 25, 1, 30),
    });
    const howe = momentOf(at(1, 45, { year: 2026, month: 4, day: 5 }), "Australia/Lord_Howe");
    expect((howe.again ?? 0) - howe.at).toBe(30 * 60_000);
    // A whole day was left out.
    expect(momentOf(at(12, 0, { year: 2011, month: 12, day: 30 }), "Pacific/Apia").kind).toBe("gap");
  });
});

describe("times", () => {
  it("are read back as they are written", () => {
    fc.assert(
      fc.property(someTime, someZone, (at, zone) => {
        const written = writeTime(at, zone);
        // Offsets with seconds, as zones had them long ago, are written but are no form that is read.
        fc.pre(offsetAt(at, zone) % 60_000 === 0);
        expect(readTime(written, present)).toMatchObject({ kind: "time", at });
        expect(Date.parse(written)).toBe(at);
      }),
    );
  });

  it("move by days without moving the clock, and by hours as time passes", () => {
    fc.assert(
      fc.property(someTime, someZone, fc.integer({ min: -1000, max: 1000 }), (at, zone, count) => {
        const moved = addDuration({ kind: "time", at, zone, note: null }, { days: count });
        const passed = addDuration({ kind: "time", at, zone, note: null }, { hours: count });
        if (moved.kind !== "time" || passed.kind !== "time") throw new Error("a time became a date");
        const [before, after] = [wallTimeAt(at, zone), wallTimeAt(moved.at, zone)];
        if (count !== 0 && moved.note === null) {
          expect([after.hour, after.minute, after.second]).toEqual([before.hour, before.minute, before.second]);
          expect(dayNumber(after) - dayNumber(before)).toBe(count);
        }
        expect(passed.at - at).toBe(count * 3_600_000);
      }),
      { numRuns: 300 },
    );
  });

  it("are apart what must be added to the earlier", () => {
    fc.assert(
      fc.property(someTime, someTime, someZone, (one, other, zone) => {
        const [a, b] = [Math.floor(one / 1000) * 1000, Math.floor(other / 1000) * 1000];
        const apart = timesApart({ kind: "time", at: a, zone, note: null }, { kind: "time", at: b, zone, note: null });
        const { hours, minutes, seconds, ...dates } = apart.calendar;
        const reached = addDuration({ kind: "time", at: Math.min(a, b), zone, note: null }, dates);
        const sum = addDuration(reached, { hours, minutes, seconds });
        expect(sum).toMatchObject({ at: Math.max(a, b) });
        expect(apart.sign).toBe(Math.sign(b - a));
        expect(apart.totalSeconds).toBe(Math.abs(b - a) / 1000);
      }),
      { numRuns: 300 },
    );
  });

  it("count working days as one counts them on the fingers", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 400 }), (day, later) => {
        let counted = 0;
        for (let each = day; each < day + later; each++) if (![0, 6].includes(weekdayOf(dateOfDay(each)))) counted += 1;
        const apart = timesApart({ kind: "date", date: dateOfDay(day) }, { kind: "date", date: dateOfDay(day + later) });
        expect(apart.workingDays).toBe(counted);
        expect(apart.totalDays).toBe(later);
      }),
    );
  });
});
