/** Owns: time zones: their names, their distance from UTC, and the instants of a wall clock. From the platform's own tables. */
import { ToolFailure } from "../tool.ts";
import { type CalendarDate, dayNumber } from "./calendar.ts";

/** What a clock on the wall shows. */
export interface WallTime extends CalendarDate {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** A moment of a wall clock may come once, never (clocks leap over it) or twice (clocks are set back). */
export interface Moment {
  /** Milliseconds since the epoch. In a gap as far after it as the clock was before; of two the first. */
  at: number;
  kind: "once" | "gap" | "twice";
  /** The second of two. */
  again: number | null;
}

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone's own spelling. Throws ToolFailure, with names that may have been meant. */
export function zoneNamed(name: string): string {
  try {
    return formatOf(name.trim()).resolvedOptions().timeZone;
  } catch {
    // The platform refuses a zone it does not know; what follows says so.
    const meant = zonesLike(name);
    const hint = meant.length > 0 ? ` Did you mean ${meant.map((zone) => `"${zone}"`).join(" or ")}?` : "";
    const example = 'Use an IANA name such as "Europe/Berlin", "America/New_York" or "UTC", or an offset such as "+02:00".';
    throw new ToolFailure(`There is no time zone "${name.slice(0, 60)}".${hint} ${example}`);
  }
}

function zonesLike(name: string): string[] {
  const wanted = lettersOf(name);
  if (wanted.length < 3) return [];
  const all = Intl.supportedValuesOf("timeZone");
  const cities = all.filter((zone) => lettersOf(zone.slice(zone.lastIndexOf("/") + 1)) === wanted);
  return (cities.length > 0 ? cities : all.filter((zone) => lettersOf(zone).includes(wanted))).slice(0, 3);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const found = formats.get(zone);
  if (found) return found;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  // Names come from models: no more are kept than there are zones.
  if (formats.size < 1000) formats.set(zone, format);
  return format;
}

export function wallTimeAt(at: number, zone: string): WallTime {
  const read: Record<string, number> = {};
  let isBeforeChrist = false;
  for (const { type, value } of formatOf(zone).formatToParts(at)) {
    if (type === "era") isBeforeChrist = value.startsWith("B");
    else if (type !== "literal") read[type] = Number(value);
  }
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = read;
  return { year: isBeforeChrist ? 1 - year : year, month, day, hour, minute, second, millisecond: ((at % 1000) + 1000) % 1000 };
}

/** Milliseconds east of UTC. */
export function offsetAt(at: number, zone: string): number {
  return asIfUtc(wallTimeAt(at, zone)) - at;
}

export function momentOf(wall: WallTime, zone: string): Moment {
  const guess = asIfUtc(wall);
  const before = offsetAt(guess - dayMs, zone);
  const offsets = [...new Set([before, offsetAt(guess + dayMs, zone)])];
  const found = offsets.map((offset) => guess - offset).filter((at) => offsetAt(at, zone) === guess - at);
  const [first, second] = found.sort((a, b) => a - b);
  if (first === undefined) return { at: guess - before, kind: "gap", again: null };
  return { at: first, kind: second === undefined ? "once" : "twice", again: second ?? null };
}

function asIfUtc(wall: WallTime): number {
  return dayNumber(wall) * dayMs + ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1000 + wall.millisecond;
}
