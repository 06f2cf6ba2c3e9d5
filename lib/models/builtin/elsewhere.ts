/** Owns: an hour in one place as the clocks of another show it. */
import { dayNumber, fullDateText, isoText } from "./calendar.ts";
import type { Errand } from "./checked-matter.ts";
import { convertCall, readMoment } from "./date-tool.ts";
import { clockText, hourText, utc } from "./own-clock.ts";
import { quoted } from "./quoted.ts";
import type { ClockQuestion } from "./read-clock-question.ts";
import { type Solution, toSolution } from "./solution.ts";
import { instantOf, type WallClock, wallClock } from "./zones.ts";

export type ElsewhereQuestion = Extract<ClockQuestion, { kind: "elsewhere" }>;

/** Null for an hour that the clocks of that place leap over today. `now` in milliseconds since the epoch. */
export function solveElsewhere(
  { at: hour, from, to }: ElsewhereQuestion,
  now: number,
): { solution: Solution; errand: Errand } | null {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  const today = wallClock(now, from.zone);
  const at = today && instantOf({ ...today, hour: hours, minute: minutes }, from.zone);
  const here = at === null ? null : wallClock(at, from.zone);
  const there = at === null ? null : wallClock(at, to.zone);
  const back = there && instantOf(there, to.zone);
  if (at === null || !here || !there) return null;
  // An hour that comes twice there leads back to the first of the two.
  const isBack = back === at || (back !== null && clockText(wallClock(back, to.zone) ?? utc(back)) === clockText(there));
  const shift = dayNumber(there) - dayNumber(here);
  const day = shift === 0 ? "the same day" : shift > 0 ? "the next day" : "the day before";
  const offsets = `${from.name} is ${offsetText(here, at)}, and ${to.name} is ${offsetText(there, at)}`;
  const solution = toSolution({
    plan: [
      "Reading the question",
      `${hour} in ${from.name} (${from.zone}) is asked as the time in ${to.name} (${to.zone}).`,
      `Clocks change in the year, so it matters on what day: today is taken, ${fullDateText(here)} in ${from.name}.`,
    ],
    work: [
      "Going by way of UTC",
      `${offsets} on that day.`,
      `${hourText(here)} in ${from.name} is ${clockText(utc(at))} UTC.`,
      `In ${to.name} that is ${clockText(there)}.`,
    ],
    gist: `${offsets}, so ${hourText(here)} becomes ${hourText(there)}.`,
    checks: [{ text: `Back again: ${hourText(there)} in ${to.name} is ${hourText(here)} in ${from.name}.`, isRight: isBack }],
    answer: `**${hourText(there)}** in ${to.name}, ${day}, when it is ${hourText(here)} in ${from.name} (on ${fullDateText(here)}).`,
    value: hourText(there),
  });
  return {
    solution,
    errand: {
      tool: "the date tool",
      call: convertCall(hour, from.zone, to.zone),
      why: `Clocks are changed on different days in different places, so the date tool is asked what ${hour} in ${from.name} is in ${to.name}.`,
      again: convertCall(`${isoText(here)}T${hourText(here)}`, from.zone, to.zone),
      whyAgain: "It is asked again with the date said.",
      own: clockText(there),
      compare(result) {
        const moment = readMoment(result);
        if (!moment) return { kind: "unclear", said: quoted(JSON.stringify(result)) };
        const isSame = moment.at === at && clockText(moment) === clockText(there);
        return { kind: isSame ? "agrees" : "differs", said: clockText(moment) };
      },
    },
  };
}

/** `UTC+5:30`. */
function offsetText(wall: WallClock, at: number): string {
  const minutes = Math.round((Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) - at) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "−" : "+"}${hours}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}
