/** Owns: models that speak OpenAI's Responses format, OpenAI's own and others'. Nothing is stored with the provider. */
import { createOpenAI } from "@ai-sdk/openai";
import type { SharedV4ProviderOptions } from "@ai-sdk/provider";
import { experimental_streamLanguageModelCall as streamModelCall } from "ai";
import { z } from "zod";
import { effortWord, nearestEffort } from "../effort.ts";
import { fromSdk, type SdkHook } from "../from-sdk.ts";
import { issuerOf } from "../issuer.ts";
import type { ModelInfo } from "../model.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import type { Extras } from "../retry.ts";
import { plainly, type SdkContent, type SealedPart, toModelMessages, toSdkTools } from "../to-sdk.ts";

/** A whole reasoning item of OpenAI's, as it must go back. */
const openAiSeal = z.object({ itemId: z.string(), encryptedContent: z.string(), summary: z.array(z.string()) });
type OpenAiSeal = z.infer<typeof openAiSeal>;

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
    replay: { issuer: issuerOf({ kind: "openai", baseUrl, apiKey }, modelId), text: "never", takesSeals: true },
    reach: options.reach,
    form: options.form,
    mayWriteTags: options.mayWriteTags,
    async ask({ messages, tools, outputLimit, extras, exchange }) {
      const { stream } = await streamModelCall({
        model: createOpenAI({ apiKey, baseURL: baseUrl, fetch: exchange.fetch }).responses(modelId),
        messages: toModelMessages(messages, sealedContent),
        ...(outputLimit !== null && { maxOutputTokens: outputLimit }),
        ...(tools.length > 0 && { tools: toSdkTools(tools) }),
        providerOptions: optionsOf(info, extras),
        // The stream is read once; what it held is in the log.
        _internal: { collectContent: false },
      });
      return fromSdk(stream, makeHook());
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

/** The SDK joins parts of one item id again; the seal stands on the last. */
function sealedContent(part: SealedPart): SdkContent[] {
  const parsed = openAiSeal.safeParse(part.seal.data);
  if (part.kind !== "reasoning" || !parsed.success) return plainly(part);
  const { itemId, encryptedContent, summary } = parsed.data;
  const texts = summary.length > 0 ? summary : [""];
  return texts.map((text, index) => ({
    type: "reasoning",
    text,
    providerOptions: {
      openai: { itemId, reasoningEncryptedContent: index === texts.length - 1 ? encryptedContent : null },
    },
  }));
}

/** Gathers the texts of each reasoning item, for the seal that comes with its last part. */
function makeHook(): SdkHook {
  const items = new Map<string, Map<string, string[]>>();
  return (part) => {
    if (part.type !== "reasoning-delta" && part.type !== "reasoning-end") return null;
    const { itemId, reasoningEncryptedContent: encryptedContent } = part.providerMetadata?.openai ?? {};
    if (typeof itemId !== "string") return null;
    const texts = items.get(itemId) ?? new Map<string, string[]>();
    items.set(itemId, texts);
    if (part.type === "reasoning-delta") {
      if (part.text !== "") texts.set(part.id, [...(texts.get(part.id) ?? []), part.text]);
      return null;
    }
    if (typeof encryptedContent !== "string" || encryptedContent === "") return null;
    // Parts the provider never closed all end with their item; the seal belongs to the last.
    const last = [...texts.keys()].at(-1) ?? part.id;
    if (part.id !== last) return texts.has(part.id) ? null : [];
    const summary = [...texts.values()].map((deltas) => deltas.join(""));
    const seal: OpenAiSeal = { itemId, encryptedContent, summary };
    return [{ type: "reasoning-end", key: part.id, seal, covers: [...texts.keys()].filter((key) => key !== part.id) }];
  };
}
