/** Owns: the rows of the list of models, one after the other, with their heights. Pure. */
import type { ModelInfo } from "#lib/models/model.ts";
import type { ModelGroup } from "./find-models.ts";
import type { NameOffer } from "./name-offers.ts";

export type ModelRow =
  | { kind: "none"; id: ""; name: string }
  | { kind: "heading"; id: string; name: string }
  /** `place`: among all that can be chosen, from 0. */
  | { kind: "model"; id: string; model: ModelInfo; place: number; isFromFavourites: boolean }
  /** A name that no list holds. */
  | ({ kind: "offer"; id: string; place: number } & NameOffer);

export const rowHeights = { none: 40, heading: 30, model: 46, offer: 46 } as const;

/** `none`: the name of a first row for no model; `offers`: what the list ends with. */
export function modelRows(groups: readonly ModelGroup[], none: string | null, offers: readonly NameOffer[] = []): ModelRow[] {
  const rows: ModelRow[] = none === null ? [] : [{ kind: "none", id: "", name: none }];
  let place = rows.length;
  for (const group of groups) {
    rows.push({ kind: "heading", id: `heading ${group.id ?? ""}`, name: group.name });
    for (const model of group.models) {
      rows.push({ kind: "model", id: model.id, model, place, isFromFavourites: group.id === null });
      place += 1;
    }
  }
  if (offers.length > 0) rows.push({ kind: "heading", id: "heading of offers", name: "Not in the lists" });
  for (const offer of offers) {
    rows.push({ kind: "offer", ...offer, place });
    place += 1;
  }
  return rows;
}
