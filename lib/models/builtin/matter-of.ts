/** Owns: how one question is gone about: alone, with a tool, or from what day it is. */
import { aboutItself } from "./about.ts";
import { calculatorErrand } from "./calculator-errand.ts";
import { type CalendarDate, dateOfDay, dayNumber } from "./calendar.ts";
import { checkedMatter, type Errand } from "./checked-matter.ts";
import { type NowQuestion, nowErrand, solveFromMoment, solveFromOwnClock } from "./clock-errand.ts";
import { dateErrand } from "./date-errand.ts";
import { solveElsewhere } from "./elsewhere.ts";
import { type Matter, plainMatter } from "./matter.ts";
import { readClockQuestion } from "./read-clock-question.ts";
import type { Solution } from "./solution.ts";
import { solveLast } from "./solve.ts";
import { todayMatter } from "./today-matter.ts";

/** The last of these questions; null where there is nothing to work out. `now` in milliseconds since the epoch. */
export function matterOf(questions: readonly string[], now: number): Matter | null {
  const last = questions.at(-1) ?? "";
  const clock = readClockQuestion(last);
  if (clock?.kind === "now") return nowMatter(clock, last, now);
  const elsewhere = clock && solveElsewhere(clock, now);
  if (elsewhere) return checkedMatter(elsewhere.solution, elsewhere.errand);
  const today = localDate(now);
  const solveOn = (day: CalendarDate) => solveLast(questions, { today: day });
  const solution = solveOn(today);
  if (!solution) return null;
  if (solution.dates && isOfToday(solution, today, solveOn)) {
    return todayMatter(today, now, (day) => solveOn(day) ?? solution, errandOf);
  }
  const errand = errandOf(solution);
  return errand ? checkedMatter(solution, errand) : plainMatter(solution);
}

function errandOf({ sum, dates }: Solution): Errand | null {
  if (sum) return calculatorErrand(sum);
  return dates ? dateErrand(dates) : null;
}

/** Whether another day would lead to another answer. */
function isOfToday(solution: Solution, today: CalendarDate, solveOn: (day: CalendarDate) => Solution | null): boolean {
  return [1, 200, 367, 800].some((days) => solveOn(dateOfDay(dayNumber(today) + days))?.answer !== solution.answer);
}

/** A question about now: asked of the tool, or declined where there is none to ask. */
function nowMatter(asked: NowQuestion, question: string, now: number): Matter {
  const errand = nowErrand(asked.place, now, (moment) => solveFromMoment(asked, moment, now));
  const checked = checkedMatter(solveFromOwnClock(asked, now), errand);
  return {
    next: (tried, mayCall) =>
      tried.length === 0 && !mayCall(errand.call) ? { kind: "answer", ...aboutItself(question) } : checked.next(tried, mayCall),
  };
}

/** By the clock and the zone of this machine. */
export function localDate(now: number): CalendarDate {
  const today = new Date(now);
  return { year: today.getFullYear(), month: today.getMonth() + 1, day: today.getDate() };
}
