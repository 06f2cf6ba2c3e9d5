/** Owns: questions about now, here or elsewhere, and about one hour in two places: how they are read. */
import { normalise, polite } from "./question.ts";
import { findZone } from "./zones.ts";

export interface Place {
  /** As the person wrote it. */
  name: string;
  zone: string;
}

export type ClockQuestion =
  /** `place` null: where the person is. */
  | { kind: "now"; wanted: "time" | "date"; place: Place | null }
  /** An hour in one place as another's. `at` is `HH:MM`. */
  | { kind: "elsewhere"; at: string; from: Place; to: Place };

const now = "(?: right| (?:right )?now| at the moment| currently)?";
const timeAsked = new RegExp(
  `^(?:what(?:'s| is) the (?:current |exact |local )*time|what(?:'s| is) the hour|what time (?:is it|do we have)|what time it is|(?:the )?current (?:local )?time|the time)${now}(?: (?:in|at) (.+?))?${now}$`,
);
const dateAsked = new RegExp(
  `^(?:what(?:'s| is) (?:the )?(?:current |today's )*(?:date|day)|(?:what|which) (?:date|day|weekday|day of the week|year|month) (?:is it|is today|do we have|it is)|(?:today's|the current|the) date|what(?:'s| is) today|what(?:'s| is) the date of today)(?: today)?${now}(?: in (.+?))?(?: today)?${now}$`,
);
const clock = "(\\d{1,2}(?:[:.]\\d{2})? ?(?:am|pm|a\\.m\\.|p\\.m\\.|o'clock)?|noon|midnight|midday)";
const elsewhere = [
  new RegExp(`^(?:what(?:'s| is) |convert |what time is )?${clock} (?:from |in )?(.+?) (?:in|to|is what time in|as) (.+)$`),
  new RegExp(`^(?:when|if) it(?:'s| is) ${clock} in (.+?),? (?:then )?what(?:'s| is)? (?:the )?time (?:is it )?in (.+)$`),
];

/** Null: it is none, or names a place that is not known. */
export function readClockQuestion(question: string): ClockQuestion | null {
  const text = polite(normalise(question)).toLowerCase().replaceAll(/\s+/g, " ");
  if (text.length > 120) return null;
  for (const [pattern, wanted] of [[timeAsked, "time"] as const, [dateAsked, "date"] as const]) {
    const match = pattern.exec(text);
    if (!match) continue;
    const place = match[1] === undefined ? null : readPlace(match[1]);
    return match[1] !== undefined && place === null ? null : { kind: "now", wanted, place };
  }
  for (const pattern of elsewhere) {
    const [, hour, from, to] = pattern.exec(text) ?? [];
    const [at, here, there] = [readHour(hour ?? ""), readPlace(from ?? ""), readPlace(to ?? "")];
    if (at && here && there) return { kind: "elsewhere", at, from: here, to: there };
  }
  return null;
}

function readPlace(name: string): Place | null {
  const zone = findZone(name);
  return zone === null ? null : { name: capitals(name.replace(/ time$/, "")), zone };
}

const capitals = (name: string) =>
  name.length < 4 || /\d/.test(name)
    ? name.toUpperCase()
    : name.replaceAll(/(?<![a-z'])[a-z]/g, (letter) => letter.toUpperCase());

/** `HH:MM` of 24 hours; null for an hour that no clock shows. */
function readHour(text: string): string | null {
  if (/^(?:noon|midday)$/.test(text)) return "12:00";
  if (text === "midnight") return "00:00";
  const match = /^(\d{1,2})(?:[:.](\d{2}))? ?([ap])?\.?(?:m|o'clock)?\.?$/.exec(text);
  if (!match) return null;
  const [, written = "", minutes = "00", half] = match;
  const isTwelve = half !== undefined;
  const hour = isTwelve ? (Number(written) % 12) + (half === "p" ? 12 : 0) : Number(written);
  if (hour > 23 || Number(minutes) > 59 || (isTwelve && (Number(written) < 1 || Number(written) > 12))) return null;
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}
