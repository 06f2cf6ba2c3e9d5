/** Owns: which solver answers a question, and how a follow-up is read. */
import { aboutItself } from "./about.ts";
import { followUps } from "./follow-up.ts";
import { mostQuestionLength } from "./question.ts";
import { Trouble } from "./rational.ts";
import { type Context, explained, type Solution, type Solver } from "./solution.ts";
import { solveArithmetic } from "./solvers/arithmetic.ts";
import { solveCommonDivisor } from "./solvers/common-divisor.ts";
import { solveDates } from "./solvers/dates.ts";
import { solveEquation } from "./solvers/equation.ts";
import { solveHeadsAndLegs } from "./solvers/heads-and-legs.ts";
import { solveMixture } from "./solvers/mixture.ts";
import { solveMotion } from "./solvers/motion.ts";
import { solveNumberRiddle } from "./solvers/number-riddle.ts";
import { solvePercent } from "./solvers/percent.ts";
import { solveProportion } from "./solvers/proportion.ts";
import { solveRelations } from "./solvers/relations.ts";
import { solveSeries } from "./solvers/series.ts";
import { solveSharing } from "./solvers/sharing.ts";
import { solveShopping } from "./solvers/shopping.ts";
import { solveStatistics } from "./solvers/statistics.ts";
import { solveStory } from "./solvers/story.ts";
import { solveTwoNumbers } from "./solvers/two-numbers.ts";
import { solveUnits } from "./solvers/units.ts";
import { solveWholeNumbers } from "./solvers/whole-numbers.ts";
import { solveWorkTogether } from "./solvers/work-together.ts";

/** The first to answer wins, so the more particular come first. */
const solvers: readonly Solver[] = [
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
  const last = questions.at(-1) ?? "";
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
  return aboutItself(last);
}

function asFollowUp(solution: Solution, read: string): Solution {
  const [first, ...others] = solution.thoughts;
  if (!first) return solution;
  const note = `This follows on from the question before, so it is read as: ${read}`;
  const second = others[0];
  const heads = [first, ...(second ? [second] : [])].map((thought) => ({ ...thought, text: `${note}\n\n${thought.text}` }));
  return { ...solution, thoughts: [...heads, ...others.slice(1)], answer: `${solution.answer}\n\n*Read as: ${read}*` };
}
