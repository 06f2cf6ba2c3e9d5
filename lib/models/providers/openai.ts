/** Owns: OpenAI's models, and those of gateways that write the Responses format as OpenAI does. Nothing is stored with the provider. */
import { createOpenAI } from "@ai-sdk/openai";
import type { SharedV4ProviderOptions } from "@ai-sdk/provider";
import { experimental_streamLanguageModelCall as streamModelCall } from "ai";
import { leaveOut, type SettingName } from "../call-settings.ts";
import type { Connection, ConnectionConfig } from "../connection.ts";
import { readOpenAiList } from "../discover.ts";
import { effortWord, nearestEffort } from "../effort.ts";
import { fromSdk } from "../from-sdk.ts";
import { issuerOf } from "../issuer.ts";
import type { ModelInfo } from "../model.ts";
import { describeOpenAiModel, isChatModel, wellKnownOpenAiModels } from "../openai-models.ts";
import { providerKinds } from "../provider-kinds.ts";
import { systemText } from "../questions.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import type { Extras } from "../retry.ts";
import { toModelMessages, toSdkTools } from "../to-sdk.ts";
import { bearer, describeModel, listKeyOf } from "./describe.ts";
import { holdThoughts } from "./held-thought.ts";
import { makeOpenAiHook, sealedContent } from "./openai-seal.ts";
import { responsesLeavesOut, responsesSettings } from "./responses-settings.ts";
import { sayAlso } from "./say-also.ts";

/** Refused by its models that think, unless they are told not to. */
const sampling: readonly SettingName[] = ["temperature", "topP"];

export function openAiConnection(config: ConnectionConfig): Connection {
  const { baseUrl, apiKey = "", headers } = config;
  const isOfficial = baseUrl === providerKinds.openai.baseUrl;
  const describeOne: Connection["describe"] = (modelId, listed) =>
    describeModel(config, modelId, describeOpenAiModel(modelId), listed);
  return {
    id: config.id,
    name: config.name,
    list: async (signal) => {
      const listed = await readOpenAiList(baseUrl, bearer(config), signal);
      return isOfficial ? new Map([...listed].filter(([modelId]) => isChatModel(modelId))) : listed;
    },
    listKey: listKeyOf(config),
    known: wellKnownOpenAiModels.map((modelId) => describeOne(modelId)),
    takesAnyName: true,
    describe: describeOne,
    // Servers other than OpenAI's own may pass a model's tags through.
    model: (modelId, info) =>
      openAiModel({
        info,
        modelId,
        baseUrl,
        apiKey,
        headers,
        reach: fetch,
        form: "summary",
        mayWriteTags: !isOfficial,
        leavesOut: (settings, effort) => [
          ...responsesLeavesOut(settings, { takesSeed: false }),
          ...(isOfficial && info.reasons === true && effort !== "none" ? leaveOut(settings, sampling, "thinking") : []),
        ],
      }),
  };
}

export function openAiModel(options: {
  info: ModelInfo;
  /** As the provider calls it. */
  modelId: string;
  baseUrl: string;
  apiKey: string;
  /** Sent beside what the protocol needs. */
  headers?: Record<string, string>;
  reach: typeof fetch;
  form: ResolvedModel["form"];
  mayWriteTags: boolean;
  leavesOut?: NonNullable<ResolvedModel["leavesOut"]>;
}): ResolvedModel {
  const { info, modelId, baseUrl, apiKey, headers } = options;
  return {
    info,
    replay: { issuer: issuerOf({ kind: "openai", baseUrl, apiKey }, modelId), text: "never", takesSeals: true },
    reach: options.reach,
    form: options.form,
    mayWriteTags: options.mayWriteTags,
    async ask({ messages, tools, outputLimit, settings = {}, extras, exchange }) {
      const send = sayAlso(exchange.fetch, responsesSettings(settings, tools.length > 0));
      const { stream } = await streamModelCall({
        model: createOpenAI({ apiKey, baseURL: baseUrl, fetch: send, ...(headers && { headers }) }).responses(modelId),
        messages: toModelMessages(messages, sealedContent),
        ...(outputLimit !== null && { maxOutputTokens: outputLimit }),
        ...(tools.length > 0 && { tools: toSdkTools(tools) }),
        providerOptions: optionsOf(info, extras, systemText(messages)),
        // The stream is read once; what it held is in the log.
        _internal: { collectContent: false },
      });
      return holdThoughts(fromSdk(stream, makeOpenAiHook()));
    },
    ...(options.leavesOut && { leavesOut: options.leavesOut }),
    effortWord(effort) {
      const nearest = nearestEffort(effort, info.efforts);
      return nearest === null ? null : effortWord(nearest);
    },
  };
}

function optionsOf(
  { reasons }: ModelInfo,
  { effort, wantsSummary }: Extras,
  instructions: string | null,
): SharedV4ProviderOptions {
  return {
    openai: {
      store: false,
      ...(instructions !== null && { instructions }),
      // The SDK decides by the model's name whether to say anything about reasoning; ours knows more names.
      forceReasoning: reasons !== false,
      reasoningEffort: effort,
      // A gateway may object to any word about reasoning.
      reasoningSummary: wantsSummary && effort !== null && effort !== "none" ? "auto" : null,
    },
  };
}
