/**
 * Owns: a thought as steps that can be read: whole sentences, at most one step in 250 ms of the thought's own time. A step for each token
 * floods whoever watches. Nothing is lost: the steps joined are the thought, but for blanks at its end.
 */
import { wholeStart } from "./shorten.ts";

export interface ThoughtSteps {
  /** `at`: when it was thought, in milliseconds. */
  push(text: string, at: number): string[];
  /** The thought is over, or something else happens. */
  flush(): string[];
}

const leastMs = 250;
/** Without the end of a sentence for so long, a step ends between two words. */
const longSentence = 400;
/** Letters of one step, where a great deal came at once. */
const mostLetters = 2000;

const sentenceEnds = /(?:[.!?…]["')\]*_`]*(?=\s)|[。！？]|\n)\s*/g;

export function makeThoughtSteps(): ThoughtSteps {
  let held = "";
  let since: number | null = null;
  const take = (end: number): string[] => {
    const text = held.slice(0, end);
    if (text.trim() === "") return [];
    held = held.slice(end);
    return pieces(text);
  };
  return {
    push(text, at) {
      since ??= at;
      held += text;
      if (at - since < leastMs) return [];
      const end = lastSentenceEnd(held) ?? (held.length > longSentence ? lastBlank(held) : 0);
      const steps = take(end);
      if (steps.length > 0) since = at;
      return steps;
    },
    flush() {
      since = null;
      const steps = take(held.length);
      held = "";
      return steps;
    },
  };
}

/** After the blanks that follow it; null: no sentence ends in there. */
function lastSentenceEnd(text: string): number | null {
  let end: number | null = null;
  for (const match of text.matchAll(sentenceEnds)) end = match.index + match[0].length;
  return end;
}

function lastBlank(text: string): number {
  const at = text.search(/\s\S*$/);
  return at === -1 ? wholeStart(text, text.length).length : at + 1;
}

function pieces(text: string): string[] {
  const steps: string[] = [];
  let rest = text;
  while (rest.length > mostLetters) {
    const start = wholeStart(rest, mostLetters);
    const end = lastSentenceEnd(start) ?? lastBlank(start);
    steps.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === "" ? steps : [...steps, rest];
}
