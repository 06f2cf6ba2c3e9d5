/** Owns: models that speak OpenAI's Responses format, OpenAI's own and others'. Nothing is stored with the provider. */
import { createOpenAI } from "@ai-sdk/openai";
import type { SharedV4ProviderOptions } from "@ai-sdk/provider";
import { experimental_streamLanguageModelCall as streamModelCall } from "ai";
import { effortWord, nearestEffort } from "../effort.ts";
import type { ModelInfo } from "../model.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import type { Extras } from "../retry.ts";
import { toModelMessages } from "../to-ai.ts";

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
  const issuer = `${info.connection.id} ${baseUrl} ${modelId}`;
  return {
    info,
    issuer,
    reach: options.reach,
    form: options.form,
    mayWriteTags: options.mayWriteTags,
    takesSeals: true,
    async ask({ messages, extras, exchange }) {
      const { stream } = await streamModelCall({
        model: createOpenAI({ apiKey, baseURL: baseUrl, fetch: exchange.fetch }).responses(modelId),
        messages: toModelMessages(messages, extras.withSeals ? issuer : null),
        providerOptions: optionsOf(info, extras),
        // The stream is read once; what it held is in the log.
        _internal: { collectContent: false },
      });
      return stream;
    },
    effortWord(effort) {
      const nearest = nearestEffort(effort, info.efforts);
      return nearest === null ? null : effortWord(nearest);
    },
  };
}

function optionsOf({ reasons }: ModelInfo, { effort, wantsSummary }: Extras): SharedV4ProviderOptions {
  return {
    openai: {
      store: false,
      // The SDK decides by the model's name whether to say anything about reasoning; ours knows more names.
      forceReasoning: reasons !== false,
      reasoningEffort: effort,
      reasoningSummary: wantsSummary && reasons !== false && effort !== "none" ? "auto" : null,
    },
  };
}
