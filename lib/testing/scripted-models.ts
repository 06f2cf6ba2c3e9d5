/** A model whose every draft a test sends by hand, in place of the models of the run engine. */
import { AppError } from "#lib/core/errors.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { StepCall, StepOutcome } from "#lib/models/stream-step.ts";
import { type Draft, type FinishReason, type RunError, type Usage, unknownUsage } from "#lib/reasoning/event.ts";
import { engine, type ModelSource } from "#lib/runs/engine.ts";

export interface ScriptedCall extends Pick<StepCall, "messages" | "effort" | "signal" | "model"> {
  send(...drafts: Draft[]): void;
  /** A thought, then an answer, then the provider's own end. */
  answer(thought: string, text: string): void;
  finish(finish: FinishReason, usage?: Usage): void;
  fail(error: RunError): void;
}

export interface ScriptedModels {
  /** The next model call that nobody has asked for yet, also one that came before. */
  nextCall(): Promise<ScriptedCall>;
  /** How many model calls there were. */
  count(): number;
  restore(): void;
}

const models: ModelInfo[] = ["scripted/one", "scripted/two"].map((id) => ({
  id,
  name: `Model ${id}`,
  connection: { id: "scripted", name: "Scripted" },
  reasons: true,
  efforts: ["low", "medium", "high"],
  defaultEffort: "medium",
  contextSize: null,
  examples: [],
}));

export const scriptedUsage: Usage = { input: 7, output: 11, reasoning: 5, cached: null };

/** Replaces the models of the run engine until `restore`. */
export function scriptModels(): ScriptedModels {
  const before = engine().models;
  const made: ScriptedCall[] = [];
  const waiting: ((call: ScriptedCall) => void)[] = [];
  let count = 0;
  const source: ModelSource = {
    listModels: async () => models,
    resolveModel,
    streamStep(call) {
      const { scripted, drafts } = script(call);
      count += 1;
      const waiter = waiting.shift();
      if (waiter) waiter(scripted);
      else made.push(scripted);
      return drafts;
    },
  };
  engine().models = source;
  return {
    nextCall: () => {
      const call = made.shift();
      return call ? Promise.resolve(call) : new Promise((resolve) => waiting.push(resolve));
    },
    count: () => count,
    restore: () => {
      engine().models = before;
    },
  };
}

async function resolveModel(id: string): Promise<ResolvedModel> {
  const info = models.find((model) => model.id === id);
  if (!info) throw new AppError("model-unknown");
  return {
    info,
    issuer: id,
    form: "full",
    mayWriteTags: false,
    takesSeals: true,
    reach: () => Promise.reject(new Error("A scripted model asks nobody.")),
    ask: () => Promise.reject(new Error("A scripted model is not asked.")),
    effortWord: (effort) => effort,
  };
}

function script(call: StepCall): { scripted: ScriptedCall; drafts: AsyncGenerator<Draft, StepOutcome> } {
  const queue: (Draft | StepOutcome)[] = [];
  let wake = () => {};
  const push = (...items: (Draft | StepOutcome)[]) => {
    queue.push(...items);
    wake();
  };
  const effortSent = call.effort;
  const scripted: ScriptedCall = {
    ...call,
    send: push,
    answer(thought, text) {
      push(
        ...part("reasoning", call.nextPartId(), thought),
        ...part("text", call.nextPartId(), text),
        ...ending({ finish: "stop", usage: scriptedUsage, error: null, effortSent }),
      );
    },
    finish: (finish, usage = scriptedUsage) => push(...ending({ finish, usage, error: null, effortSent })),
    fail: (error) => push(...ending({ finish: "error", usage: unknownUsage, error, effortSent })),
  };

  async function* stream(): AsyncGenerator<Draft, StepOutcome> {
    yield { type: "step-start", step: call.step, effortSent };
    for (;;) {
      while (queue.length === 0 && !call.signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          call.signal.addEventListener("abort", () => resolve(), { once: true });
        });
      }
      const item = queue.shift();
      if (item === undefined) {
        const [end, outcome] = ending({ finish: "aborted", usage: unknownUsage, error: null, effortSent });
        yield end;
        return outcome;
      }
      if ("finish" in item && !("type" in item)) return item;
      yield item as Draft;
    }
  }
  return { scripted, drafts: stream() };
}

function ending(outcome: StepOutcome): [Draft, StepOutcome] {
  return [{ type: "step-end", step: 1, finish: outcome.finish, usage: outcome.usage }, outcome];
}

/** A whole part in one delta. */
export function part(kind: "reasoning" | "text", partId: string, text: string): Draft[] {
  return kind === "reasoning"
    ? [
        { type: "reasoning-start", partId, form: "full" },
        { type: "reasoning-delta", partId, delta: text },
        { type: "reasoning-end", partId },
      ]
    : [
        { type: "text-start", partId },
        { type: "text-delta", partId, delta: text },
        { type: "text-end", partId },
      ];
}
