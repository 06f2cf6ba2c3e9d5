/** Owns: which providers are connected. */
import { type Env, env } from "#lib/core/env.ts";
import { builtinFetch, builtinModels } from "./builtin/endpoint.ts";
import { defaultEffort } from "./effort.ts";
import type { ModelInfo } from "./model.ts";
import { describeOpenAiModel } from "./openai-models.ts";
import { compatibleModel } from "./providers/compatible.ts";
import { openAiModel } from "./providers/openai.ts";
import type { ResolvedModel } from "./resolved-model.ts";

export interface Connection {
  id: string;
  /** For people. */
  name: string;
  /** Where its list of models is; null: it never changes, and `known` is all of it. */
  list: { baseUrl: string; apiKey: string | undefined } | null;
  /** Models there are whatever the list says. */
  known: ModelInfo[];
  /** Whether names beside the known and the listed may be tried. */
  takesAnyName: boolean;
  /** What can be said of a model by its name; `listed` is its entry in the provider's list. */
  describe(modelId: string, listed?: ListedModel): ModelInfo;
  model(modelId: string, info: ModelInfo): ResolvedModel;
}

/** An entry of `GET /models`, as far as servers say anything about a model. */
export interface ListedModel {
  name: string | null;
  contextSize: number | null;
  /** Null when the server does not say. */
  reasons: boolean | null;
}

export const officialOpenAiUrl = "https://api.openai.com/v1";

/** The configured ones first, the built-in one always. */
export function connections({ openai, compatible }: Pick<Env, "openai" | "compatible"> = env()): Connection[] {
  return [...(openai ? [openAiConnection(openai)] : []), ...(compatible ? [compatibleConnection(compatible)] : []), builtin];
}

const builtin: Connection = {
  id: "builtin",
  name: "Built-in",
  list: null,
  known: builtinModels,
  takesAnyName: false,
  describe: (modelId) => {
    const info = builtinModels.find(({ id }) => id === `builtin/${modelId}`);
    if (info === undefined) throw new Error(`There is no built-in model ${modelId}`);
    return info;
  },
  model: (modelId, info) =>
    openAiModel({
      info,
      modelId,
      baseUrl: "http://builtin.invalid/v1",
      apiKey: "builtin",
      reach: builtinFetch,
      form: "full",
      mayWriteTags: false,
    }),
};

function openAiConnection({ apiKey, baseUrl }: NonNullable<Env["openai"]>): Connection {
  const isOfficial = baseUrl === officialOpenAiUrl;
  const connection = { id: "openai", name: "OpenAI" };
  return {
    ...connection,
    list: { baseUrl, apiKey },
    known: [],
    takesAnyName: true,
    describe(modelId, listed) {
      const known = describeOpenAiModel(modelId);
      const isKnown = known.reasons !== null;
      return {
        id: `openai/${modelId}`,
        name: listed?.name ?? known.name,
        connection,
        reasons: isKnown ? known.reasons : (listed?.reasons ?? null),
        efforts: known.efforts,
        defaultEffort: defaultEffort(known.efforts),
        contextSize: listed?.contextSize ?? known.contextSize,
        examples: [],
      };
    },
    model: (modelId, info) =>
      openAiModel({
        info,
        modelId,
        baseUrl,
        apiKey,
        reach: fetch,
        form: "summary",
        // Servers other than OpenAI's own may pass a model's tags through.
        mayWriteTags: !isOfficial,
      }),
  };
}

function compatibleConnection({ apiKey, baseUrl }: NonNullable<Env["compatible"]>): Connection {
  const connection = { id: "compatible", name: URL.parse(baseUrl)?.host ?? "Compatible server" };
  return {
    ...connection,
    list: { baseUrl, apiKey },
    known: [],
    takesAnyName: true,
    describe(modelId, listed) {
      const reasons = listed?.reasons ?? null;
      const efforts: ModelInfo["efforts"] = reasons === false ? [] : ["off", "low", "medium", "high"];
      return {
        id: `compatible/${modelId}`,
        name: listed?.name ?? modelId,
        connection,
        reasons,
        efforts,
        defaultEffort: defaultEffort(efforts),
        contextSize: listed?.contextSize ?? null,
        examples: [],
      };
    },
    model: (modelId, info) => compatibleModel({ info, modelId, baseUrl, apiKey }),
  };
}
