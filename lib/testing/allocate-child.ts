/** Owns: a tool's child process that answers nothing and allocates without bound, in pieces that no limit of a thread contains. */
import { answerParent } from "#lib/tools/child/answer-parent.ts";

answerParent(() => {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(10_000_000).fill(kept.length));
});
