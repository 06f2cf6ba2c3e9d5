/** Owns: what a server's list of models says, in the shape most servers use. Keeping it is `model-lists.ts`. */
import { z } from "zod";
import { type Effort, efforts } from "#lib/core/effort.ts";
import { readJson } from "./read-json.ts";

/** Against a server that lists without end; the longest lists of gateways have some thousands. */
const mostModels = 20_000;

/** A provider's entry for a model, as far as it says anything; null where it does not. */
export interface ListedModel {
  name: string | null;
  /** Tokens. */
  contextSize: number | null;
  /** Tokens it may write in one answer. */
  outputSize: number | null;
  reasons: boolean | null;
  callsTools: boolean | null;
  seesImages: boolean | null;
  /** In order; empty: it takes none. */
  efforts: Effort[] | null;
  /** Whom the server calls its owner, by which some servers can be told. */
  ownedBy: string | null;
}

export const unknownListed: ListedModel = {
  name: null,
  contextSize: null,
  outputSize: null,
  reasons: null,
  callsTools: null,
  seesImages: null,
  efforts: null,
  ownedBy: null,
};

/** Text or nothing: a value of another type says nothing. */
const words = z.array(z.string()).optional().catch(undefined);
const size = z.number().positive().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

const entry = z.looseObject({
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(200).optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  created: z.number().optional().catch(undefined),
  context_length: size,
  context_window: size,
  max_context_length: size,
  max_model_len: size,
  max_completion_tokens: size,
  meta: z.object({ n_ctx: size, n_ctx_train: size }).optional().catch(undefined),
  top_provider: z.object({ max_completion_tokens: size }).optional().catch(undefined),
  architecture: z.object({ input_modalities: words, output_modalities: words }).optional().catch(undefined),
  supported_parameters: words,
  reasoning: z
    .object({ mandatory: flag, supported_efforts: z.array(z.string().nullable()).nullish().catch(undefined) })
    .optional()
    .catch(undefined),
  owned_by: z.string().max(200).optional().catch(undefined),
  capabilities: z
    .object({ completion_chat: flag, function_calling: flag, vision: flag, reasoning: flag })
    .optional()
    .catch(undefined),
  supports_reasoning: flag,
  supports_image_in: flag,
});
type Entry = z.infer<typeof entry>;

/** Some servers send the array alone. */
const listing = z.union([z.object({ data: z.array(z.unknown()) }).transform(({ data }) => data), z.array(z.unknown())]);

/**
 * Asks `GET baseUrl/models`: model id -> what its entry says, newest first, without those that do not converse in text and
 * without dated copies. Rejects with facts that `failureOf` understands.
 */
export async function readOpenAiList(
  baseUrl: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Map<string, ListedModel>> {
  const data = listing.parse(await readJson(`${baseUrl}/models`, { headers, signal })).flatMap((item) => {
    const parsed = entry.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
  const ids = new Set(data.map(({ id }) => id));
  const shown = data
    .filter((model) => converses(model) && !isSnapshotOf(model.id, ids))
    .sort((a, b) => (b.created ?? 0) - (a.created ?? 0) || a.id.localeCompare(b.id))
    .slice(0, mostModels);
  return new Map(shown.map((model) => [model.id, toListed(model)]));
}

function toListed(model: Entry): ListedModel {
  const { supported_parameters: takes, capabilities, architecture, meta } = model;
  return {
    name: model.name ?? null,
    contextSize:
      model.context_length ??
      model.context_window ??
      model.max_context_length ??
      model.max_model_len ??
      meta?.n_ctx ??
      meta?.n_ctx_train ??
      null,
    outputSize: model.max_completion_tokens ?? model.top_provider?.max_completion_tokens ?? null,
    reasons:
      model.supports_reasoning ?? capabilities?.reasoning ?? takes?.includes("reasoning") ?? (model.reasoning ? true : null),
    callsTools: capabilities?.function_calling ?? takes?.includes("tools") ?? null,
    seesImages: model.supports_image_in ?? capabilities?.vision ?? architecture?.input_modalities?.includes("image") ?? null,
    efforts: effortsOf(model.reasoning),
    ownedBy: model.owned_by ?? null,
  };
}

/** Without a list of levels a server takes them all, off too unless it says that thinking is mandatory. */
function effortsOf(reasoning: Entry["reasoning"]): Effort[] | null {
  const { supported_efforts: words, mandatory } = reasoning ?? {};
  if (!words && mandatory === undefined) return null;
  const canBeOff = mandatory === undefined ? words?.includes("none") : !mandatory;
  return efforts.filter((effort) => (effort === "off" ? canBeOff : (words?.includes(effort) ?? true)));
}

/** What the server says counts; where it says nothing, a name that speaks against text. */
function converses({ id, type, architecture, capabilities }: Entry): boolean {
  if (capabilities?.completion_chat !== undefined) return capabilities.completion_chat;
  if (architecture?.output_modalities) return architecture.output_modalities.includes("text");
  if (type !== undefined && /^(embed|rerank|image|audio|video|moderation|transcribe|tts)/.test(type)) return false;
  return !/(^|[^a-z])(embed(ding|dings)?|bge|rerank(er)?|tts|whisper|dall-e|gpt-image|sora|realtime|transcribe|moderation|stable-diffusion|babbage|davinci)([^a-z]|$)/i.test(
    id,
  );
}

/** `gpt-5-2025-08-07` beside `gpt-5`. */
function isSnapshotOf(id: string, ids: ReadonlySet<string>): boolean {
  const alias = id.replace(/-(\d{4}-\d{2}-\d{2}|\d{4})$/, "");
  return alias !== id && ids.has(alias);
}
