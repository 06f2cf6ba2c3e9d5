/** Owns: models that speak OpenAI's Responses format, OpenAI's own and others'. Nothing is stored with the provider. */
import { createOpenAI } from "@ai-sdk/openai";
import { effortWord, nearestEffort } from "../effort.ts";
import type { ModelInfo } from "../model.ts";
import type { ResolvedModel } from "../resolved-model.ts";

export function openAiModel(options: {
  info: ModelInfo;
  /** As the provider calls it. */
  modelId: string;
  baseUrl: string;
  apiKey: string;
  reach: typeof fetch;
  form: ResolvedModel["form"];
  mayWriteTags: boolean;
}): ResolvedModel {
  const { info, modelId, baseUrl, apiKey } = options;
  return {
    info,
    issuer: `${info.connection.id} ${baseUrl} ${modelId}`,
    reach: options.reach,
    form: options.form,
    mayWriteTags: options.mayWriteTags,
    hidesEmptyField: false,
    takesSeals: true,
    connect: (request) => createOpenAI({ apiKey, baseURL: baseUrl, fetch: request }).responses(modelId),
    effortWord(effort) {
      const nearest = nearestEffort(effort, info.efforts);
      return nearest === null ? null : effortWord(nearest);
    },
    options: ({ effort, wantsSummary }) => ({
      openai: {
        store: false,
        // The SDK decides by the model's name whether to say anything about reasoning; ours knows more names.
        forceReasoning: info.reasons !== false,
        reasoningEffort: effort,
        reasoningSummary: wantsSummary && info.reasons !== false && effort !== "none" ? "auto" : null,
      },
    }),
  };
}
