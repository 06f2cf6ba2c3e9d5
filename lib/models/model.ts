/** Owns: what the application knows about a model it may use. */
import type { Effort } from "#lib/core/effort.ts";
import type { Price } from "#lib/reasoning/event.ts";

export interface ModelInfo {
  /** `connection/model`, for example `builtin/reasoner` or `openai/gpt-5`. The model part may itself hold slashes. */
  id: string;
  /** For people. */
  name: string;
  connection: { id: string; name: string };
  /** Whether it thinks where we can see it; null when the server does not say. */
  reasons: boolean | null;
  /** The efforts that change something, in order; `off` is in it only where thinking can be turned off. */
  efforts: Effort[];
  defaultEffort: Effort;
  /** Tokens; null when unknown. */
  contextSize: number | null;
  /** The most it may write in one answer, thinking included, in tokens; null when unknown. */
  outputSize: number | null;
  /** Whether it calls tools; null when unknown. */
  callsTools: boolean | null;
  /** Whether it reads images; null when unknown. */
  seesImages: boolean | null;
  /** Null when it is not known. */
  price: Price | null;
  /** Questions it can really answer, for the empty state. Empty: the interface uses general ones. */
  examples: string[];
}
