/** Owns: the scenarios in which a program asks: tools of its own, other wishes later, what was said before. */
import { type Draft, type EndStatus, unknownUsage } from "#lib/reasoning/event.ts";
import { answer, call, end, firstByte, stepEnd, stepStart, thought, toolStart, writtenCall } from "./beats.ts";
import { aUsage, type Beat, beginning } from "./builders.ts";

const day = 24 * 60 * 60 * 1000;
const tools = [{ name: "read_file", description: "Reads a file.", inputSchema: { type: "object" } }];
const brief = { instructions: "You edit code.", tools };

const asked: Draft = {
  type: "run-start",
  turnId: "trn_1",
  modelId: "builtin/reasoner",
  modelName: "Reasoner",
  effortAsked: "medium",
  origin: { surface: "chat-completions", keyName: "Editor" },
  brief,
};

function theirs(partId: string, callId: string, path: string): Beat {
  return [10, { type: "tool-call", partId, callId, name: "read_file", args: { path }, isClients: true }];
}

function handed(...callIds: string[]): Beat[] {
  return [
    ...callIds.map((callId): Beat => [0, { type: "tool-handed", callId }]),
    [0, { type: "run-wait", until: beginning + day, for: "client" }],
  ];
}

const untilHanded: Beat[] = [
  [0, asked],
  ...stepStart(1),
  firstByte(),
  ...thought("p1", "I have to read both."),
  ...answer("p2", "I will look."),
  theirs("p3", "call_a", "a.ts"),
  theirs("p4", "call_b", "b.ts"),
  ...stepEnd(1, "tool-calls"),
  ...handed("call_a", "call_b"),
];

/** As `lib/runs` imports them: all at one time, and nobody counted anything. */
function imported(step: number, text: string, ...calls: { partId: string; callId: string; result: string | null }[]): Beat[] {
  const words: Beat[] =
    text === ""
      ? []
      : [
          [0, { type: "text-start", partId: `i${step}` }],
          [0, { type: "text-delta", partId: `i${step}`, delta: text }],
          [0, { type: "text-end", partId: `i${step}` }],
        ];
  const none = "There is no result: nobody said what came of this call.";
  return [
    [0, { type: "step-start", step, effortSent: null }],
    ...words,
    ...calls.map(({ partId, callId }): Beat => [0, theirs(partId, callId, "a.ts")[1]]),
    [0, { type: "step-end", step, finish: calls.length === 0 ? "stop" : "tool-calls", usage: unknownUsage }],
    ...calls.map(
      ({ callId, result }): Beat => [
        0,
        result === null ? { type: "tool-error", callId, message: none } : { type: "tool-result", callId, result },
      ],
    ),
  ];
}

function over(status: EndStatus, reason: string, afterMs: number, usage = aUsage()): Beat {
  return [afterMs, { type: "run-end", status, reason, usage, error: null }];
}

export const clientStories: Record<string, Beat[]> = {
  "handed to the client": untilHanded,
  "brought back by the client": [
    ...untilHanded,
    [2500, { type: "tool-result", callId: "call_a", result: "six" }],
    [0, { type: "tool-error", callId: "call_b", message: "No such file." }],
    [0, { type: "run-resume" }],
    ...stepStart(2),
    firstByte(),
    ...thought("p5", "One is enough."),
    ...answer("p6", "It says six."),
    ...stepEnd(2),
    ...end(),
  ],
  "brought back with other wishes, and handed over again": [
    ...untilHanded,
    [900, { type: "tool-result", callId: "call_a", result: "six" }],
    [0, { type: "tool-result", callId: "call_b", result: "seven" }],
    [0, { type: "run-resume", brief: { ...brief, instructions: "Be short.", settings: { toolChoice: "auto" } } }],
    ...stepStart(2),
    firstByte(),
    theirs("p5", "call_c", "c.ts"),
    ...stepEnd(2, "tool-calls"),
    ...handed("call_c"),
    [700, { type: "tool-result", callId: "call_c", result: "eight" }],
    [0, { type: "run-resume" }],
    ...stepStart(3),
    firstByte(),
    ...answer("p6", "Six, seven, eight."),
    ...stepEnd(3),
    ...end(),
  ],
  "never brought back": [...untilHanded, over("completed", "tool-calls", 0)],
  "stopped while the client had it": [...untilHanded, over("stopped", "reader", 4000)],
  "ours, theirs and one to be allowed": [
    [0, asked],
    ...stepStart(1),
    firstByte(),
    theirs("p1", "call_a", "a.ts"),
    call("p2", "call_b", "delete-file", { path: "notes" }),
    ...writtenCall("p3", "call_c", "now", {}),
    ...stepEnd(1, "tool-calls"),
    toolStart("call_c"),
    [60, { type: "tool-result", callId: "call_c", result: "12:00" }],
    [0, { type: "tool-approval-request", callId: "call_b", message: "Delete notes?", expiresAt: beginning + day }],
    [0, { type: "run-wait", until: beginning + day }],
    [1200, { type: "tool-approval-response", callId: "call_b", approved: true, reason: null, scope: "once", by: "person" }],
    [2, { type: "run-resume" }],
    toolStart("call_b"),
    [80, { type: "tool-result", callId: "call_b", result: "gone" }],
    ...handed("call_a"),
    [300, { type: "tool-result", callId: "call_a", result: "six" }],
    [0, { type: "run-resume" }],
    ...stepStart(2),
    firstByte(),
    ...answer("p4", "All three are done."),
    ...stepEnd(2),
    ...end(),
  ],
  "said before, elsewhere": [
    [0, { ...asked, modelId: "", modelName: "", effortAsked: "off", brief: {}, isImported: true }],
    ...imported(
      1,
      "I will look.",
      { partId: "p1", callId: "call_a", result: "six" },
      { partId: "p2", callId: "call_b", result: null },
    ),
    ...imported(2, "It says six."),
    over("completed", "imported", 0, unknownUsage),
  ],
  "going on from what was said elsewhere": [
    [0, { ...asked, isImported: true }],
    ...imported(1, "", { partId: "p1", callId: "call_a", result: "six" }),
    ...imported(2, "And then:"),
    [20, { type: "run-resume" }],
    ...stepStart(3),
    firstByte(),
    ...thought("p2", "It says six."),
    ...answer("p3", "Six it is."),
    ...stepEnd(3),
    ...end(),
  ],
};
