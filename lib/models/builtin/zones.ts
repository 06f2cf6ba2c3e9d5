/** Owns: time zones by the names that people use for them, and the clock on the wall in each. */
import type { CalendarDate } from "./calendar.ts";

/** Places that no zone of the tz database is called after. */
const aliases: Record<string, string> = {
  utc: "UTC",
  gmt: "UTC",
  "greenwich mean time": "UTC",
  "coordinated universal time": "UTC",
  "eastern time": "America/New_York",
  "central time": "America/Chicago",
  "mountain time": "America/Denver",
  "pacific time": "America/Los_Angeles",
  "central european time": "Europe/Berlin",
  "new york city": "America/New_York",
  nyc: "America/New_York",
  boston: "America/New_York",
  washington: "America/New_York",
  "washington dc": "America/New_York",
  miami: "America/New_York",
  houston: "America/Chicago",
  dallas: "America/Chicago",
  california: "America/Los_Angeles",
  "san francisco": "America/Los_Angeles",
  seattle: "America/Los_Angeles",
  hawaii: "Pacific/Honolulu",
  uk: "Europe/London",
  england: "Europe/London",
  germany: "Europe/Berlin",
  munich: "Europe/Berlin",
  hamburg: "Europe/Berlin",
  frankfurt: "Europe/Berlin",
  france: "Europe/Paris",
  italy: "Europe/Rome",
  milan: "Europe/Rome",
  spain: "Europe/Madrid",
  barcelona: "Europe/Madrid",
  poland: "Europe/Warsaw",
  switzerland: "Europe/Zurich",
  geneva: "Europe/Zurich",
  netherlands: "Europe/Amsterdam",
  sweden: "Europe/Stockholm",
  norway: "Europe/Oslo",
  greece: "Europe/Athens",
  turkey: "Europe/Istanbul",
  india: "Asia/Kolkata",
  delhi: "Asia/Kolkata",
  "new delhi": "Asia/Kolkata",
  mumbai: "Asia/Kolkata",
  bangalore: "Asia/Kolkata",
  kolkata: "Asia/Kolkata",
  nepal: "Asia/Kathmandu",
  kathmandu: "Asia/Kathmandu",
  china: "Asia/Shanghai",
  beijing: "Asia/Shanghai",
  japan: "Asia/Tokyo",
  osaka: "Asia/Tokyo",
  korea: "Asia/Seoul",
  "south korea": "Asia/Seoul",
  vietnam: "Asia/Ho_Chi_Minh",
  hanoi: "Asia/Ho_Chi_Minh",
  "abu dhabi": "Asia/Dubai",
  "tel aviv": "Asia/Jerusalem",
  "new zealand": "Pacific/Auckland",
  wellington: "Pacific/Auckland",
  "south africa": "Africa/Johannesburg",
  "cape town": "Africa/Johannesburg",
  "rio de janeiro": "America/Sao_Paulo",
};

const byName = new Map<string, string>();
for (const zone of Intl.supportedValuesOf("timeZone")) {
  const city = zone.split("/").at(-1) ?? zone;
  byName.set(zone.toLowerCase(), zone);
  if (zone.includes("/")) byName.set(city.replaceAll("_", " ").toLowerCase(), zone);
}
for (const [name, zone] of Object.entries(aliases)) byName.set(name, zone);

/** The tz database's name, or null for a place that is not known. */
export function findZone(place: string): string | null {
  const name = place
    .trim()
    .toLowerCase()
    .replace(/^the /, "")
    .replace(/ time$/, "");
  return byName.get(place.trim().toLowerCase()) ?? byName.get(name) ?? byName.get(name.replaceAll(" ", "_")) ?? null;
}

export interface WallClock extends CalendarDate {
  hour: number;
  minute: number;
}

/** `at` in milliseconds since the epoch. Null for a zone that the machine does not know. */
export function wallClock(at: number, zone: string): WallClock | null {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      calendar: "gregory",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
    return { year: of("year"), month: of("month"), day: of("day"), hour: of("hour"), minute: of("minute") };
  } catch {
    // A RangeError: there is no such zone here.
    return null;
  }
}

/** When a clock there shows that; the first time where it comes twice, null where it never does. */
export function instantOf(wall: WallClock, zone: string): number | null {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const halfDays = [-2, -1, 0, 1, 2].map((count) => asUtc + count * 43_200_000);
  const found = halfDays.flatMap((near) => {
    const shown = wallClock(near, zone);
    if (!shown) return [];
    const at = asUtc + near - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
    const back = wallClock(at, zone);
    return back && back.day === wall.day && back.hour === wall.hour && back.minute === wall.minute ? [at] : [];
  });
  return found.length > 0 ? Math.min(...found) : null;
}
