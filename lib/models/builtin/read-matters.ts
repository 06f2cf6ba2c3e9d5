/** Owns: what a person's last message asks: one thing, or several side by side. */
import type { Matter } from "./matter.ts";
import { localDate, matterOf } from "./matter-of.ts";
import { mostQuestionLength, normalise } from "./question.ts";
import type { Thought } from "./solution.ts";
import { solveLast } from "./solve.ts";

export interface Matters {
  /** None: there is nothing in the message to work out. */
  matters: Matter[];
  /** What is thought before all of them. */
  lead: Thought[];
}

const mostParts = 6;

/** `now` in milliseconds since the epoch. */
export function readMatters(questions: readonly string[], now: number): Matters {
  const last = questions.at(-1) ?? "";
  const whole = matterOf(questions, now);
  if (whole) return { matters: [whole], lead: [] };
  if (last.length > mostQuestionLength) return { matters: [], lead: [] };
  const parts = questionsIn(last);
  const matters = parts.map((_, index) => matterOf(parts.slice(0, index + 1), now));
  const found = matters.filter((matter) => matter !== null);
  return found.length < parts.length || parts.length < 2 ? shortParts(last, now) : several(found);
}

function several(matters: Matter[]): Matters {
  const text = `There are ${matters.length} questions in this message. None needs the result of another, so each is worked on by itself.`;
  const heading = "Taking the message apart";
  return {
    matters,
    lead: [
      { heading, text, depth: 1 },
      { heading, text, depth: 2 },
    ],
  };
}

/** `A? B? C`: questions of their own, of which a later one may follow on from those before. */
function questionsIn(message: string): string[] {
  const parts = message.split(/\n+|;|\?(?=\s)/).map(trimmed);
  const filled = parts.filter((part) => part !== "");
  return filled.length <= mostParts ? filled : [];
}

const lead = /^(?:and|also|then)\b[\s,]*/i;
const trimmed = (part: string) => part.trim().replace(lead, "");

/** `A, B and C`: only where each by itself is surely something to work out. */
function shortParts(message: string, now: number): Matters {
  const none = { matters: [], lead: [] };
  const parts = normalise(message)
    .split(/\n+|;|\?(?=\s)|,\s+(?:and\s+)?|\s+and\s+/i)
    .map(trimmed)
    .filter((part) => part !== "");
  if (parts.length < 2 || parts.length > mostParts) return none;
  const matters = parts.map((part) => (isSure(part, now) ? matterOf([part], now) : null)).filter((matter) => matter !== null);
  return matters.length === parts.length ? several(matters) : none;
}

/** A number or a fraction alone asks nothing. */
function isSure(part: string, now: number): boolean {
  const tree = solveLast([part], { today: localDate(now) })?.sum?.tree;
  if (!tree) return /^(?:what|how|which|when|is|convert|solve|find)\b/i.test(part);
  return tree.type !== "number" && !(tree.type === "binary" && tree.left.type === "number" && /^[\d/\s]+$/.test(part));
}
