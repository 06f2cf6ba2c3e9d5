/** Owns: how the date tool is asked, and how its results are read. */
import { z } from "zod";
import { type CalendarDate, isoText } from "./calendar.ts";
import type { SpokenCall } from "./speak.ts";
import type { WallClock } from "./zones.ts";

/** What a clock shows somewhere. */
export interface Moment extends WallClock {
  /** Milliseconds since the epoch. */
  at: number;
  /** As the tz database calls it. */
  zone: string;
  weekday: string;
}

const ask = (args: Record<string, unknown>): SpokenCall => ({ name: "date_time", args });

/** `zone` null: where the person is. */
export const nowCall = (zone: string | null) => ask({ action: "now", ...(zone !== null && { zone }) });

/** `hour` is `HH:MM`, today in the zone `from`. */
export const convertCall = (hour: string, from: string, to: string) =>
  ask({ action: "convert", time: hour, zone: from, zones: [to] });

export const differenceCall = (from: CalendarDate, to: CalendarDate) =>
  ask({ action: "difference", time: isoText(from), until: isoText(to) });

export const describeCall = (date: CalendarDate) => ask({ action: "describe", time: isoText(date) });

export function addCall(from: CalendarDate, months: number, days: number): SpokenCall {
  return ask({
    action: "add",
    time: isoText(from),
    duration: { ...(months !== 0 && { months }), ...((days !== 0 || months === 0) && { days }) },
  });
}

const momentShape = z.object({ iso: z.string(), weekday: z.string(), zone: z.string(), unixSeconds: z.number() });
const dateShape = z.object({ iso: z.iso.date(), weekday: z.string() });
const differenceShape = z.object({ totalDays: z.number() });

export function readMoment(result: unknown): Moment | null {
  const { data } = momentShape.safeParse(result);
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/
    .exec(data?.iso ?? "")
    ?.slice(1)
    .map(Number);
  const [year, month, day, hour, minute] = parts ?? [];
  if (!data || !year || !month || !day || hour === undefined || minute === undefined) return null;
  return { at: data.unixSeconds * 1000, zone: data.zone, weekday: data.weekday, year, month, day, hour, minute };
}

/** A date, as `2026-11-20`, with its weekday. */
export function readDay(result: unknown): { iso: string; weekday: string } | null {
  return dateShape.safeParse(result).data ?? null;
}

/** Days between two dates, never negative. */
export function readDays(result: unknown): number | null {
  return differenceShape.safeParse(result).data?.totalDays ?? null;
}
