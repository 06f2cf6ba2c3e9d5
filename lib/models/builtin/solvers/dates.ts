/** Owns: questions about the calendar: how they are read. What is said stands in `date-answers.ts`. */
import { type CalendarDate, dayNumber, isDate } from "#lib/models/builtin/calendar.ts";
import { normalise, polite } from "#lib/models/builtin/question.ts";
import { addPeriod, type Period, type ReadDate, readDate, readMonth, readPeriod } from "#lib/models/builtin/read-date.ts";
import { explained, type Solution, type Solver } from "#lib/models/builtin/solution.ts";
import { tellLeapYear, tellLeapYears, tellLength } from "./calendar-answers.ts";
import { tellAge, tellDifference, tellMoved, tellWeekday, type Wanted } from "./date-answers.ts";

type Build = (match: RegExpExecArray, today: CalendarDate) => Solution | null;

const unit = "(days?|weeks?|months?|years?|time|long|nights?)";
const patterns: [RegExp, Build][] = [
  [
    new RegExp(
      `^how (?:many )?${unit} (?:are there |is it |are |is there |lie |pass |will pass |passed )?(?:between|from) (.+?) (?:and|to|until|till|through) (.+)$`,
    ),
    (m, today) => difference(m[1], m[2], m[3], today),
  ],
  [
    new RegExp(`^(?:number of )?${unit} (?:between|from) (.+?) (?:and|to|until|till) (.+)$`),
    (m, today) => difference(m[1], m[2], m[3], today),
  ],
  [
    new RegExp(`^(?:difference|time|distance|interval) (?:between|from) (.+?) (?:and|to) (.+?)(?: in ${unit})?$`),
    (m, today) => difference(m[3], m[1], m[2], today),
  ],
  [
    new RegExp(`^from (.+?) to (.+?),? how (?:many )?${unit}(?: is it| are there)?$`),
    (m, today) => difference(m[3], m[1], m[2], today),
  ],
  [
    new RegExp(`^how (?:many )?${unit} (?:are |is )?(?:there |it |left )?(?:is it )?(?:until|till|to|before) (.+)$`),
    (m, today) => difference(m[1], "today", m[2], today),
  ],
  [new RegExp(`^${unit} (?:left )?(?:until|till|to) (.+)$`), (m, today) => difference(m[1], "today", m[2], today)],
  [
    new RegExp(`^how (?:many )?${unit} (?:have passed |has it been |is it |have gone by )?since (.+)$`),
    (m, today) => difference(m[1], m[2], "today", today, true),
  ],
  [new RegExp(`^${unit} since (.+)$`), (m, today) => difference(m[1], m[2], "today", today, true)],
  [new RegExp(`^how (?:many )?${unit} ago (?:was|is) (.+)$`), (m, today) => difference(m[1], m[2], "today", today, true)],
  [
    /^(?:what |which )?(?:weekday|day of the week|day of week|day) (?:is|was|will be|is it on|was it on|will it be on|does|did|of|for|on) (.+?)(?: (?:fall|fall on|be|on|a))?$/,
    (m, today) => weekday(m[1], today),
  ],
  [
    /^on (?:what|which) (?:weekday|day of the week|day) (?:is|was|will be|does|did|will) (.+?)(?: (?:fall|be))?$/,
    (m, today) => weekday(m[1], today),
  ],
  [
    /^(?:was|is|will) (.+?) (?:be )?(?:an? )?(sunday|monday|tuesday|wednesday|thursday|friday|saturday)$/,
    (m, today) => weekday(m[1], today, m[2]),
  ],
  [
    /^(?:(?:what|which) (?:date|day|weekday|day of the week) (?:is it |is |was |was it |will it be |will be |comes |it is )?)?(?:the )?(?:date |day )?(?:that is )?(.+?) (after|from|before|prior to|past|following) (.+)$/,
    (m, today) => moved(m[3], m[1], /before|prior/.test(m[2] ?? "") ? -1 : 1, today),
  ],
  [
    /^(?:(?:what|which) (?:date|day|weekday|day of the week) (?:is it |was it |will it be |is |was )?)?(.+?) ago$/,
    (m, today) => moved("today", m[1], -1, today),
  ],
  [
    /^(?:what|which) (?:date|day|weekday|day of the week) (?:is it |is |will it be |will be )?in (.+)$/,
    (m, today) => moved("today", m[1], 1, today),
  ],
  [/^(?:date )?in (\d.+)$/, (m, today) => moved("today", m[1], 1, today)],
  [
    /^(?:date )?(.+?)( ?\+| plus| -| minus) ?(\d[^+-]*)$/,
    (m, today) => moved(m[1], m[3], /-|minus/.test(m[2] ?? "") ? -1 : 1, today),
  ],
  [/^add (.+) to (.+)$/, (m, today) => moved(m[2], m[1], 1, today)],
  [/^subtract (.+) from (.+)$/, (m, today) => moved(m[2], m[1], -1, today)],
  [
    /^(?:how many )?days (?:are there |are |does |has )?(?:in )?(?:the )?(?:year |month of )?([a-z]{3,9} )?(\d{4})(?: have)?$/,
    (m) => tellLength(readMonth(m[1] ?? ""), Number(m[2])),
  ],
  [/^(?:is|was|will) (?:the year )?(\d{1,4}) (?:be )?(?:a )?leap year$/, (m) => tellLeapYear(Number(m[1]))],
  [
    /^(?:next|first) leap year(?: (?:after|following|from) (\d{1,4}))?$/,
    (m, today) => tellLeapYears(m[1] === undefined ? today.year + 1 : Number(m[1]) + 1, null),
  ],
  [
    /^(?:how many |number of )?leap years (?:are there |are |were there |were )?(?:between|from) (\d{1,4}) (?:and|to) (\d{1,4})$/,
    (m) => tellLeapYears(Number(m[1]), Number(m[2])),
  ],
  [
    /^how old (?:is|am|are|was|will) (?:someone|somebody|a person|i|you|he|she|anyone|one)(?: be)?,? (?:who (?:was|is) )?(?:if )?(?:(?:i|he|she|they) (?:was|were) )?born (?:on )?(.+?)(?: (?:on|be on|today|now)(?: (.+))?)?$/,
    (m, today) => age(m[1], m[2] ?? "today", today),
  ],
  [/^(?:my )?age (?:of someone )?(?:if )?(?:i was )?born (?:on )?(.+)$/, (m, today) => age(m[1], "today", today)],
];

export const solveDates: Solver = (question, { today }) => {
  const text = polite(normalise(question))
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(
      /^(?:(?:what(?:'s| is| was| will be)|whats|find|get|give|and) )+(?:the )?(?=number|difference|time|distance|interval|date |weekday|day of|day |next|first|days|weeks|months|my age|age|\d)/,
      "",
    )
    .replace(/^the (?=number|difference|time|date|weekday|day|next|first)/, "");
  if (text.length > 200) return null;
  for (const [pattern, build] of patterns) {
    const match = pattern.exec(text);
    const solution = match && build(match, today);
    if (solution) return solution;
  }
  return null;
};

function usable(...reads: (ReadDate | null)[]): CalendarDate[] | Solution | null {
  const dates: CalendarDate[] = [];
  for (const read of reads) {
    if (!read) return null;
    if ("problem" in read) return explained("Reading the date", read.problem, read.problem);
    dates.push(read.date);
  }
  return dates;
}

function difference(
  unitText: string | undefined,
  fromText: string | undefined,
  toText: string | undefined,
  today: CalendarDate,
  isPast = false,
): Solution | null {
  const wanted = (/^(day|week|month|year)/.exec(unitText ?? "day")?.[1] ?? "day") as Wanted;
  const isNow = (text: string | undefined) => /^(?:today|now)$/.test(text ?? "");
  const reads = [readDate(fromText ?? "", today, isPast), readDate(toText ?? "", today)] as const;
  const [from, to] = isNow(fromText) || isNow(toText) ? reads : placeYears(reads[0], reads[1], today);
  const dates = usable(from, to);
  if (!Array.isArray(dates)) return dates;
  const [a, b] = dates;
  return a && b
    ? tellDifference(
        a,
        b,
        wanted,
        [fromText, toText].some((text) => /^(?:today|now)$/.test(text ?? "")),
      )
    : null;
}

/** A date without a year lies in the year of the other one, or of today, or in the year after where it would come first. */
function placeYears(from: ReadDate | null, to: ReadDate | null, today: CalendarDate): [ReadDate | null, ReadDate | null] {
  if (!from || !to || "problem" in from || "problem" in to) return [from, to];
  const start = from.isYearAssumed ? { ...from.date, year: to.isYearAssumed ? today.year : to.date.year } : from.date;
  if (!isDate(start)) return [null, to];
  if (!to.isYearAssumed)
    return dayNumber(start) <= dayNumber(to.date) || !from.isYearAssumed ? [{ date: start }, to] : [null, to];
  const ends = [start.year, start.year + 1].map((year) => ({ ...to.date, year }));
  const end = ends.find((date) => isDate(date) && dayNumber(date) >= dayNumber(start));
  return [{ date: start }, end ? { date: end } : null];
}

function weekday(text: string | undefined, today: CalendarDate, asked?: string): Solution | null {
  const moved = /^(.+?) (?:from|after) (.+)$|^in (.+)$/.exec(text ?? "");
  const period = readPeriod(moved?.[1] ?? moved?.[3] ?? "");
  if (moved && period) {
    const start = usable(readDate(moved[2] ?? "today", today));
    if (!Array.isArray(start)) return start;
    return start[0] ? tellMoved(start[0], period, 1, addPeriod(start[0], period, 1)) : null;
  }
  const dates = usable(readDate(text ?? "", today));
  if (!Array.isArray(dates)) return dates;
  return dates[0] ? tellWeekday(dates[0], asked) : null;
}

function moved(text: string | undefined, periodText: string | undefined, sign: 1 | -1, today: CalendarDate): Solution | null {
  const period: Period | null = readPeriod(periodText ?? "");
  if (!period) return null;
  const dates = usable(readDate(text ?? "", today));
  if (!Array.isArray(dates)) return dates;
  const [start] = dates;
  if (!start) return null;
  const result = addPeriod(start, period, sign);
  if (result.year < 1 || result.year > 9999) {
    const why = "That leads outside the years 1 to 9999, which are the ones worked with here.";
    return explained("Looking at the range", why, why);
  }
  return tellMoved(start, period, sign, result);
}

function age(bornText: string | undefined, onText: string, today: CalendarDate): Solution | null {
  const dates = usable(readDate(bornText ?? "", today, true), readDate(onText, today));
  if (!Array.isArray(dates)) return dates;
  const [born, on] = dates;
  return born && on ? tellAge(born, on) : null;
}
