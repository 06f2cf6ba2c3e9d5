/** Owns: a model as OpenAI's list tells it, with what a client needs to know to have it think. */
import type { Exposure } from "#lib/core/exposure.ts";
import { effortWord } from "#lib/models/effort.ts";
import type { ModelInfo } from "#lib/models/model.ts";

export interface ModelEntry {
  id: string;
  object: "model";
  /** Seconds since the epoch; 0: not known. */
  created: number;
  owned_by: string;
  /** The model that another name stands for. */
  root?: string;
  name: string;
  /** Tokens; null: not known. */
  context_length: number | null;
  max_output_tokens: number | null;
  reasoning: {
    /** Null: its provider does not say. */
    supported: boolean | null;
    /** Words for `reasoning_effort` that change something. */
    efforts: string[];
    default_effort: string;
    /** Whether `none` is one of them. */
    can_disable: boolean;
    /** How much of its thinking this key may have. */
    exposure: Exposure;
  };
}

/** `alias`: another name that it is asked for by. */
export function modelEntry(info: ModelInfo, exposure: Exposure, alias?: string): ModelEntry {
  return {
    id: alias ?? info.id,
    object: "model",
    created: 0,
    owned_by: info.connection.id,
    ...(alias !== undefined && { root: info.id }),
    name: info.name,
    context_length: info.contextSize,
    max_output_tokens: info.outputSize,
    reasoning: {
      supported: info.reasons,
      efforts: info.efforts.map(effortWord),
      default_effort: effortWord(info.defaultEffort),
      can_disable: info.efforts.includes("off"),
      exposure,
    },
  };
}
