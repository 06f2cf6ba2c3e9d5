/** Owns: what a step needs to know of a model, whoever provides it. Made in `providers/`, found by `resolve.ts`. */
import type { LanguageModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { Effort } from "#lib/core/effort.ts";
import type { ReasoningForm } from "#lib/reasoning/event.ts";
import type { ModelInfo } from "./model.ts";

/** What a request asks for beside an answer. */
export interface Asks {
  /** The provider's own word; null: the request says nothing about it. */
  effort: string | null;
  /** Whether to ask for summaries of thoughts, where there are any. */
  wantsSummary: boolean;
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
  /** Whether an empty `reasoning_content` may hide a filled `reasoning`. */
  hidesEmptyField: boolean;
  /** Whether a thought's seal can go back to it. */
  takesSeals: boolean;
  /** The SDK's model over this `fetch`, for one request. */
  connect(request: typeof fetch): LanguageModelV4;
  /** The provider's word for an effort; null: this model takes none. */
  effortWord(effort: Effort): string | null;
  options(asks: Asks): SharedV4ProviderOptions;
}
