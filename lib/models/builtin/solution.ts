/** Owns: what a solver hands back, and the small parts it is made of. */
import type { CalendarDate } from "./calendar.ts";
import type { Node } from "./expression.ts";
import type { Value } from "./value.ts";

/** From which depth on a thought is told: 1 only where one short part is wanted, 2 always when thinking, 3 when thinking hard. */
export type Depth = 1 | 2 | 3;

export interface Thought {
  heading: string;
  text: string;
  depth: Depth;
}

/** A result compared with itself by another way: `isRight` is computed, `text` says how. */
export interface Check {
  text: string;
  isRight: boolean;
}

/** Arithmetic that a calculator can be asked for, with what it is worth. */
export interface Sum {
  tree: Node;
  value: Value;
}

/** What of the calendar a tool can be asked for, with what it comes to. */
export type DateSum =
  /** `from` is not after `to`. */
  | { kind: "between"; from: CalendarDate; to: CalendarDate; days: number }
  /** Months first, then days. */
  | { kind: "moved"; from: CalendarDate; months: number; days: number; sign: 1 | -1; to: CalendarDate }
  | { kind: "weekday"; date: CalendarDate; weekday: string };

export interface Solution {
  thoughts: Thought[];
  /** Markdown. */
  answer: string;
  /** The result for programs, JSON; fractions as `"7/12"`. Absent where the answer is an explanation. */
  value?: unknown;
  /** The arithmetic that leads to the result, where one expression says it. */
  sum?: Sum | undefined;
  dates?: DateSum;
  /** False when a check failed: the answer must then be given with that warning. */
  isCertain: boolean;
  /** It was compared with itself by another way. */
  isChecked?: boolean;
}

export interface Context {
  /** Today, as the calendar on the wall shows it. */
  today: { year: number; month: number; day: number };
}

/** Null: this is not a question of the solver's kind, or not surely so. */
export type Solver = (question: string, context: Context) => Solution | null;

export interface Draft {
  /** Heading and sentences about what is asked and how it will be gone about. */
  plan: [heading: string, ...sentences: string[]];
  /** Heading and lines of work with true intermediate results. */
  work: [heading: string, ...lines: string[]];
  /** The first is told always, the rest when thinking hard. */
  checks: Check[];
  /** The whole thought in a sentence or two, for when little thinking is asked for. */
  gist: string;
  /** Told only when thinking hard, before the checks. */
  more?: [heading: string, ...lines: string[]];
  answer: string;
  value?: unknown;
  sum?: Sum | undefined;
  dates?: DateSum;
}

const mostLines = 40;

/** Lines one below the other; a long list is told by its beginning and its end. */
export function lines(all: readonly string[]): string {
  if (all.length <= mostLines) return all.join("\n\n");
  const half = mostLines / 2;
  return [...all.slice(0, half), `… (${all.length - mostLines} more steps of the same kind) …`, ...all.slice(-half)].join("\n\n");
}

function checkText(check: Check): string {
  return check.isRight ? check.text : `${check.text}\n\nThese do not agree, so something in the work above must be wrong.`;
}

/** "= ≈" is one sign too many. */
const tidy = (text: string) => text.replaceAll("= ≈", "≈");

export function toSolution(draft: Draft): Solution {
  const [planHeading, ...plan] = draft.plan;
  const [workHeading, ...work] = draft.work;
  const [first, ...others] = draft.checks;
  const thoughts: Thought[] = [
    { heading: workHeading, text: draft.gist, depth: 1 },
    { heading: planHeading, text: plan.join(" "), depth: 2 },
    { heading: workHeading, text: lines(work), depth: 2 },
  ];
  if (draft.more) {
    const [heading, ...more] = draft.more;
    thoughts.push({ heading, text: lines(more), depth: 3 });
  }
  if (first) thoughts.push({ heading: "Checking the result", text: checkText(first), depth: 2 });
  for (const check of others) thoughts.push({ heading: "Checking it another way", text: checkText(check), depth: 3 });
  return {
    thoughts: thoughts.map((thought) => ({ ...thought, text: tidy(thought.text) })),
    answer: tidy(draft.answer),
    isCertain: draft.checks.every((check) => check.isRight),
    isChecked: draft.checks.length > 0,
    ...(draft.value !== undefined && { value: draft.value }),
    ...(draft.sum && { sum: draft.sum }),
    ...(draft.dates && { dates: draft.dates }),
  };
}

/** A solution that says why there is no number to give. */
export function explained(heading: string, thought: string, answer: string, value?: unknown): Solution {
  return {
    thoughts: [
      { heading, text: thought, depth: 1 },
      { heading, text: thought, depth: 2 },
    ],
    answer,
    isCertain: true,
    ...(value !== undefined && { value }),
  };
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
