/** Owns: running one model call in a test and looking at what came of it. */
import { type Connection, connections } from "#lib/models/connections.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import { type StepCall, type StepOutcome, streamStep } from "#lib/models/stream-step.ts";
import type { Draft, ReasoningForm, Seal } from "#lib/reasoning/event.ts";

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

/** `onDraft` sees each draft as it comes. Waits between attempts are recorded, not waited for. */
export async function runStep(
  model: ResolvedModel,
  options: Partial<StepCall> & { onDraft?: (draft: Draft) => void } = {},
): Promise<StepRecord> {
  let parts = 0;
  const waits: number[] = [];
  const drafts: Draft[] = [];
  const step = streamStep({
    model,
    messages: [{ role: "user", text: "What is 17 times 24?" }],
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
    options.onDraft?.(value);
  }
}

/** A part of the step with its deltas joined. */
export interface JoinedPart {
  kind: ReasoningForm | "text";
  text: string;
  isClosed: boolean;
  seal?: Seal;
}

export function partsOf(drafts: Draft[]): JoinedPart[] {
  const parts = new Map<string, JoinedPart>();
  for (const draft of drafts) {
    if (draft.type === "reasoning-start") parts.set(draft.partId, { kind: draft.form, text: "", isClosed: false });
    if (draft.type === "text-start") parts.set(draft.partId, { kind: "text", text: "", isClosed: false });
    if (!("partId" in draft)) continue;
    const part = parts.get(draft.partId);
    if (part === undefined || part.isClosed) throw new Error(`${draft.type} for a part that is not open`);
    if ("delta" in draft) part.text += draft.delta;
    if (draft.type === "reasoning-end" || draft.type === "text-end") part.isClosed = true;
    if (draft.type === "reasoning-end" && draft.seal) part.seal = draft.seal;
  }
  return [...parts.values()];
}

/** Drafts without their text, for the order of things. */
export function typesOf(drafts: Draft[]): string[] {
  const types = drafts.map((draft) => (draft.type === "status" ? `status ${draft.code}` : draft.type));
  return types.filter((type, index) => !type.endsWith("-delta") || type !== types[index - 1]);
}
