/**
 * Owns: what a provider says it has, asked with patience but once: the first caller waits at most the timeout, later
 * ones get what is known while it is asked again behind their backs. A provider that does not answer breaks nothing.
 */
import { z } from "zod";
import { type Clock, systemClock } from "#lib/core/clock.ts";
import { remember } from "#lib/core/remember.ts";
import { type Connection, type ListedModel, officialOpenAiUrl } from "./connections.ts";
import { isChatModel, isTextModel } from "./openai-models.ts";

const freshMs = 5 * 60_000;
const afterFailureMs = 30_000;
const timeoutMs = 3_000;
const mostBytes = 16 * 1024 * 1024;
const mostModels = 1_000;

interface Entry {
  /** Null when the list could not be had. */
  models: Map<string, ListedModel> | null;
  askedAt: number;
  isAsking: boolean;
  /** Resolves when the first question was answered or given up. */
  first: Promise<void>;
}

/** Model id -> what its entry says, in the order to show; null when it is not known. Never throws. */
export async function discover(
  { list }: Connection,
  { clock = systemClock, patienceMs = timeoutMs }: { clock?: Clock; patienceMs?: number } = {},
): Promise<Map<string, ListedModel> | null> {
  if (list === null) return null;
  const entries = remember("models.lists", () => new Map<string, Entry>());
  const key = `${list.baseUrl} ${list.apiKey ?? ""}`;
  const refresh = async (entry: Entry) => {
    entry.askedAt = clock.now();
    entry.isAsking = true;
    entry.models = (await ask(list, patienceMs)) ?? entry.models;
    entry.isAsking = false;
  };
  const known = entries.get(key);
  if (known === undefined) {
    const entry: Entry = { models: null, askedAt: 0, isAsking: true, first: Promise.resolve() };
    entries.set(key, entry);
    entry.first = refresh(entry);
    await entry.first;
    return entry.models;
  }
  await known.first;
  const isStale = clock.now() - known.askedAt >= (known.models ? freshMs : afterFailureMs);
  if (isStale && !known.isAsking) void refresh(known);
  return known.models;
}

const listing = z.object({
  data: z.array(
    z.looseObject({
      id: z.string().min(1).max(200),
      name: z.string().max(200).optional().catch(undefined),
      created: z.number().optional().catch(undefined),
      context_length: z.number().positive().optional().catch(undefined),
      max_model_len: z.number().positive().optional().catch(undefined),
      supported_parameters: z.array(z.string()).optional().catch(undefined),
    }),
  ),
});

async function ask(
  { baseUrl, apiKey }: NonNullable<Connection["list"]>,
  patienceMs: number,
): Promise<Map<string, ListedModel> | null> {
  try {
    const response = await fetch(`${baseUrl}/models`, {
      headers: { accept: "application/json", ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) },
      signal: AbortSignal.timeout(patienceMs),
      redirect: "error",
      cache: "no-store",
    });
    if (!response.ok || response.body === null) return null;
    const { data } = listing.parse(JSON.parse(await readText(response.body)));
    const isShown = baseUrl === officialOpenAiUrl ? isChatModel : isTextModel;
    const ids = new Set(data.map(({ id }) => id));
    const shown = data
      .filter(({ id }) => isShown(id) && !isSnapshotOf(id, ids))
      .sort((a, b) => (b.created ?? 0) - (a.created ?? 0) || a.id.localeCompare(b.id))
      .slice(0, mostModels);
    return new Map(
      shown.map((model) => [
        model.id,
        {
          name: model.name ?? null,
          contextSize: model.context_length ?? model.max_model_len ?? null,
          reasons: model.supported_parameters ? model.supported_parameters.includes("reasoning") : null,
        },
      ]),
    );
  } catch {
    // No list, no matter why: the connection is shown with what is known of it, and a run tells what is wrong.
    return null;
  }
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new Error("The list of models is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** `gpt-5-2025-08-07` beside `gpt-5`. */
function isSnapshotOf(id: string, ids: ReadonlySet<string>): boolean {
  const alias = id.replace(/-(\d{4}-\d{2}-\d{2}|\d{4})$/, "");
  return alias !== id && ids.has(alias);
}
