/** Owns: which solver answers a question, and how a follow-up is read. */

import { solveArithmetic } from "#lib/models/builtin/solvers/arithmetic.ts";
import { solveCommonDivisor } from "#lib/models/builtin/solvers/common-divisor.ts";
import { solveCompare } from "#lib/models/builtin/solvers/compare.ts";
import { solveDates } from "#lib/models/builtin/solvers/dates.ts";
import { solveEquation } from "#lib/models/builtin/solvers/equation.ts";
import { solveHeadsAndLegs } from "#lib/models/builtin/solvers/heads-and-legs.ts";
import { solveMixture } from "#lib/models/builtin/solvers/mixture.ts";
import { solveMotion } from "#lib/models/builtin/solvers/motion.ts";
import { solveNumberRiddle } from "#lib/models/builtin/solvers/number-riddle.ts";
import { solvePercent } from "#lib/models/builtin/solvers/percent.ts";
import { solveProportion } from "#lib/models/builtin/solvers/proportion.ts";
import { solveRelations } from "#lib/models/builtin/solvers/relations.ts";
import { solveSeries } from "#lib/models/builtin/solvers/series.ts";
import { solveSharing } from "#lib/models/builtin/solvers/sharing.ts";
import { solveShopping } from "#lib/models/builtin/solvers/shopping.ts";
import { solveStatistics } from "#lib/models/builtin/solvers/statistics.ts";
import { solveStory } from "#lib/models/builtin/solvers/story.ts";
import { solveTwoNumbers } from "#lib/models/builtin/solvers/two-numbers.ts";
import { solveUnits } from "#lib/models/builtin/solvers/units.ts";
import { solveWholeNumbers } from "#lib/models/builtin/solvers/whole-numbers.ts";
import { solveWorkTogether } from "#lib/models/builtin/solvers/work-together.ts";
import { aboutItself } from "./about.ts";
import { followUps } from "./follow-up.ts";
import { mostQuestionLength } from "./question.ts";
import { Trouble } from "./rational.ts";
import { type Context, explained, type Solution, type Solver } from "./solution.ts";

/** The first to answer wins, so the more particular come first. */
const solvers: readonly Solver[] = [
  solveCompare,
  solveEquation,
  solveDates,
  solveWholeNumbers,
  solveCommonDivisor,
  solveUnits,
  solvePercent,
  solveArithmetic,
  solveSeries,
  solveStatistics,
  solveRelations,
  solveHeadsAndLegs,
  solveWorkTogether,
  solveTwoNumbers,
  solveNumberRiddle,
  solveMotion,
  solveMixture,
  solveProportion,
  solveSharing,
  solveShopping,
  solveStory,
];

/** Only so many of the last questions are looked at for what a follow-up refers to. */
const mostHistory = 12;

/** The solution of one question by itself, or null. */
export function solveAlone(question: string, context: Context): Solution | null {
  if (question.length > mostQuestionLength) return null;
  for (const solver of solvers) {
    try {
      const solution = solver(question, context);
      if (solution) return solution;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      return explained("Where this stops", `This was being worked out, and then stopped. ${error.message}`, error.message);
    }
  }
  return null;
}

/** Answers the last of the questions a person asked, the ones before it being what it may refer to. Never throws. */
export function solve(questions: readonly string[], context: Context): Solution {
  return solveLast(questions, context) ?? aboutItself(questions.at(-1) ?? "");
}

/** As `solve`; null where there is no problem to work out. */
export function solveLast(questions: readonly string[], context: Context): Solution | null {
  const recent = questions.slice(-mostHistory);
  let previous = "";
  for (const [index, question] of recent.entries()) {
    if (question.length > mostQuestionLength) continue;
    for (const read of [...followUps(previous, question), question]) {
      const solution = solveAlone(read, context);
      if (!solution) continue;
      if (index === recent.length - 1) return read === question ? solution : asFollowUp(solution, read);
      previous = read;
      break;
    }
  }
  return null;
}

function asFollowUp(solution: Solution, read: string): Solution {
  const [first, ...others] = solution.thoughts;
  if (!first) return solution;
  const note = `This follows on from the question before, so it is read as: ${read}`;
  const second = others[0];
  const heads = [first, ...(second ? [second] : [])].map((thought) => ({ ...thought, text: `${note}\n\n${thought.text}` }));
  return { ...solution, thoughts: [...heads, ...others.slice(1)], answer: `${solution.answer}\n\n*Read as: ${read}*` };
}
