/** Owns: what a message's metadata say of its run. What is not known is null. */
import type { View } from "#lib/reasoning/view.ts";

export interface UiMetadata {
  /** By which the run can be stopped. */
  runId: string;
  conversationId: string;
  modelId: string;
  effort?: string | null;
  status?: string;
  /** Tokens of all model calls so far. */
  usage?: { input: number | null; output: number | null; reasoning: number | null; cached: number | null };
  /** US dollars; known when the run has ended. */
  cost?: { amount: number; priceAsOf: string } | null;
  /** Server milliseconds since the epoch. */
  times?: { startedAt: number | null; firstThoughtAt: number | null; firstTextAt: number | null; endedAt: number | null };
}

/** Of an answer that ends here. */
export function metadataOf(head: UiMetadata, view: View): UiMetadata {
  const { status, effortAsked: effort, usage, cost, startedAt, firstThoughtAt, firstTextAt, endedAt } = view;
  return {
    ...head,
    effort,
    status,
    usage,
    cost: cost && { amount: cost.amount, priceAsOf: cost.price.asOf },
    times: { startedAt, firstThoughtAt, firstTextAt, endedAt },
  };
}
