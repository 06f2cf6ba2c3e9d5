/** Owns: what a connected provider is to the rest of this room. Made by `providers/`, one file a provider. */
import type { ListedModel } from "./discover.ts";
import type { ModelInfo } from "./model.ts";
import type { ProviderKind } from "./provider-kinds.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/** What a person said about a provider. */
export interface ConnectionConfig {
  /** First part of its models' ids: lower-case letters, digits and hyphens. */
  id: string;
  kind: ProviderKind;
  /** For people. */
  name: string;
  /** Without a slash at its end. */
  baseUrl: string;
  apiKey: string | undefined;
  /** Sent with every request, beside what the protocol needs. */
  headers: Record<string, string>;
}

export interface Connection {
  id: string;
  /** For people. */
  name: string;
  /** Asks the provider for its models: id -> what it says of it, in the order to show. Null: `known` is all there is, for ever. */
  list: ((signal: AbortSignal) => Promise<Map<string, ListedModel>>) | null;
  /** Equal for connections that get the same list. */
  listKey: string;
  /** Models there are whatever the list says, and those shown while the list cannot be had. */
  known: ModelInfo[];
  /** Whether names beside the known and the listed may be tried. */
  takesAnyName: boolean;
  /** What can be said of a model by its name; `listed` is its entry in the provider's list. */
  describe(modelId: string, listed?: ListedModel): ModelInfo;
  model(modelId: string, info: ModelInfo): ResolvedModel;
}
