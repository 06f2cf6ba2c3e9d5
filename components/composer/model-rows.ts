/** Owns: the rows of the list of models, one after the other, with their heights. Pure. */
import type { ModelInfo } from "#lib/models/model.ts";
import type { ModelGroup } from "./find-models.ts";

export type ModelRow =
  | { kind: "none"; id: ""; name: string }
  | { kind: "heading"; id: string; name: string }
  /** `place`: among all that can be chosen, from 0. */
  | { kind: "model"; id: string; model: ModelInfo; place: number; isFromFavourites: boolean };

export const rowHeights = { none: 40, heading: 30, model: 46 } as const;

/** `none`: the name of a first row for no model. */
export function modelRows(groups: readonly ModelGroup[], none: string | null): ModelRow[] {
  const rows: ModelRow[] = none === null ? [] : [{ kind: "none", id: "", name: none }];
  let place = rows.length;
  for (const group of groups) {
    rows.push({ kind: "heading", id: `heading ${group.id ?? ""}`, name: group.name });
    for (const model of group.models) {
      rows.push({ kind: "model", id: model.id, model, place, isFromFavourites: group.id === null });
      place += 1;
    }
  }
  return rows;
}
