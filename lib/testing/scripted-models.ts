/** A model whose every draft a test sends by hand, in place of the models of the run engine. */
import { AppError } from "#lib/core/errors.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { StepCall, StepOutcome } from "#lib/models/stream-step.ts";
import type { Draft, FinishReason, Price, RunError, SentThoughts, Usage } from "#lib/reasoning/event.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { engine, type ModelSource } from "#lib/runs/engine.ts";

export interface ScriptedCall extends StepCall {
  /** What it was shown, and what of the earlier thoughts. */
  messages: PromptMessage[];
  sent: SentThoughts[];
  /** What it says it used when its thinking is cut; nothing by default. */
  usageWhenCut: Usage;
  send(...drafts: Draft[]): void;
  /** A thought, then an answer, then the provider's own end. */
  answer(thought: string, text: string): void;
  /** Calls of these tools, then the provider's own end. */
  call(...calls: { name: string; args?: unknown; callId?: string }[]): void;
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

const base = {
  connection: { id: "scripted", name: "Scripted" },
  reasons: true,
  defaultEffort: "medium",
  contextSize: null,
  outputSize: null,
  callsTools: null,
  seesImages: null,
} as const satisfies Partial<ModelInfo>;

/** Dollars per million tokens. */
export const scriptedPrice: Price = { input: 2, output: 10, cachedInput: null, asOf: "2026-11-01", from: "list" };

/** The first always thinks and has a price; the second can be told not to think, has none, and reads no images. */
const models: ModelInfo[] = [
  {
    ...base,
    examples: [],
    id: "scripted/one",
    name: "Model scripted/one",
    efforts: ["low", "medium", "high"],
    price: scriptedPrice,
  },
  {
    ...base,
    examples: [],
    id: "scripted/two",
    name: "Model scripted/two",
    efforts: ["off", "low", "medium", "high"],
    seesImages: false,
    price: null,
  },
];

export const scriptedUsage: Usage = { input: 7, output: 11, reasoning: 5, cached: null };

/** Replaces the models of the run engine until `restore`. */
export function scriptModels(): ScriptedModels {
  const before = engine().models;
  const made: ScriptedCall[] = [];
  const waiting: ((call: ScriptedCall) => void)[] = [];
  let count = 0;
  const source: ModelSource = {
    listModels: async () => models,
    resolveModel: (_viewer, id) => resolveModel(id),
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
    replay: { issuer: id, text: "never", takesSeals: true },
    form: "full",
    mayWriteTags: false,
    reach: () => Promise.reject(new Error("A scripted model asks nobody.")),
    ask: () => Promise.reject(new Error("A scripted model is not asked.")),
    effortWord: (effort) => effort,
  };
}

function script(call: StepCall): { scripted: ScriptedCall; drafts: AsyncGenerator<Draft, StepOutcome> } {
  const queue: (Draft | StepOutcome)[] = [];
  const open = new Map<string, string>();
  let hasText = false;
  let wake = () => {};
  const push = (...items: (Draft | StepOutcome)[]) => {
    queue.push(...items);
    wake();
  };
  const { step, effort: effortSent } = call;
  const { messages, sent } = call.prompt({ withSeals: call.model.replay.takesSeals });
  const ending = (end: Partial<StepOutcome>): [Draft, StepOutcome] => {
    const rest = { finish: "aborted", usage: unknownUsage, error: null, effortSent, isCut: false, toolCalls: [] } as const;
    const outcome: StepOutcome = { ...rest, unfinishedThought: [...open.values()].join(""), ...end };
    return [{ type: "step-end", step, finish: outcome.finish, usage: outcome.usage }, outcome];
  };
  const scripted: ScriptedCall = {
    ...call,
    messages,
    sent,
    usageWhenCut: unknownUsage,
    send: push,
    answer(thought, text) {
      const parts = [...part("reasoning", call.nextPartId(), thought), ...part("text", call.nextPartId(), text)];
      push(...parts, ...ending({ finish: "stop", usage: scriptedUsage }));
    },
    call(...calls) {
      const drafts = calls.map(({ name, args = {}, callId = "" }): Draft => {
        const claimed = call.claimCallId?.(callId) ?? callId;
        return { type: "tool-call", partId: call.nextPartId(), callId: claimed, name, args };
      });
      push(...drafts, ...ending({ finish: "tool-calls", usage: scriptedUsage }));
    },
    finish: (finish, usage = scriptedUsage) => push(...ending({ finish, usage })),
    fail: (error) => push(...ending({ finish: "error", error })),
  };

  async function* stream(): AsyncGenerator<Draft, StepOutcome> {
    yield { type: "step-start", step, effortSent };
    if (sent.length > 0) yield { type: "sent-back", step, thoughts: sent };
    for (;;) {
      const isCut = () => !hasText && call.cutThinking?.aborted === true;
      while (queue.length === 0 && !call.signal.aborted && !isCut()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          for (const signal of [call.signal, call.cutThinking]) {
            signal?.addEventListener("abort", () => resolve(), { once: true });
          }
        });
      }
      const item = queue.shift();
      if (item === undefined) {
        const isCutShort = isCut() && !call.signal.aborted;
        if (isCutShort) yield { type: "status", level: "info", code: "answer-now", message: "The thinking was cut." };
        const [end, outcome] = ending({ isCut: isCutShort, usage: isCutShort ? scripted.usageWhenCut : unknownUsage });
        for (const partId of open.keys()) yield { type: "reasoning-end", partId, isCut: true };
        yield end;
        return outcome;
      }
      if ("finish" in item && !("type" in item)) return item;
      note(item as Draft);
      yield item as Draft;
    }
  }

  function note(draft: Draft): void {
    if (draft.type === "reasoning-start") open.set(draft.partId, "");
    if (draft.type === "reasoning-delta") open.set(draft.partId, (open.get(draft.partId) ?? "") + draft.delta);
    if (draft.type === "reasoning-end") open.delete(draft.partId);
    if (draft.type === "text-start") hasText = true;
  }
  return { scripted, drafts: stream() };
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
