/** Owns: what a model costs, and what a run did. Pure. A price nobody knows is no price; a count nobody gave makes no cost. */
import type { Cost, Price, Usage } from "#lib/reasoning/event.ts";
import { priceLists } from "./prices.ts";
import { type ProviderKind, providerKinds } from "./provider-kinds.ts";

/** The owner's own prices by the model's whole id, `connection/model`. US dollars per million tokens. */
export type OwnPrices = Record<string, Omit<Price, "from" | "upToInput">>;

/** Whose price list holds at this address: only the provider's own. */
export function kindAt(baseUrl: string): ProviderKind | null {
  const host = URL.parse(baseUrl)?.host;
  const kinds = Object.keys(providerKinds) as ProviderKind[];
  return kinds.find((kind) => hostOf(kind) === host && host !== undefined) ?? null;
}

function hostOf(kind: ProviderKind): string | undefined {
  const { baseUrl } = providerKinds[kind];
  return baseUrl === null ? undefined : URL.parse(baseUrl)?.host;
}

/** The owner's price, else the list's; null when there is none. `modelId`: as the provider calls it. */
export function priceOf(kind: ProviderKind | null, modelId: string, own: OwnPrices[string] | undefined): Price | null {
  if (own !== undefined) return { ...own, from: "owner" };
  const bare = modelId.replace(/^models\//, "");
  for (const name of [bare, bare.replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, "")]) {
    const list = (kind && priceLists[kind])?.find(({ models }) => Object.hasOwn(models, name));
    const row = list?.models[name];
    if (list === undefined || row === undefined) continue;
    const [input, cachedInput, output, upToInput] = row;
    return { input, output, cachedInput, asOf: list.asOf, from: "list", ...(upToInput !== undefined && { upToInput }) };
  }
  return null;
}

/**
 * Null when a count or a price that it needs is not known, or when the price does not hold for so much input. `largestInput`: of
 * one model call, where the usage is of several.
 */
export function costOf(usage: Usage, price: Price | null, largestInput = usage.input): Cost | null {
  const { input, output } = usage;
  if (price === null || input === null || output === null || largestInput === null) return null;
  if (price.upToInput !== undefined && largestInput > price.upToInput) return null;
  const cached = price.cachedInput === null ? 0 : usage.cached;
  if (cached === null || cached > input) return null;
  const amount = (input - cached) * price.input + cached * (price.cachedInput ?? 0) + output * price.output;
  return { amount: amount / 1_000_000, price };
}
