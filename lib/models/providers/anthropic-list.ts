/** Owns: what Anthropic's list of models says, page by page. */
import { z } from "zod";
import { type ListedModel, unknownListed } from "../discover.ts";
import { readJson } from "../read-json.ts";

const mostPages = 20;

const support = z.object({ supported: z.boolean() }).nullish().catch(undefined);
const size = z.number().positive().nullish().catch(undefined);
const entry = z.looseObject({
  id: z.string().min(1).max(200),
  display_name: z.string().min(1).max(200).optional().catch(undefined),
  max_input_tokens: size,
  max_tokens: size,
  capabilities: z
    .looseObject({
      image_input: support,
      thinking: support,
      effort: z
        .looseObject({ low: support, medium: support, high: support, xhigh: support, max: support })
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
});
const page = z.looseObject({
  data: z.array(z.unknown()),
  has_more: z.boolean().optional().catch(undefined),
  last_id: z.string().nullish().catch(undefined),
});

/** Newest first, as the provider orders them. Rejects with facts that `failureOf` understands. */
export async function readAnthropicList(
  baseUrl: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Map<string, ListedModel>> {
  const models = new Map<string, ListedModel>();
  let after = "";
  for (let count = 0; count < mostPages; count++) {
    const {
      data,
      has_more: hasMore,
      last_id: last,
    } = page.parse(await readJson(`${baseUrl}/models?limit=1000${after}`, { headers, signal }));
    for (const item of data) {
      const parsed = entry.safeParse(item);
      if (parsed.success) models.set(parsed.data.id, toListed(parsed.data));
    }
    if (!hasMore || !last) break;
    after = `&after_id=${encodeURIComponent(last)}`;
  }
  return models;
}

function toListed({ display_name: name, max_input_tokens, max_tokens, capabilities }: z.infer<typeof entry>): ListedModel {
  const levels = capabilities?.effort;
  return {
    ...unknownListed,
    name: name ?? null,
    contextSize: max_input_tokens ?? null,
    outputSize: max_tokens ?? null,
    reasons: capabilities?.thinking?.supported ?? null,
    seesImages: capabilities?.image_input?.supported ?? null,
    efforts: levels ? (["low", "medium", "high", "xhigh", "max"] as const).filter((level) => levels[level]?.supported) : null,
  };
}
