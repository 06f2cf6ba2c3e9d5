import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthNames } from "#lib/models/builtin/calendar.ts";
import { ask, isDeclined, runs, valueFor } from "#lib/testing/ask-builtin.ts";

const day = 86_400_000;
const utc = (y: number, m: number, d: number) => {
  const at = new Date(0);
  at.setUTCFullYear(y, m - 1, d);
  return at;
};
const date = fc
  .integer({ min: utc(1600, 1, 1).getTime() / day, max: utc(2400, 1, 1).getTime() / day })
  .map((n) => new Date(n * day));
const iso = (at: Date) => at.toISOString().slice(0, 10);

const spellings = [
  iso,
  (at: Date) => `${at.getUTCDate()} ${monthNames[at.getUTCMonth()]} ${at.getUTCFullYear()}`,
  (at: Date) => `${monthNames[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()}`,
  (at: Date) => `the ${at.getUTCDate()}th of ${monthNames[at.getUTCMonth()]} ${at.getUTCFullYear()}`,
  (at: Date) => `${monthNames[at.getUTCMonth()]?.slice(0, 3)} ${at.getUTCDate()} ${at.getUTCFullYear()}`,
  (at: Date) => `${at.getUTCDate()}.${at.getUTCMonth() + 1}.${at.getUTCFullYear()}`,
];
const spelling = fc.constantFrom(...spellings);

describe("dates", () => {
  it("counts days as the machine's own calendar does", () => {
    fc.assert(
      fc.property(date, date, spelling, spelling, (a, b, sayA, sayB) => {
        const wanted = Math.abs(b.getTime() - a.getTime()) / day;
        expect(valueFor(`How many days are there between ${sayA(a)} and ${sayB(b)}?`)).toMatchObject({ days: wanted });
      }),
      runs(600),
    );
  });

  it("names weekdays as the machine's own calendar does", () => {
    const name = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" });
    fc.assert(
      fc.property(
        date,
        spelling,
        fc.constantFrom("What day of the week was ", "which weekday is ", "what day is ", "what day will be "),
        (at, say, lead) => {
          expect(valueFor(`${lead}${say(at)}?`)).toBe(name.format(at));
        },
      ),
      runs(500),
    );
  });

  it("moves by days and weeks as the machine's own calendar does", () => {
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: 0, max: 40_000 }),
        fc.constantFrom(1, 7),
        fc.boolean(),
        spelling,
        (at, n, size, isBack, say) => {
          const wanted = iso(new Date(at.getTime() + (isBack ? -1 : 1) * n * size * day));
          fc.pre(!wanted.startsWith("-") && !wanted.startsWith("+"));
          expect(valueFor(`What date is ${n} ${size === 7 ? "weeks" : "days"} ${isBack ? "before" : "after"} ${say(at)}?`)).toBe(
            wanted,
          );
        },
      ),
      runs(400),
    );
  });

  it("moves by months and years, keeping the day where the month has it", () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 300 }), fc.boolean(), (at, n, isYears) => {
        const months = at.getUTCMonth() + n * (isYears ? 12 : 1);
        const last = utc(at.getUTCFullYear(), months + 2, 0).getUTCDate();
        const wanted = iso(utc(at.getUTCFullYear(), months + 1, Math.min(last, at.getUTCDate())));
        expect(valueFor(`${iso(at)} plus ${n} ${isYears ? "years" : "months"}`)).toBe(wanted);
      }),
      runs(300),
    );
  });

  it("knows leap years by the length of their February", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9998 }), (year) => {
        expect(valueFor(`Is ${year} a leap year?`)).toBe(utc(year, 2, 29).getUTCMonth() === 1);
      }),
      runs(200),
    );
    expect(valueFor("how many leap years between 2000 and 2100")).toBe(25);
    expect(valueFor("days in February 2024")).toBe(29);
  });

  it.each([
    ["days until Christmas", { days: 35 }],
    ["how many weeks until 1 January 2027", { weeks: [6, 0] }],
    ["how many days since 1 November 2026", { days: 19 }],
  ])("%s is seen from today", (question, value) => expect(valueFor(question)).toMatchObject(value));

  it.each([
    ["90 days ago", "2026-08-22"],
    ["what date is 3 weeks and 2 days from today", "2026-12-13"],
    ["what day is it in 100 days", "2027-02-28"],
    ["31 January 2027 plus 1 month", "2027-02-28"],
    ["add 45 days to 14 March 2027", "2027-04-28"],
    ["2027-03-14 - 2 weeks", "2027-02-28"],
    ["1 year after 29 February 2024", "2025-02-28"],
  ])("%s is %s", (question, value) => expect(valueFor(question)).toBe(value));

  it("tells ages by whole birthdays", () => {
    expect(valueFor("How old is someone born on 21 November 2000?")).toMatchObject({ years: 25 });
    expect(valueFor("How old is someone born on 20 November 2000?")).toMatchObject({ years: 26, months: 0, days: 0 });
  });

  it("asks back where a date may be read in two ways or cannot be", () => {
    expect(ask("days between 03/04/2027 and 2027-05-01").answer).toContain("3 April or as 4 March");
    expect(ask("what day is 30 February 2027").answer).toContain("no such date");
    expect(ask("what day was 29 February 2023").answer).toContain("no such date");
    expect(valueFor("what day is 25/12/2027")).toBe("Saturday");
  });

  it.each([
    "days between 5 and 9",
    "what date is it",
    "how many days between us",
    "what day do you like",
    "when is easter 2027",
    "business days between 2027-01-01 and 2027-02-01",
  ])("declines %s", (question) => {
    expect(isDeclined(question)).toBe(true);
  });
});
