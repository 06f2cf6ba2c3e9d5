/** Owns: models behind any server that speaks OpenAI's chat completions, with its thoughts in a field or in tags. */
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { effortWord, nearestEffort } from "../effort.ts";
import type { ModelInfo } from "../model.ts";
import type { ResolvedModel } from "../resolved-model.ts";

export function compatibleModel(options: {
  info: ModelInfo;
  /** As the server calls it. */
  modelId: string;
  baseUrl: string;
  apiKey: string | undefined;
}): ResolvedModel {
  const { info, modelId, baseUrl, apiKey } = options;
  return {
    info,
    issuer: `${info.connection.id} ${baseUrl} ${modelId}`,
    reach: fetch,
    form: "full",
    mayWriteTags: true,
    hidesEmptyField: true,
    takesSeals: false,
    connect: (request) =>
      createOpenAICompatible({
        name: "compatible",
        baseURL: baseUrl,
        ...(apiKey !== undefined && { apiKey }),
        includeUsage: true,
        fetch: request,
      }).chatModel(modelId),
    effortWord(effort) {
      const nearest = nearestEffort(effort, info.efforts);
      return nearest === null ? null : effortWord(nearest);
    },
    options: ({ effort }) => ({ openaiCompatible: effort === null ? {} : { reasoningEffort: effort } }),
  };
}
