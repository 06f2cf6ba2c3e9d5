/** Owns: the models that a person may choose, with what they cost. */
import type { Viewer } from "#lib/core/viewer.ts";
import { type Catalog, readCatalog } from "#lib/models/catalog.ts";
import { kindAt, type OwnPrices, priceOf } from "#lib/models/cost.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import { readModelId, resolveModel, unknownModel } from "#lib/models/resolve.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { Price } from "#lib/reasoning/event.ts";
import { readSettings } from "#lib/settings/store.ts";
import { connectionsOf, type ViewerConnection } from "./of-viewer.ts";

const locked = {
  message: "The key of this connection cannot be opened with this installation's secret.",
  suggestion: "Enter the key again in the settings.",
};

export interface CatalogOfViewer extends Catalog {
  /** What the list says, by model id, of models that have a price of the owner's own. */
  listPrices: Record<string, Price>;
}

/** The models of every connection that is on, and why some could not be listed. `isFresh`: the providers are asked now. */
export async function readCatalogOf(viewer: Viewer, { isFresh = false }: { isFresh?: boolean } = {}): Promise<CatalogOfViewer> {
  const [all, { prices }] = await Promise.all([connectionsOf(viewer), readSettings(viewer)]);
  const ready = all.flatMap((one) => (one.state === "ready" && one.connection ? [one.connection] : []));
  const { models, connections, problems } = await readCatalog(ready, { isFresh });
  const lockedOnes = all.filter((one) => one.state === "locked");
  return {
    models: models.map((info) => withPrice(info, all, prices)),
    connections,
    problems: [...lockedOnes.map(({ id, name }) => ({ connectionId: id, name, ...locked })), ...problems],
    listPrices: listPricesOf(models, all, prices),
  };
}

/** The connected providers' models first, the built-in model always. Never fails for a provider that does. */
export async function listModelsOf(viewer: Viewer): Promise<ModelInfo[]> {
  return (await readCatalogOf(viewer)).models;
}

/** `id` is `connection/model`. Throws AppError `model-unknown`, saying why where that is known. */
export async function resolveModelOf(viewer: Viewer, id: string): Promise<ResolvedModel> {
  const [all, { prices }] = await Promise.all([connectionsOf(viewer), readSettings(viewer)]);
  const one = all.find((each) => each.id === readModelId(id)?.connectionId);
  if (one?.state === "locked") throw unknownModel(locked);
  if (one?.state === "disabled") {
    const suggestion = "Turn it on in the settings, or choose another model.";
    throw unknownModel({ message: `The connection ${one.name} is turned off.`, suggestion });
  }
  const model = await resolveModel(id, one?.connection ? [one.connection] : []);
  return { ...model, info: withPrice(model.info, all, prices) };
}

function withPrice(info: ModelInfo, all: readonly ViewerConnection[], own: OwnPrices): ModelInfo {
  const address = readModelId(info.id);
  const config = all.find(({ id }) => id === address?.connectionId)?.config;
  if (address === null) return info;
  return { ...info, price: priceOf(config ? kindAt(config.baseUrl) : null, address.modelId, own[info.id]) };
}

function listPricesOf(models: readonly ModelInfo[], all: readonly ViewerConnection[], own: OwnPrices): Record<string, Price> {
  const prices: Record<string, Price> = {};
  for (const info of models) {
    const price = Object.hasOwn(own, info.id) ? withPrice(info, all, {}).price : null;
    if (price !== null) prices[info.id] = price;
  }
  return prices;
}
