/** Owns: which connections can be asked for what was typed, as the name of a model that no list holds. Pure. */
import { isModelName } from "#lib/core/model-name.ts";
import type { CatalogConnection } from "#lib/models/catalog.ts";
import type { ModelInfo } from "#lib/models/model.ts";

export interface NameOffer {
  /** Of the model. */
  id: string;
  name: string;
  /** For people. */
  connectionName: string;
}

const mostOffers = 4;

/** First those connections whose list could not be had; none that lists a model of this name already. */
export function nameOffers(models: readonly ModelInfo[], connections: readonly CatalogConnection[], query: string): NameOffer[] {
  const name = query.trim();
  if (!isModelName(name)) return [];
  const listing = new Set(
    models.flatMap(({ id, name: title, connection }) =>
      title === name || id === `${connection.id}/${name}` ? connection.id : [],
    ),
  );
  return connections
    .filter(({ id, unlisted }) => unlisted !== null && !listing.has(id))
    .sort((a, b) => Number(a.isListed) - Number(b.isListed))
    .slice(0, mostOffers)
    .map(({ id, name: connectionName }) => ({ id: `${id}/${name}`, name, connectionName }));
}
