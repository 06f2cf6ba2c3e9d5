/** Owns: what all connections say of a model in the same way, and how a key goes along. Pure. */
import type { Effort } from "#lib/core/effort.ts";
import type { ConnectionConfig } from "../connection.ts";
import { type ListedModel, unknownListed } from "../discover.ts";
import { defaultEffort } from "../effort.ts";
import type { ModelInfo } from "../model.ts";

/** What is known of a model by its name; a fact left out is not known. */
export type KnownModel = Partial<Omit<ListedModel, "efforts">> & { efforts: readonly Effort[] };

/** Where the name and the provider's list both say something, the name counts. */
export function describeModel(
  { id, name }: Pick<ConnectionConfig, "id" | "name">,
  modelId: string,
  known: KnownModel,
  listed: ListedModel = unknownListed,
): ModelInfo {
  return {
    id: `${id}/${modelId}`,
    name: listed.name ?? known.name ?? modelId,
    connection: { id, name },
    reasons: known.reasons ?? listed.reasons,
    efforts: [...known.efforts],
    defaultEffort: defaultEffort(known.efforts),
    contextSize: listed.contextSize ?? known.contextSize ?? null,
    outputSize: listed.outputSize ?? known.outputSize ?? null,
    callsTools: known.callsTools ?? listed.callsTools,
    seesImages: known.seesImages ?? listed.seesImages,
    price: null,
    examples: [],
  };
}

/** The headers of a connection, with its key where keys usually go. */
export function bearer({ apiKey, headers }: Pick<ConnectionConfig, "apiKey" | "headers">): Record<string, string> {
  return { ...headers, ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) };
}

/** Equal for connections that are shown the same list. Not to be shown: it may hold a key. */
export function listKeyOf(config: ConnectionConfig): string {
  return `${config.kind} ${config.baseUrl} ${JSON.stringify(bearer(config))}`;
}
