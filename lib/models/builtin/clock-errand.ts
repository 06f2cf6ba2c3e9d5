/** Owns: asking the date tool what time it is, and what its answer comes to. */
import { fullDateText } from "./calendar.ts";
import type { Comparison, Errand } from "./checked-matter.ts";
import { type Moment, nowCall, readMoment } from "./date-tool.ts";
import { checkMoment, clockText, hourText, utc } from "./own-clock.ts";
import { plainly, quoted } from "./quoted.ts";
import type { ClockQuestion, Place } from "./read-clock-question.ts";
import { type Check, type Solution, toSolution } from "./solution.ts";
import { type WallClock, wallClock } from "./zones.ts";

export type NowQuestion = Extract<ClockQuestion, { kind: "now" }>;

/** An older reading of a clock is asked for again. */
const mostAgeMs = 5 * 60_000;

/**
 * `place` null: where the person is, which is not known here. `now` in milliseconds since the epoch. `solve`: what the reading
 * comes to.
 */
export function nowErrand(place: Place | null, now: number, solve: (moment: Moment) => Solution): Errand {
  const call = nowCall(place?.zone ?? null);
  return {
    tool: "the date tool",
    call,
    why: place
      ? `What a clock shows in ${place.name} (${place.zone}) has to be read from one, so the date tool is asked.`
      : "The person's zone is not known here, and the time has to be read from a clock. The date tool knows both.",
    again: call,
    whyAgain: "It is asked once more: time may have passed, or something may have gone wrong that goes better now.",
    own: ownText(place, now),
    compare(result) {
      const comparison = compareMoment(result, now, mostAgeMs);
      const moment = comparison.kind === "agrees" ? readMoment(result) : null;
      return moment ? { ...comparison, solution: solve(moment) } : comparison;
    },
  };
}

/** With this machine's clock and with itself. */
export function compareMoment(result: unknown, now: number, mostAge: number): Comparison {
  const moment = readMoment(result);
  if (!moment) return { kind: "unclear", said: quoted(JSON.stringify(result)) };
  const isRight = checkMoment(moment, now, mostAge).every((check) => check.isRight);
  return { kind: isRight ? "agrees" : "differs", said: `${clockText(moment)} (${plainly(moment.zone)})` };
}

function ownText(place: Place | null, now: number): string {
  const there = place && wallClock(now, place.zone);
  return there ? `${clockText(there)} there, by this machine's clock` : `${clockText(utc(now))} UTC, by this machine's clock`;
}

/** From what a tool read. */
export function solveFromMoment(asked: NowQuestion, moment: Moment, now: number): Solution {
  return tell(
    asked,
    moment,
    moment.zone,
    `A clock was read: ${clockText(moment)} in ${moment.zone}.`,
    checkMoment(moment, now, mostAgeMs),
  );
}

/** From this machine's clock alone. */
export function solveFromOwnClock(asked: NowQuestion, now: number): Solution {
  const there = asked.place && wallClock(now, asked.place.zone);
  const zone = there && asked.place ? asked.place.zone : "UTC";
  const unknown = asked.place ? "" : " The person's zone is not known here.";
  const text = `This machine's clock reads ${clockText(utc(now))} UTC.${unknown}`;
  return tell(asked, there ?? utc(now), zone, text, []);
}

function tell({ wanted, place }: NowQuestion, clock: WallClock, zone: string, read: string, checks: Check[]): Solution {
  const where = place ? ` in ${place.name}` : "";
  return toSolution({
    plan: ["Reading the question", `The ${wanted}${place ? ` in ${place.name}` : ""} is asked, as it is now.`],
    work: ["Reading the clock", read],
    gist: read,
    checks,
    answer:
      wanted === "time"
        ? `**${hourText(clock)}**${where}, on ${fullDateText(clock)} (${zone}).`
        : `**${fullDateText(clock)}**${where} (${zone}).`,
  });
}
