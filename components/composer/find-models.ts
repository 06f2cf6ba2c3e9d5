/** Owns: which models a search shows, and under which connection. */
import type { ModelInfo } from "#lib/models/model.ts";

export interface ModelGroup {
  name: string;
  models: ModelInfo[];
}

/** The models whose name, id or connection has every word of `query`, grouped by connection in their given order. */
export function findModels(models: readonly ModelInfo[], query: string): ModelGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, ModelGroup>();
  for (const model of models) {
    const text = `${model.name} ${model.id} ${model.connection.name}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const group = groups.get(model.connection.id) ?? { name: model.connection.name, models: [] };
    group.models.push(model);
    groups.set(model.connection.id, group);
  }
  return [...groups.values()];
}

/** What it can do, in a few words: `thinks, 5 efforts, 400 K context`. Unknown is left out. */
export function marksOf({ reasons, efforts, contextSize }: ModelInfo): string {
  const marks: string[] = [];
  if (reasons === true) marks.push("thinks");
  if (reasons === false) marks.push("answers at once");
  if (efforts.length > 1) marks.push(`${efforts.length} efforts`);
  if (contextSize !== null) marks.push(`${formatTokens(contextSize)} context`);
  return marks.join(", ");
}

function formatTokens(count: number): string {
  if (count >= 1_000_000) return `${Number((count / 1_000_000).toFixed(1))} M`;
  return count >= 1000 ? `${Math.round(count / 1000)} K` : String(count);
}
