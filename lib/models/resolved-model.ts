/** Owns: what a step needs to know of a model, whoever provides it. Made in `providers/`, found by `resolve.ts`. */
import type { Effort } from "#lib/core/effort.ts";
import type { ReasoningForm } from "#lib/reasoning/event.ts";
import type { PromptMessage } from "#lib/reasoning/prompt-message.ts";
import type { Exchange } from "./exchange.ts";
import type { ModelPart } from "./from-ai.ts";
import type { ModelInfo } from "./model.ts";
import type { Extras } from "./retry.ts";

/** One request of a step. */
export interface Ask {
  messages: readonly PromptMessage[];
  extras: Extras;
  exchange: Exchange;
}

export interface ResolvedModel {
  info: ModelInfo;
  /** Provider, endpoint and model, joined: who made a seal and may have it back. */
  issuer: string;
  /** Where requests go: the network, or the model built in. */
  reach: typeof fetch;
  /** Whether its thoughts are its own words or a summary of them. */
  form: Exclude<ReasoningForm, "sealed">;
  /** Whether thoughts may stand in the text, in tags. */
  mayWriteTags: boolean;
  /** Whether a thought's seal can go back to it. */
  takesSeals: boolean;
  /** Sends the request over the exchange; the parts of its answer. Rejects when it is refused. */
  ask(ask: Ask): Promise<AsyncIterable<ModelPart>>;
  /** The provider's word for an effort; null: this model takes none. */
  effortWord(effort: Effort): string | null;
}
