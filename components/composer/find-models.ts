/** Owns: which models a search shows, and under which connection. */
import type { ModelInfo } from "#lib/models/model.ts";
import { isAlwaysThinking } from "./always-thinking.ts";

export interface ModelGroup {
  /** The connection's; null: the favourites of all connections. */
  id: string | null;
  name: string;
  models: ModelInfo[];
}

/**
 * The models whose name, id or connection has every word of `query`: first the favourites in the order they were marked, then
 * the others by connection in their given order.
 */
export function findModels(models: readonly ModelInfo[], query: string, favouriteIds: readonly string[] = []): ModelGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const places = new Map(favouriteIds.map((id, place) => [id, place]));
  const favourites: ModelGroup = { id: null, name: "Favourites", models: [] };
  const groups = new Map<string, ModelGroup>();
  for (const model of models) {
    const text = `${model.name} ${model.id} ${model.connection.name}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    if (places.has(model.id)) {
      favourites.models.push(model);
      continue;
    }
    const { id, name } = model.connection;
    const group = groups.get(id) ?? { id, name, models: [] };
    group.models.push(model);
    groups.set(id, group);
  }
  favourites.models.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  return favourites.models.length > 0 ? [favourites, ...groups.values()] : [...groups.values()];
}

/** What it can do, in a few words: `always thinks, 4 efforts, 400 K context, tools, images`. Unknown is left out. */
export function marksOf(model: ModelInfo): string {
  const { reasons, efforts, contextSize, callsTools, seesImages } = model;
  const marks: string[] = [];
  if (isAlwaysThinking(model)) marks.push("always thinks");
  else if (reasons === true) marks.push("thinks");
  if (reasons === false) marks.push("answers at once");
  if (efforts.length > 1) marks.push(`${efforts.length} efforts`);
  if (contextSize !== null) marks.push(`${formatTokens(contextSize)} context`);
  if (callsTools === true) marks.push("tools");
  if (seesImages === true) marks.push("images");
  return marks.join(", ");
}

function formatTokens(count: number): string {
  if (count >= 1_000_000) return `${Number((count / 1_000_000).toFixed(1))} M`;
  return count >= 1000 ? `${Math.round(count / 1000)} K` : String(count);
}
