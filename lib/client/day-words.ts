const dayMs = 86_400_000;
const months = "January February March April May June July August September October November December".split(" ");

/**
 * When something was, for people: `today at 14:03`, `yesterday at 9:12`, `on 3 May`, `on 3 May 2025`. `now` in milliseconds;
 * `utcOffset` in minutes east of Greenwich says where a day begins for the reader.
 */
export function dayWords(at: number, now: number, utcOffset: number): string {
  const here = (time: number) => new Date(time + utcOffset * 60_000);
  const dayOf = (time: number) => Math.floor((time + utcOffset * 60_000) / dayMs);
  const daysAgo = dayOf(now) - dayOf(at);
  const date = here(at);
  const clock = `${date.getUTCHours()}:${String(date.getUTCMinutes()).padStart(2, "0")}`;
  if (daysAgo <= 0) return `today at ${clock}`;
  if (daysAgo === 1) return `yesterday at ${clock}`;
  return `on ${dateWords(date, here(now).getUTCFullYear())}`;
}

/** A day as it stands in data, `2026-09-23`, for people: `23 September 2026`. Anything else stays as it is. */
export function plainDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? day : dateWords(date, null);
}

function dateWords(date: Date, yearLeftOut: number | null): string {
  const year = date.getUTCFullYear();
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}${year === yearLeftOut ? "" : ` ${year}`}`;
}
