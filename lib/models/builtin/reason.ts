/**
 * Owns: what is said in one request: thoughts and calls, or thoughts and the answer. The requests of a turn know nothing of each
 * other; each goes through the calls made so far again and says what comes after them.
 */
import { aboutItself } from "./about.ts";
import type { CallOutcome } from "./call-outcome.ts";
import type { MadeCall } from "./input-items.ts";
import { type Matter, type Move, plainMatter } from "./matter.ts";
import { readMatters } from "./read-matters.ts";
import type { Ask } from "./request.ts";
import { type Speech, type SpokenCall, speak, speakOfCalls } from "./speak.ts";

/** So often a turn may call before it has to answer. */
const mostRounds = 4;

const unseen = "**This model cannot see pictures.** What follows is about the words of the message alone.";

interface Progress {
  matter: Matter;
  tried: CallOutcome[];
  /** Its last call was made in the last round, or it made none. */
  isNews: boolean;
}

export function reason(ask: Ask, now: number): Speech {
  const { matters, lead } = readMatters(ask.questions, now);
  const all = matters.length > 0 ? matters : [plainMatter(aboutItself(ask.questions.at(-1) ?? ""))];
  const progress = replay(all, ask.rounds);
  const mayCall = (call: SpokenCall) => ask.rounds.length < mostRounds && isOffered(ask, call);
  const moves = progress.map(({ matter, tried, isNews }) => ({ move: matter.next(tried, mayCall), isNews }));
  const isFirst = ask.rounds.length === 0;
  const thoughts = [...(isFirst ? lead : []), ...moves.flatMap(({ move, isNews }) => (isNews ? move.thoughts : []))];
  // Questions that need the same are served by one call.
  const calls = [...new Map(moves.flatMap(({ move }) => (move.kind === "call" ? [[keyOf(move.call), move.call]] : []))).values()];
  if (calls.length > 0) return speakOfCalls(thoughts, ask.mayCallSeveral ? calls : calls.slice(0, 1), ask.effort);
  const speech = speak({ ...joined(moves.map(({ move }) => move)), thoughts }, ask.effort);
  return ask.hasPicture ? { ...speech, answer: `${unseen}\n\n${speech.answer}` } : speech;
}

/** Offered under that name, with all the parameters that the call has. */
function isOffered({ offered }: Ask, { name, args }: SpokenCall): boolean {
  const parameters = offered.get(name);
  return parameters !== undefined && Object.keys(args).every((key) => parameters.has(key));
}

function joined(moves: readonly Move[]): { answer: string; isCertain: boolean } {
  const answers = moves.filter((move) => move.kind === "answer");
  return { answer: answers.map(({ answer }) => answer).join("\n\n"), isCertain: answers.every(({ isCertain }) => isCertain) };
}

/** Gives each matter the outcomes of the calls that it made. */
function replay(matters: readonly Matter[], rounds: readonly (readonly MadeCall[])[]): Progress[] {
  const progress: Progress[] = matters.map((matter) => ({ matter, tried: [], isNews: rounds.length === 0 }));
  for (const round of rounds) {
    for (const one of progress) {
      const move = one.matter.next(one.tried, () => true);
      const made = move.kind === "call" ? round.find((each) => isSame(each, move.call)) : undefined;
      one.isNews = made !== undefined;
      if (made) one.tried.push(made.outcome);
    }
  }
  return progress;
}

function isSame({ name, args }: MadeCall, call: SpokenCall): boolean {
  return args !== null && keyOf({ name, args }) === keyOf(call);
}

/** Arguments may come back with their keys in another order. */
function keyOf({ name, args }: SpokenCall): string {
  return JSON.stringify([name, args], (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
