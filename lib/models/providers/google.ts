/** Owns: Gemini models, over their own format. Nothing of its thoughts is lost in `@ai-sdk/google`, which asks and reads. */
import { createGoogle, type GoogleLanguageModelOptions } from "@ai-sdk/google";
import { experimental_streamLanguageModelCall as streamModelCall } from "ai";
import type { Connection, ConnectionConfig } from "../connection.ts";
import { nearestEffort } from "../effort.ts";
import { issuerOf } from "../issuer.ts";
import type { ModelInfo } from "../model.ts";
import { providerKinds } from "../provider-kinds.ts";
import { systemText } from "../questions.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import type { Extras } from "../retry.ts";
import { toModelMessages, toSdkTools } from "../to-sdk.ts";
import { describeModel } from "./describe.ts";
import { googleParts } from "./google-answer.ts";
import { readGoogleList } from "./google-list.ts";
import { type GoogleFamily, geminiName, googleFamily, wellKnownGeminiModels } from "./google-models.ts";
import { sealedForGoogle } from "./google-seal.ts";
import { googleLeavesOut, googleSettings } from "./google-settings.ts";
import { sayAlso } from "./say-also.ts";
import { thinkingBudget } from "./thinking-budget.ts";

type ThinkingConfig = NonNullable<GoogleLanguageModelOptions["thinkingConfig"]>;

/** The least that every model with a budget takes, in tokens, but for none at all. */
const leastBudget = 512;

export function googleConnection(config: ConnectionConfig): Connection {
  const { id, name, baseUrl, apiKey = "", headers, kind } = config;
  const asked = { ...headers, "x-goog-api-key": apiKey };
  const named: Connection["describe"] = (modelId, listed) => {
    const family = googleFamily(modelId);
    const reasons = family && family.thinking !== "none";
    const known = { name: geminiName(modelId), reasons, callsTools: family && true, seesImages: family && true };
    return describeModel(config, modelId, { ...known, efforts: family?.efforts ?? [] }, listed);
  };
  return {
    id,
    name,
    list: (signal) => readGoogleList(baseUrl, asked, signal),
    listKey: `${kind} ${baseUrl} ${JSON.stringify(asked)}`,
    known: baseUrl === providerKinds.google.baseUrl ? wellKnownGeminiModels.map((modelId) => named(modelId)) : [],
    takesAnyName: true,
    describe: named,
    model: (modelId, info) => googleModel(config, modelId, info),
  };
}

function googleModel(config: ConnectionConfig, modelId: string, info: ModelInfo): ResolvedModel {
  const { baseUrl, apiKey = "", headers } = config;
  const family = googleFamily(modelId);
  const limitOf = (outputLimit: number | null) =>
    outputLimit === null || info.outputSize === null ? (outputLimit ?? info.outputSize) : Math.min(outputLimit, info.outputSize);
  return {
    info,
    replay: { issuer: issuerOf(config, modelId), text: "never", takesSeals: true },
    reach: fetch,
    form: "summary",
    mayWriteTags: false,
    async ask({ messages, tools, outputLimit, settings = {}, extras, exchange }) {
      const thinkingConfig = thinkingOf(family, info, extras);
      const system = systemText(messages);
      const send = sayAlso(exchange.fetch, googleSettings(settings, tools.length > 0));
      const { stream } = await streamModelCall({
        model: createGoogle({ apiKey, baseURL: baseUrl, headers, fetch: send })(modelId),
        ...(system !== null && { instructions: system }),
        messages: toModelMessages(messages, sealedForGoogle),
        ...(tools.length > 0 && { tools: toSdkTools(tools) }),
        ...(outputLimit !== null && { maxOutputTokens: limitOf(outputLimit) ?? outputLimit }),
        ...(thinkingConfig && { providerOptions: { google: { thinkingConfig } } }),
        // The stream is read once; what it held is in the log.
        _internal: { collectContent: false },
      });
      return googleParts(stream);
    },
    leavesOut: googleLeavesOut,
    effortWord(effort, outputLimit) {
      const nearest = nearestEffort(effort, info.efforts);
      if (nearest === null) return null;
      if (nearest === "off") return "0";
      if (family?.thinking !== "budget") return nearest;
      const budget = thinkingBudget(nearest, limitOf(outputLimit)) ?? family.mostBudget;
      return String(Math.min(Math.max(budget, leastBudget), family.mostBudget));
    },
  };
}

/** Summaries of thoughts come only when they are asked for. Null: this model is told nothing about thinking. */
function thinkingOf(
  family: GoogleFamily | null,
  { reasons }: ModelInfo,
  { effort, wantsSummary }: Extras,
): ThinkingConfig | null {
  if (effort === "0") return { thinkingBudget: 0 };
  const amount = effort === null ? {} : family?.thinking === "budget" ? { thinkingBudget: Number(effort) } : levelOf(effort);
  const config = { ...amount, ...(wantsSummary && reasons === true && { includeThoughts: true }) };
  return Object.keys(config).length > 0 ? config : null;
}

function levelOf(word: string): Pick<ThinkingConfig, "thinkingLevel"> {
  switch (word) {
    case "minimal":
    case "low":
    case "medium":
    case "high":
    case "xhigh":
      return { thinkingLevel: word };
    default:
      return {};
  }
}
