/** Owns: what may be set of a model call, as Ollama's own API says it. Pure. */
import type { CallSettings } from "#lib/reasoning/brief.ts";
import { type LeftOut, leaveOut } from "../call-settings.ts";

export function ollamaLeavesOut(settings: CallSettings): LeftOut[] {
  return leaveOut(settings, ["toolChoice", "parallelToolCalls"], "no-word");
}

export function ollamaSettings(settings: CallSettings, outputLimit: number | null): object {
  const { temperature, topP, presencePenalty, frequencyPenalty, seed, stop, responseFormat: format } = settings;
  const options = {
    ...(outputLimit !== null && { num_predict: outputLimit }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(presencePenalty !== undefined && { presence_penalty: presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequency_penalty: frequencyPenalty }),
    ...(seed !== undefined && { seed }),
    ...(stop !== undefined && { stop }),
  };
  return {
    ...(Object.keys(options).length > 0 && { options }),
    ...(format !== undefined && { format: format.type === "json-object" ? "json" : format.schema }),
  };
}
