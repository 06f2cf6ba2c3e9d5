/** Owns: short stories of getting and giving away one kind of thing ("Tom has 12 apples and gives 5 to Mary"). */
import { machineText, plain } from "#lib/models/builtin/number-text.ts";
import { currencySign, normalise, numberPattern, polite } from "#lib/models/builtin/question.ts";
import { add, equals, isInteger, negate, type Rational, readRational, subtract, sum } from "#lib/models/builtin/rational.ts";
import { explained, type Solver, toSolution } from "#lib/models/builtin/solution.ts";
import { inSum, sumFrom } from "#lib/models/builtin/sum.ts";
import { sentencesOf } from "./sentences.ts";

const n = `(${numberPattern})`;
const noun = "((?: [a-z]+){0,2}?)";
const start = new RegExp(
  `^(?:if )?(?:there (?:are|were) ${n}${noun}(?: (?:in|on) (?:a|the|my) [a-z]+)?|([a-z]+) (?:has|had|have|starts with|started with) ${n}${noun})$`,
);
const loses =
  "(?:gives?|gave|gives away|gave away|eats?|ate|loses?|lost|sells?|sold|uses?|used|donates?|donated|spends?|spent|throws away|threw away|takes? away|took away|removes?|removed)";
const gains =
  "(?:buys?|bought|finds?|found|gets?|got|receives?|received|picks?|picked|wins?|won|earns?|earned|adds?|added|collects?|collected)";
const subject = "(?:(he|she|they|i|we|you|[a-z]+) )?";
const less = new RegExp(
  `^(?:then )?${subject}(?:then )?${loses} (?:away )?${n}${noun}(?: of (?:them|these|those|the [a-z]+))?(?: away)?(?: (?:to|at|in|on) [a-z]+(?: [a-z]+)?)?$`,
);
const more = new RegExp(
  `^(?:then )?${subject}(?:then )?${gains} (?:another )?${n}(?: more)?${noun}(?: more)?(?: (?:from|at|in|on) [a-z]+(?: [a-z]+)?)?$`,
);
const question =
  /^(?:then )?how (?:many|much)(?: [a-z]+){0,2}? (?:are (?:there )?(?:left|now)|are there|is left|remain|are remaining|does ([a-z]+) (?:still )?have(?: left| now| in total| altogether)?|do (?:i|they|we|you) (?:still )?have(?: left| now)?|has ([a-z]+) (?:got )?left)(?: now| over| in total)?$/;
const money = /^(?:dollars?|euros?|pounds?|cents?|bucks|rupees|francs)$/;
const fresh = new Set(["he", "she", "they", "i", "we", "you"]);

export const solveStory: Solver = (asked) => {
  const text = polite(normalise(asked)).toLowerCase();
  if (text.length > 400 || !/\bhow (?:many|much)\b/.test(text)) return null;
  const clauses = sentencesOf(text)
    .flatMap((sentence) => sentence.split(/,\s*(?:and |then |but )*|\s+(?:and|then|but)\s+(?:then )?/))
    .filter((clause) => clause !== "");
  const first = start.exec(clauses[0] ?? "");
  const last = question.exec(clauses.at(-1) ?? "");
  const value = readRational(first?.[1] ?? first?.[4] ?? "");
  if (!first || !last || !value || clauses.length < 3) return null;
  const owner = first[3];
  const isOwner = (name: string | undefined) => name === undefined || fresh.has(name) || name === owner;
  if ((owner !== undefined && !isOwner(last[1] ?? last[2])) || (owner === undefined && (last[1] ?? last[2]) !== undefined))
    return null;
  const things = (first[2] ?? first[5] ?? "").trim();
  const changes: Rational[] = [];
  for (const clause of clauses.slice(1, -1)) {
    const [down, up] = [less.exec(clause), more.exec(clause)];
    const event = down ?? up;
    const size = readRational(event?.[2] ?? "");
    const what = (event?.[3] ?? "").trim();
    if (!event || (down && up) || !size || size.n < 0n || !isOwner(event[1])) return null;
    if (money.test(things) && /\b(?:buys?|bought|picks?|picked|collects?|collected|eats?|ate)\b/.test(clause)) return null;
    if (what !== "" && stem(what) !== stem(things)) return null;
    changes.push(down ? negate(size) : size);
  }
  return tell(value, changes, things, currencySign(asked));
};

const stem = (text: string) => text.split(" ").at(-1)?.replace(/s$/, "");

function tell(value: Rational, changes: Rational[], things: string, sign: string) {
  let now = value;
  const steps: string[] = [];
  for (const change of changes) {
    const next = add(now, change);
    steps.push(`${plain(now)} ${change.n < 0n ? "−" : "+"} ${plain(change.n < 0n ? negate(change) : change)} = ${plain(next)}`);
    now = next;
    if (now.n < 0n) {
      const why = `${steps.join("; ")}: more is given away than is there, so the story cannot be right.`;
      return explained("Following the story", why, `**Not possible.** ${why}`);
    }
  }
  const back = subtract(now, sum(changes));
  const shown =
    sign === ""
      ? `${plain(now)}${things ? ` ${equals(now, { n: 1n, d: 1n }) && isInteger(now) ? things.replace(/s$/, "") : things}` : ""}`
      : `${sign}${plain(now)}`;
  return toSolution({
    plan: [
      "Following the story",
      `It starts with ${plain(value)}${things ? ` ${things}` : ""}.`,
      "What is gained is added and what is given away is taken off, in order.",
    ],
    work: ["Adding and taking away", ...steps],
    gist: `${steps.join("; ")}.`,
    checks: [
      { text: `Undoing all of it, from ${plain(now)} back: ${plain(back)}, as at the start.`, isRight: equals(back, value) },
    ],
    answer: `**${shown}**`,
    value: machineText(now),
    ...(changes.length > 0 && { sum: sumFrom(now, [value, ...changes].map(inSum).join(" + ")) }),
  });
}
