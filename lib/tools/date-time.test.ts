import { describe, expect, it } from "vitest";
import { testClock } from "#lib/core/clock.ts";
import { heardContext } from "#lib/testing/heard-context.ts";
import { dateTime } from "./date-time.ts";
import { runTool } from "./run-tool.ts";
import { declarationOf } from "./schema.ts";

/** Friday, in winter time. */
const now = Date.UTC(2026, 10, 20, 16, 38, 5);

const ask = (args: Record<string, unknown>, timeZone = "Europe/Berlin") =>
  runTool(dateTime, args, heardContext({ clock: testClock(now), timeZone }).context);

async function result(args: Record<string, unknown>, timeZone?: string): Promise<unknown> {
  const outcome = await ask(args, timeZone);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.result;
}

async function failure(args: Record<string, unknown>): Promise<string> {
  const outcome = await ask(args);
  if (outcome.kind !== "failed") throw new Error(JSON.stringify(outcome));
  return outcome.message;
}

describe("date_time", () => {
  it("tells the present time in the person's own zone, with all its names", async () => {
    expect(await result({ action: "now" })).toEqual({
      iso: "2026-11-20T17:38:05+01:00",
      weekday: "Friday",
      isoWeek: "2026-W47",
      dayOfYear: 324,
      daysInMonth: 30,
      isLeapYear: false,
      zone: "Europe/Berlin",
      offset: "+01:00",
      utc: "2026-11-20T16:38:05Z",
      unixSeconds: now / 1000,
    });
  });

  it("tells one time in several zones, as a table", async () => {
    const outcome = await ask({ action: "now", zones: ["Asia/Tokyo", "America/New_York", "Asia/Kolkata"] });
    expect(outcome).toMatchObject({
      kind: "done",
      shown: {
        kind: "table",
        rows: [
          ["Asia/Tokyo", "2026-11-21T01:38:05+09:00", "Saturday"],
          ["America/New_York", "2026-11-20T11:38:05-05:00", "Friday"],
          [expect.stringMatching(/^Asia\/(Kolkata|Calcutta)$/), "2026-11-20T22:08:05+05:30", "Friday"],
        ],
      },
    });
  });

  it("converts the time of one zone to another", async () => {
    const asked = { action: "convert", time: "2026-07-01T09:00", zone: "America/New_York", zones: ["Asia/Tokyo"] };
    expect(await result(asked)).toMatchObject({ from: "2026-07-01T09:00:00-04:00", iso: "2026-07-01T22:00:00+09:00" });
    expect(await result({ action: "convert", time: "14:30", zones: ["UTC"] })).toMatchObject({
      iso: "2026-11-20T13:30:00+00:00",
    });
    expect(await result({ action: "convert", time: "2026-01-01T00:00[Asia/Tokyo]", zones: ["UTC"] })).toMatchObject({
      iso: "2025-12-31T15:00:00+00:00",
    });
    expect(await result({ action: "convert", time: "tomorrow 08:00Z", zones: ["Europe/Berlin"] })).toMatchObject({
      iso: "2026-11-21T09:00:00+01:00",
    });
  });

  it("says so when clocks leapt over a time, or came to it twice", async () => {
    expect(await result({ action: "describe", time: "2026-03-29T02:30" })).toMatchObject({
      iso: "2026-03-29T03:30:00+02:00",
      notes: ["02:30 did not come on that day in Europe/Berlin: clocks were set forward over it. 03:30 is meant."],
    });
    expect(await result({ action: "describe", time: "2026-10-25T02:30" })).toMatchObject({
      iso: "2026-10-25T02:30:00+02:00",
      notes: [
        "02:30 came twice on that day in Europe/Berlin: clocks were set back. The first is meant; the second came 60 minutes later.",
      ],
    });
  });

  it("counts between dates and between times", async () => {
    expect(await result({ action: "difference", time: "2024-02-29", until: "2026-11-20" })).toMatchObject({
      difference: "2 years, 8 months, 22 days",
      direction: "later",
      totalDays: 995,
      workingDaysMondayToFriday: 711,
    });
    expect(await result({ action: "difference", time: "2026-03-28T12:00", until: "2026-03-29T12:00" })).toMatchObject({
      difference: "1 day",
      totalSeconds: 23 * 3600,
    });
    expect(await result({ action: "difference", time: "2026-11-20", until: "2026-11-13" })).toMatchObject({
      difference: "7 days",
      direction: "earlier",
    });
  });

  it("adds on the calendar and on the clock", async () => {
    expect(await result({ action: "add", time: "2026-01-31", duration: { months: 1 } })).toMatchObject({ iso: "2026-02-28" });
    expect(await result({ action: "add", time: "2026-03-28T12:00", duration: { days: 1 } })).toMatchObject({
      iso: "2026-03-29T12:00:00+02:00",
    });
    expect(await result({ action: "add", time: "2026-03-28T12:00", duration: { hours: 24 } })).toMatchObject({
      iso: "2026-03-29T13:00:00+02:00",
    });
    expect(await result({ action: "add", time: "now", duration: { weeks: -2 } })).toMatchObject({
      iso: "2026-11-06T17:38:05+01:00",
    });
  });

  it("says in a sentence what it cannot read, and what may have been meant", async () => {
    expect(await failure({ action: "now", zone: "Mars/Olympus" })).toMatch(
      /^There is no time zone "Mars\/Olympus"\. Use an IANA name/,
    );
    expect(await failure({ action: "now", zone: "new york" })).toContain('Did you mean "America/New_York"?');
    expect(await failure({ action: "now", zones: ["constructor"] })).toContain("There is no time zone");
    expect(await failure({ action: "describe", time: "2026-02-30" })).toBe('"2026-02-30" is no date: that month has 28 days.');
    expect(await failure({ action: "describe", time: "2026-13-01" })).toContain("no month 13");
    expect(await failure({ action: "describe", time: "25:00" })).toContain("hours go from 0 to 23");
    expect(await failure({ action: "describe", time: "next friday" })).toContain("no time that can be read");
    expect(await failure({ action: "add", time: "2026-01-01", duration: { hours: 1 } })).toContain("Give the time as well");
    expect(await failure({ action: "add", time: "2026-01-01", duration: { years: 999_999_999 } })).toContain("out of range");
    expect(await failure({ action: "add", time: "now", duration: { seconds: 1_000_000_000, years: 9000 } })).toContain(
      "out of range",
    );
    expect(await failure({ action: "add", time: "now" })).toContain("`duration`");
    expect(await failure({ action: "difference", time: "2026-01-01", until: "now" })).toContain("Give both");
    expect(await failure({ action: "convert", time: "2026-01-01", zones: ["UTC"] })).toContain("same in every zone");
  });

  it("declares an object that any provider takes, and says each call in one line", () => {
    expect(declarationOf(dateTime).inputSchema).toMatchObject({ type: "object", required: ["action"] });
    expect(dateTime.say({ action: "add", time: "now", duration: { days: 1, hours: 3 } })).toBe("now + 1 day, 3 hours");
    expect(dateTime.say({ action: "now", zones: ["UTC"] })).toBe("The present time in UTC");
  });
});
