/** Owns: nothing. The process that runs code in a sandbox. */
import { answerParent } from "../child/answer-parent.ts";
import { type CodeQuestion, runCode } from "./run-code.ts";

answerParent((question, note) => runCode(question as CodeQuestion, note));
