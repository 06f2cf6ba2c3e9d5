/** Owns: nothing. The process that calculates. */
import { answerParent } from "../child/answer-parent.ts";
import { answer } from "./evaluate.ts";
import type { CalculatorQuestion } from "./question.ts";

answerParent((question) => answer(question as CalculatorQuestion));
