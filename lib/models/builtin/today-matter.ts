/**
 * Owns: a question whose answer depends on what day it is where the person is. First the day is asked for, then what follows from
 * it is worked out, and that is asked for as well.
 */
import { type CalendarDate, fullDateText } from "./calendar.ts";
import { atEachDepth, checkedMatter, type Errand } from "./checked-matter.ts";
import { compareMoment } from "./clock-errand.ts";
import { type Moment, nowCall, readMoment } from "./date-tool.ts";
import { type Matter, plainMatter } from "./matter.ts";
import { checkMoment, clockText } from "./own-clock.ts";
import type { Solution, Thought } from "./solution.ts";

/** A day lasts; and a person may be asked before a later call is made. */
const mostAgeMs = 26 * 3_600_000;
const why =
  "The answer depends on what day it is where the person is, and that is not known here. So the date tool is asked first.";

/** `solveOn` gives the own working for a day, `errandFor` what of it is asked of the tool; `now` in milliseconds since the epoch. */
export function todayMatter(
  ownToday: CalendarDate,
  now: number,
  solveOn: (today: CalendarDate) => Solution,
  errandFor: (solution: Solution) => Errand | null,
): Matter {
  const call = nowCall(null);
  const alone = solveOn(ownToday);
  const own = `${fullDateText(ownToday)} for today, by this machine's clock`;
  const withoutTool = checkedMatter(
    {
      ...alone,
      answer: `${alone.answer}\n\n*Today is taken to be ${fullDateText(ownToday)}, by this machine's clock.*`,
      isChecked: false,
    },
    {
      tool: "the date tool",
      call,
      why,
      again: call,
      whyAgain: "It is asked once more, in case something went wrong that goes better now.",
      own,
      compare: (result) => compareMoment(result, now, mostAgeMs),
    },
  );
  return {
    next(tried, mayCall) {
      if (tried.length === 0) {
        if (!mayCall(call)) return { kind: "answer", ...alone };
        return { kind: "call", thoughts: atEachDepth("Asking what day it is", why, why), call };
      }
      const index = tried.slice(0, 2).findIndex((one) => one.kind === "result" && isToday(one.result));
      const found = tried[index];
      const moment = found?.kind === "result" ? readMoment(found.result) : null;
      if (!moment) return withoutTool.next(tried, mayCall);
      const solution = solveOn(moment);
      const errand = errandFor(solution);
      const rest = tried.slice(index + 1);
      const move = (errand ? checkedMatter(solution, errand) : plainMatter(solution)).next(rest, mayCall);
      return rest.length > 0 ? move : { ...move, thoughts: [...reading(moment), ...move.thoughts] };
    },
  };

  function isToday(result: unknown): boolean {
    return compareMoment(result, now, mostAgeMs).kind === "agrees";
  }

  function reading(moment: Moment): Thought[] {
    const read = `The date tool says ${clockText(moment)} (${moment.zone}), so today is ${fullDateText(moment)}.`;
    const checks = checkMoment(moment, now, mostAgeMs).map(({ text }) => text);
    return atEachDepth("Reading what came back", read, [read, ...checks].join("\n\n"));
  }
}
