/** Owns: random input for the laws: stories in any order with anything missing, and ways to cut a text. */
import fc from "fast-check";
import type { TimedDraft } from "#lib/reasoning/compact.ts";
import type { Draft, ReasoningForm } from "#lib/reasoning/event.ts";
import { endStatuses, unknownUsage } from "#lib/reasoning/event.ts";
import { testSeal } from "./beats.ts";
import { aUsage, timed } from "./builders.ts";
import { scenarios } from "./scenarios.ts";

const partId = fc.constantFrom("p1", "p2", "p3", "__proto__");
const callId = fc.constantFrom("c1", "c2", "__proto__");
const forms = ["full", "summary", "sealed", "redacted"] as const satisfies readonly ReasoningForm[];
const step = fc.integer({ min: 1, max: 4 });
const words = fc.constantFrom("", "one ", "two\n", "**three** ", "思考。", "\u{1F9E0}");
const usage = fc.constantFrom(unknownUsage, aUsage(), aUsage({ reasoning: null }));

const toolDrafts: fc.Arbitrary<Draft>[] = [
  fc.record({ type: fc.constant("tool-input-start" as const), partId, callId, name: fc.constantFrom("", "now") }),
  fc.record({ type: fc.constant("tool-input-delta" as const), partId, delta: words }),
  fc.record({ type: fc.constant("tool-call" as const), partId, callId, name: fc.constant("now"), args: fc.constant({}) }),
  fc.record({
    type: fc.constant("tool-call" as const),
    partId,
    callId,
    name: fc.constant("now"),
    args: fc.constant({}),
    seal: fc.constant(testSeal),
  }),
  fc.record({
    type: fc.constant("tool-approval-request" as const),
    callId,
    message: fc.constant("May I?"),
    expiresAt: fc.constant(5),
  }),
  fc.record({
    type: fc.constant("tool-approval-response" as const),
    callId,
    approved: fc.boolean(),
    reason: fc.constantFrom(null, "No."),
    by: fc.constantFrom("person" as const, "rule" as const, "expiry" as const),
  }),
  fc.record({ type: fc.constant("tool-start" as const), callId, attempt: fc.constant(1) }),
  fc.record({ type: fc.constant("tool-output" as const), callId, delta: words }),
  fc.record({
    type: fc.constant("tool-progress" as const),
    callId,
    done: fc.nat(9),
    total: fc.constantFrom(null, 9),
    message: fc.constant(null),
  }),
  fc.record({ type: fc.constant("tool-result" as const), callId, result: fc.constant(42) }),
  fc.record({ type: fc.constant("tool-error" as const), callId, message: fc.constant("Broken.") }),
  fc.record({
    type: fc.constant("tool-call" as const),
    partId,
    callId,
    name: fc.constant("now"),
    args: fc.constant({}),
    isClients: fc.constant(true as const),
  }),
  fc.record({ type: fc.constant("tool-handed" as const), callId }),
  fc.record({ type: fc.constant("run-wait" as const), until: fc.constant(7) }),
  fc.record({ type: fc.constant("run-wait" as const), until: fc.constant(7), for: fc.constant("client" as const) }),
  fc.record({ type: fc.constant("run-resume" as const) }),
  fc.record({ type: fc.constant("run-resume" as const), brief: fc.constant({ instructions: "Be short." }) }),
];

/** Any draft but the end of a run. */
export const anyDraft: fc.Arbitrary<Draft> = fc.oneof(
  fc.record({ type: fc.constant("step-start" as const), step, effortSent: fc.constantFrom(null, "high") }),
  fc.record({ type: fc.constant("step-end" as const), step, finish: fc.constantFrom("stop" as const, "error" as const), usage }),
  fc.record({
    type: fc.constant("sent-back" as const),
    step,
    thoughts: fc.array(
      fc.record({
        runId: fc.constant("run_0"),
        partIds: fc.array(partId, { maxLength: 2 }),
        how: fc.constant("left-out" as const),
        why: fc.constantFrom("foreign" as const, "cut" as const),
      }),
      { maxLength: 2 },
    ),
  }),
  fc.record({ type: fc.constant("reasoning-start" as const), partId, form: fc.constantFrom(...forms) }),
  fc.record({ type: fc.constant("reasoning-delta" as const), partId, delta: words }),
  fc.record({ type: fc.constant("reasoning-delta" as const), partId, delta: words }),
  fc.record({ type: fc.constant("reasoning-end" as const), partId, seal: fc.constant(testSeal) }),
  fc.record({ type: fc.constant("reasoning-end" as const), partId }),
  fc.record({ type: fc.constant("reasoning-end" as const), partId, isCut: fc.constant(true as const) }),
  fc.record({ type: fc.constant("text-start" as const), partId }),
  fc.record({ type: fc.constant("text-delta" as const), partId, delta: words }),
  fc.record({ type: fc.constant("text-delta" as const), partId, delta: words }),
  fc.record({ type: fc.constant("text-end" as const), partId }),
  fc.record({ type: fc.constant("text-end" as const), partId, seal: fc.constant(testSeal) }),
  ...toolDrafts,
  fc.record({ type: fc.constant("source" as const), partId, url: fc.constant("https://example.org"), title: fc.constant(null) }),
  fc.record({
    type: fc.constant("status" as const),
    level: fc.constant("info" as const),
    code: fc.constantFrom("first-byte" as const, "retrying" as const, "answer-now" as const, "note" as const),
    message: fc.constant("Something."),
  }),
);

export const anyEnd: fc.Arbitrary<Draft> = fc.record({
  type: fc.constant("run-end" as const),
  status: fc.constantFrom(...endStatuses),
  reason: fc.constant("stop"),
  usage,
  error: fc.constant(null),
});

const start: Draft = { type: "run-start", turnId: "trn_1", modelId: "m", modelName: "M", effortAsked: "low" };
const begin = fc.constantFrom<Draft | null>(null, start, start, { ...start, isImported: true, brief: {} });
/** Mostly forwards; now and then the clock is set back. */
const pause = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -9000, max: 0 }) },
);

/** A story in any order, begun and ended or not; sometimes it goes on after its end. */
export const anyStory: fc.Arbitrary<TimedDraft[]> = fc
  .record({
    begun: begin,
    beats: fc.array(fc.tuple(pause, anyDraft), { maxLength: 40, size: "max" }),
    end: fc.option(fc.tuple(pause, anyEnd)),
    after: fc.array(fc.tuple(pause, anyDraft), { maxLength: 3 }),
  })
  .map(({ begun, beats, end, after }) =>
    timed([...(begun ? [[0, begun] as const] : []), ...beats, ...(end ? [end, ...after] : [])]),
  );

/** A named scenario or any story. */
export const story: fc.Arbitrary<TimedDraft[]> = fc.oneof(
  fc.constantFrom(...scenarios.filter((each) => each.name !== "huge").map((each) => each.drafts)),
  anyStory,
);

/** The text in pieces of at most `longest` characters, cut anywhere, through surrogate pairs too. */
export function anyCut(text: string, longest = 12): fc.Arbitrary<string[]> {
  return fc.infiniteStream(fc.integer({ min: 1, max: longest })).map((sizes) => {
    const pieces: string[] = [];
    for (let at = 0; at < text.length; ) {
      const size = sizes.next().value ?? 1;
      pieces.push(text.slice(at, at + size));
      at += size;
    }
    return pieces;
  });
}

/** The same story, had its provider sent what is thought and said in other pieces of at most `longest` characters. */
export function anyRecut(drafts: readonly TimedDraft[], longest = 4): fc.Arbitrary<TimedDraft[]> {
  const recut = (draft: TimedDraft): fc.Arbitrary<TimedDraft[]> => {
    if (draft.type !== "text-delta" && draft.type !== "reasoning-delta") return fc.constant([draft]);
    return anyCut(draft.delta, longest).map((pieces) => pieces.map((delta) => ({ ...draft, delta })));
  };
  return fc.tuple(...drafts.map(recut)).map((all) => all.flat());
}
