/** Owns: what Ollama says of its models, and how each of them is told to think. */
import { z } from "zod";
import type { Effort } from "#lib/core/effort.ts";
import { remember } from "#lib/core/remember.ts";
import { type ListedModel, unknownListed } from "../discover.ts";
import { nearestEffort } from "../effort.ts";
import { readJson } from "../read-json.ts";

const mostAtOnce = 4;
const mostKept = 1_000;
/** For all that models are asked about themselves: the list does not wait for a slow disk. */
const patienceMs = 2_000;

/** Levels instead of on and off; without `off`, the thinking cannot be turned off. */
const levelled: { pattern: RegExp; efforts: Effort[] }[] = [
  { pattern: /^gpt-oss/, efforts: ["low", "medium", "high"] },
  { pattern: /^qwen3\.8/, efforts: ["off", "low", "medium", "high"] },
];
const onOrOff: Effort[] = ["off", "medium"];

function levelsOf(modelId: string): Effort[] | null {
  const bare = modelId.split("/").at(-1) ?? modelId;
  return levelled.find(({ pattern }) => pattern.test(bare))?.efforts ?? null;
}

/** `reasons`: what the server says; null when it says nothing. */
export function ollamaEfforts(modelId: string, reasons: boolean | null): Effort[] {
  return reasons === false ? [] : [...(levelsOf(modelId) ?? onOrOff)];
}

/** The value of `think` as a word; null: nothing is said. */
export function thinkWord(modelId: string, wish: Effort, efforts: readonly Effort[]): string | null {
  const nearest = nearestEffort(wish, efforts);
  if (nearest === null) return null;
  if (nearest === "off") return "off";
  return levelsOf(modelId) === null ? "on" : nearest;
}

const capabilities = z.array(z.string()).optional().catch(undefined);
const tags = z.object({
  models: z.array(
    z.looseObject({ name: z.string().min(1).max(200), digest: z.string().optional().catch(undefined), capabilities }),
  ),
});
const shown = z.looseObject({
  capabilities,
  parameters: z.string().optional().catch(undefined),
  model_info: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
type Tag = z.infer<typeof tags>["models"][number];

/** Rejects when the list itself cannot be had; a model that says nothing of itself is listed with unknown abilities. */
export async function readOllamaList(
  baseUrl: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Map<string, ListedModel>> {
  const { models } = tags.parse(await readJson(`${baseUrl}/api/tags`, { headers, signal }));
  const listed = new Map<string, ListedModel>();
  const waiting = models.entries();
  const results: (readonly [string, ListedModel] | null)[] = [];
  const asking = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const worker = async () => {
    for (const [at, tag] of waiting) {
      const entry = await entryOf(tag, { baseUrl, headers, signal: asking });
      results[at] = entry && [tag.name, entry];
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, worker));
  for (const result of results) if (result) listed.set(...result);
  return listed;
}

/** Null for a model that does not converse. */
async function entryOf(
  { name, digest, capabilities: told }: Tag,
  { baseUrl, headers, signal }: { baseUrl: string; headers: Record<string, string>; signal: AbortSignal },
): Promise<ListedModel | null> {
  const kept = remember("models.ollama", () => new Map<string, z.infer<typeof shown>>());
  const key = `${baseUrl} ${name} ${digest ?? ""}`;
  let facts = digest === undefined ? undefined : kept.get(key);
  try {
    const body = JSON.stringify({ model: name });
    const asked = { headers: { "content-type": "application/json", ...headers }, signal, method: "POST", body };
    facts ??= shown.parse(await readJson(`${baseUrl}/api/show`, asked));
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, facts);
  } catch {
    // What the list says of it has to do; it is asked again with the next list.
  }
  const abilities = facts?.capabilities ?? told;
  if (abilities && !abilities.includes("completion")) return null;
  const can = (ability: string) => abilities?.includes(ability) ?? null;
  const reasons = can("thinking");
  return {
    ...unknownListed,
    contextSize: contextSizeOf(facts),
    reasons,
    callsTools: can("tools"),
    seesImages: can("vision"),
    efforts: ollamaEfforts(name, reasons),
  };
}

/** What the model is run with, else what it was made for. */
function contextSizeOf(facts: z.infer<typeof shown> | undefined): number | null {
  const set = /^num_ctx\s+(\d+)/m.exec(facts?.parameters ?? "")?.[1];
  if (set !== undefined) return Number(set);
  const { model_info: info = {} } = facts ?? {};
  const size = info[`${info["general.architecture"]}.context_length`];
  return typeof size === "number" && size > 0 ? size : null;
}
