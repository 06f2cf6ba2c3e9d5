/** Owns: one small question to a model, asked as every run asks, and what its answer shows. */
import type { ModelInfo } from "#lib/models/model.ts";
import type { ToolDeclaration } from "#lib/models/model-part.ts";
import { objections } from "#lib/models/objections.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import { type StepOutcome, streamStep } from "#lib/models/stream-step.ts";
import type { ReasoningForm } from "#lib/reasoning/event.ts";
import type { TestStep } from "./test-report.ts";

/** Room for a thinking budget and a short answer. */
const outputLimit = 4_096;
const patienceMs = 60_000;
const stallMs = 30_000;

const tool: ToolDeclaration = {
  name: "note_number",
  description: "Notes a number.",
  inputSchema: {
    type: "object",
    properties: { number: { type: "integer", description: "The number to note." } },
    required: ["number"],
    additionalProperties: false,
  },
};

const questions = {
  answer: "What is 17 + 25? Think briefly, then answer with the number alone.",
  tool: "Note the number 7 with the tool note_number. Do not answer in words.",
};

export interface ProbeAnswer {
  /** Milliseconds to the first of it; null when there was none. */
  firstMs: number | null;
  totalMs: number;
  /** How its first thought came; null when none was seen. */
  form: ReasoningForm | null;
  outcome: StepOutcome;
}

/** Never throws. */
export async function askModel(model: ResolvedModel, kind: "answer" | "tool", signal: AbortSignal): Promise<ProbeAnswer> {
  const startedAt = performance.now();
  let parts = 0;
  let firstMs: number | null = null;
  let form: ReasoningForm | null = null;
  const step = streamStep({
    model,
    prompt: () => ({ messages: [{ role: "user", text: questions[kind] }], sent: [] }),
    tools: kind === "tool" ? [tool] : [],
    outputLimit: Math.min(outputLimit, model.info.outputSize ?? outputLimit),
    effort: "low",
    step: 1,
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    stallMs,
    nextPartId: () => `p${++parts}`,
  });
  for (;;) {
    const { done, value } = await step.next();
    if (done) return { firstMs, totalMs: Math.round(performance.now() - startedAt), form, outcome: value };
    const isContent = ["reasoning-start", "text-start", "tool-call"].includes(value.type);
    if (isContent) firstMs ??= Math.round(performance.now() - startedAt);
    if (value.type === "reasoning-start") form ??= value.form;
  }
}

/** Null: there was an answer. */
export function failureSentence({ outcome: { error, finish } }: ProbeAnswer): string | null {
  if (error !== null) return `${error.message} ${error.suggestion}`;
  return finish === "aborted" ? `There was no whole answer within ${patienceMs / 1000} seconds.` : null;
}

export function thinkingStep({ form, outcome, totalMs }: ProbeAnswer, { reasons }: ModelInfo): TestStep {
  const tell = (state: TestStep["state"], message: string): TestStep => ({ step: "thinking", state, message, ms: totalMs });
  switch (form) {
    case "full":
      return tell("ok", "It thinks, and its own words can be read.");
    case "summary":
      return tell("ok", "It thinks; the provider shows a summary of it.");
    case "sealed":
      return tell("ok", "It thinks; the provider keeps the words to itself.");
    case "redacted":
      return tell("ok", "It thinks; the provider withheld the words this time.");
    case null: {
      const { reasoning } = outcome.usage;
      if (reasoning) return tell("ok", `It thinks where nobody can see it: ${reasoning} tokens of thinking were billed.`);
      if (reasons === false) return tell("ok", "It answers without thinking.");
      return tell("unknown", "No thinking was seen for this small question.");
    }
    default:
      return form satisfies never;
  }
}

export function effortStep({ outcome: { effortSent }, totalMs }: ProbeAnswer, model: ResolvedModel): TestStep {
  const tell = (state: TestStep["state"], message: string): TestStep => ({ step: "effort", state, message, ms: totalMs });
  if (effortSent !== null) {
    const what = /^\d+$/.test(effortSent) ? `a thinking budget of ${effortSent} tokens` : `the effort “${effortSent}”`;
    return tell("ok", `It accepted ${what}.`);
  }
  const refused = [...objections(model.replay.issuer).efforts].map((word) => `“${word}”`);
  if (refused.length > 0) return tell("failed", `It refuses the effort ${refused.join(", ")}: requests go without.`);
  return { ...tell("skipped", "This model takes no reasoning effort."), ms: null };
}

export function toolStep(answer: ProbeAnswer): TestStep {
  const tell = (state: TestStep["state"], message: string): TestStep => ({ step: "tools", state, message, ms: answer.totalMs });
  if (answer.outcome.toolCalls.some(({ name }) => name === tool.name)) return tell("ok", "It called the tool it was offered.");
  const failure = failureSentence(answer);
  return failure === null
    ? tell("unknown", "It answered without calling the tool it was offered.")
    : tell("failed", `With a tool on offer it failed: ${failure}`);
}
