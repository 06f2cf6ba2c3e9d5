/** Owns: runs worth testing with, by name. The laws hold for each of them; anything that shows or sends a run can be tried on them. */
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { answer, begin, call, cutError, end, firstByte, plan, result, stepEnd, stepStart, thought } from "./beats.ts";
import { aUsage, type Beat, timed } from "./builders.ts";
import { clientStories } from "./client-stories.ts";
import { replayStories } from "./replay-stories.ts";
import { toolStories } from "./tool-stories.ts";

const stories: Record<string, Beat[]> = {
  plain: [...begin, ...stepStart(), firstByte(), ...answer("p1", result), ...stepEnd(), ...end()],
  "thinking then text": [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", plan),
    ...answer("p2", result),
    ...stepEnd(),
    ...end(),
  ],
  "several thoughts": [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", plan),
    ...thought("p2", "# Checking\nSix times seven gives the same."),
    ...thought("p3", "Good. Now I will write it down."),
    ...answer("p4", result),
    ...stepEnd(),
    ...end(),
  ],
  "interleaved thinking and text": [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", "First the sum."),
    ...answer("p2", "The sum is 13. "),
    ...thought("p3", "Then the product."),
    ...answer("p4", "The product is 42."),
    ...stepEnd(),
    ...end(),
  ],
  "thinking only": [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", plan, { isCut: true }),
    ...stepEnd(1, "length"),
    ...end("completed", "length"),
  ],
  ...replayStories,
  "failed in mid-thought": [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", plan, { isCut: true }),
    ...stepEnd(1, "error"),
    ...end("failed", "error", cutError),
  ],
  "stopped by the reader": [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", plan),
    ...answer("p2", "Seven times"),
    ...stepEnd(1, "aborted"),
    ...end("stopped", "reader"),
  ],
  "interrupted by a restart": [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", plan, { isLeftOpen: true }),
    ...end("interrupted", "restart"),
  ],
  retried: [
    ...begin,
    ...stepStart(),
    [
      120,
      {
        type: "status",
        level: "warning",
        code: "retrying",
        message: "The provider is busy. Trying again.",
        details: { delayMs: 500, attempt: 2 },
      },
    ],
    [500, { type: "status", level: "warning", code: "retrying", message: "Still busy.", details: { delayMs: 900, attempt: 3 } }],
    firstByte(1100),
    ...thought("p1", plan),
    ...answer("p2", result),
    ...stepEnd(),
    ...end(),
  ],
  ...toolStories,
  ...clientStories,
  "everything left open": [
    ...begin,
    ...stepStart(1),
    ...thought("p1", "Half a", { isLeftOpen: true }),
    ...answer("p2", "Half an", { isLeftOpen: true }),
    call("p3", "call_a", "now", {}),
    call("p4", "call_b", "fetch-page", {}),
    [5, { type: "tool-approval-request", callId: "call_b", message: "Open it?" }],
    ...end("interrupted", "shutdown"),
  ],
  "starts missing": [
    [0, { type: "reasoning-delta", partId: "p1", delta: "From nowhere" }],
    [10, { type: "text-end", partId: "p9" }],
    [10, { type: "tool-result", callId: "call_x", result: 1 }],
    [10, { type: "step-end", step: 7, finish: "stop", usage: aUsage() }],
    [10, { type: "text-delta", partId: "p2", delta: "an answer" }],
    ...end("failed", "error", cutError),
  ],
  "names of prototypes": [
    ...begin,
    ...stepStart(),
    ...thought("__proto__", "constructor"),
    ...answer("constructor", "toString"),
    call("hasOwnProperty", "__proto__", "valueOf", { __proto__: 1 }),
    [5, { type: "tool-result", callId: "__proto__", result: "fine" }],
    ...stepEnd(),
    ...end(),
  ],
  huge: [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", "word ".repeat(3000)),
    ...answer("p2", "word ".repeat(500)),
    ...stepEnd(),
    ...end(),
  ],
  "no time at all": [
    [0, { type: "run-start", turnId: "trn_1", modelId: "m", modelName: "M", effortAsked: "off" }],
    [0, { type: "reasoning-start", partId: "p1", form: "full" }],
    [0, { type: "reasoning-end", partId: "p1" }],
    [0, { type: "run-end", status: "completed", reason: "stop", usage: unknownUsage, error: null }],
  ],
  "a clock set back": [
    ...begin,
    ...stepStart(),
    ...thought("p1", "Before the change."),
    [-5000, { type: "text-start", partId: "p2" }],
    [20, { type: "text-delta", partId: "p2", delta: "After it." }],
    [20, { type: "text-end", partId: "p2" }],
    ...stepEnd(),
    ...end(),
  ],
  unicode: [
    ...begin,
    ...stepStart(),
    firstByte(),
    ...thought("p1", "Überlegung 🧠 مرحبا \u2028 e\u0301 \0 思考中。 還有"),
    ...answer("p2", "答え: 👩‍👩‍👧 \u{1F1E9}\u{1F1EA}"),
    ...stepEnd(),
    ...end(),
  ],
  "still running": [...begin, ...stepStart(), firstByte(), ...thought("p1", plan, { isLeftOpen: true })],
  "nothing yet": [],
};

export interface Scenario {
  name: string;
  drafts: TimedDraft[];
}

export const scenarios: Scenario[] = Object.entries(stories).map(([name, beats]) => ({ name, drafts: timed(beats) }));

/** The drafts of one of `scenarios`; throws when there is none of that name. */
export function scenario(name: string): TimedDraft[] {
  const found = scenarios.find((each) => each.name === name);
  if (!found) throw new Error(`There is no scenario named "${name}".`);
  return found.drafts;
}
