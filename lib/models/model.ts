/** Owns: what the application knows about a model it may use. */
import type { Effort } from "#lib/core/effort.ts";

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
  /** Questions it can really answer, for the empty state. Empty: the interface uses general ones. */
  examples: string[];
}
