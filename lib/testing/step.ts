/** Owns: running one model call in a test and looking at what came of it. */
import type { Connection } from "#lib/models/connection.ts";
import { connections } from "#lib/models/connections.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import { type StepCall, type StepOutcome, streamStep } from "#lib/models/stream-step.ts";
import { type Draft, type ReasoningForm, type Seal, unknownUsage } from "#lib/reasoning/event.ts";
import { collectSeals, type PromptTurn, toPrompt } from "#lib/reasoning/prompt.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import { aView, type Beat, numbered, timed } from "./builders.ts";

/** The two wire formats, by the connection that speaks them. */
export const wires = ["openai", "compatible"] as const;

export function connectionTo(wire: (typeof wires)[number], baseUrl: string, apiKey = "test-key"): Connection {
  const at = { baseUrl, apiKey };
  const [connection] = connections(
    wire === "openai" ? { openai: at, compatible: undefined } : { openai: undefined, compatible: at },
  );
  if (connection === undefined) throw new Error("No connection");
  return connection;
}

export function modelAt(wire: (typeof wires)[number], baseUrl: string, modelId: string): ResolvedModel {
  const connection = connectionTo(wire, baseUrl);
  return connection.model(modelId, connection.describe(modelId));
}

export interface StepRecord {
  drafts: Draft[];
  outcome: StepOutcome;
  /** Milliseconds asked for between attempts. */
  waits: number[];
}

export type StepOptions = Partial<StepCall> & {
  /** What the model reads, where neither `path` nor `prompt` says it. */
  messages?: PromptMessage[];
  /** What is replayed to the model by its own policy; see `answeredTurn`. */
  path?: PromptTurn[];
  /** Sees each draft as it comes. */
  onDraft?: (draft: Draft) => void;
};

/** Waits between attempts are recorded, not waited for. */
export async function runStep(
  model: ResolvedModel,
  { messages, path, onDraft, ...options }: StepOptions = {},
): Promise<StepRecord> {
  let parts = 0;
  const waits: number[] = [];
  const drafts: Draft[] = [];
  const step = streamStep({
    model,
    prompt: (wants) =>
      path
        ? toPrompt(path, model.replay, wants)
        : { messages: messages ?? [{ role: "user", text: "What is 17 times 24?" }], sent: [] },
    tools: [],
    outputLimit: null,
    effort: "medium",
    step: 1,
    signal: new AbortController().signal,
    stallMs: 20_000,
    nextPartId: () => `p${++parts}`,
    sleep: async (ms) => void waits.push(ms),
    ...options,
  });
  for (;;) {
    const { done, value } = await step.next();
    if (done) return { drafts, outcome: value, waits };
    drafts.push(value);
    onDraft?.(value);
  }
}

/** A turn that was answered with these drafts of a step, as it stands in the log. */
export function answeredTurn(text: string, drafts: readonly Draft[], runId = "run_1"): PromptTurn {
  const whole: Draft[] = [
    { type: "run-start", turnId: "trn_1", modelId: "m", modelName: "M", effortAsked: "medium" },
    ...drafts,
    { type: "run-end", status: "completed", reason: "stop", usage: unknownUsage, error: null },
  ];
  const story = timed(whole.map((draft): Beat => [1, draft]));
  return { text, view: aView(story, runId), seals: collectSeals(numbered(story, runId)) };
}

/** A part of the step with its deltas joined. */
export interface JoinedPart {
  kind: ReasoningForm | "text";
  text: string;
  isClosed: boolean;
  isCut?: true;
  seal?: Seal;
}

export function partsOf(drafts: Draft[]): JoinedPart[] {
  const parts = new Map<string, JoinedPart>();
  for (const draft of drafts) {
    if (draft.type === "reasoning-start") parts.set(draft.partId, { kind: draft.form, text: "", isClosed: false });
    if (draft.type === "text-start") parts.set(draft.partId, { kind: "text", text: "", isClosed: false });
    if (!("partId" in draft) || draft.type.startsWith("tool-") || draft.type === "source") continue;
    const part = parts.get(draft.partId);
    if (part === undefined || part.isClosed) throw new Error(`${draft.type} for a part that is not open`);
    if ("delta" in draft) part.text += draft.delta;
    if (draft.type === "reasoning-end" || draft.type === "text-end") part.isClosed = true;
    if ("seal" in draft && draft.seal) part.seal = draft.seal;
    if ("isCut" in draft && draft.isCut) part.isCut = true;
  }
  return [...parts.values()];
}

/** Drafts without their text, for the order of things. */
export function typesOf(drafts: Draft[]): string[] {
  const types = drafts.map((draft) => (draft.type === "status" ? `status ${draft.code}` : draft.type));
  return types.filter((type, index) => !type.endsWith("-delta") || type !== types[index - 1]);
}
