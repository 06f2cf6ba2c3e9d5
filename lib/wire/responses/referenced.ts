/** Owns: what of a stored run a client means by an id of ours. */
import { AppError } from "#lib/core/errors.ts";
import type { View } from "#lib/reasoning/view.ts";
import { partIdOut, readPartId } from "../ids.ts";
import type { InputItem } from "./input-item.ts";

/** An item of the request with where in it it stands, and the run it came from where it says so. */
export interface PlacedItem {
  item: Exclude<InputItem, { kind: "reference" }>;
  field: string;
  runId: string | null;
}

/** What a sealed thought says of itself, once it was opened. */
export type OpenSealed = (sealed: string) => { runId: string } | null;

/** The run an id of ours names; null: it is none of ours. */
function runOfItemId(id: string): string | null {
  return (readPartId("message", id) ?? readPartId("reasoning", id) ?? readPartId("functionCall", id))?.runId ?? null;
}

/** Runs whose Views are needed to understand these items. */
export function referencedRuns(items: readonly InputItem[]): string[] {
  const ids = items.flatMap((item) => (item.kind === "reference" ? (runOfItemId(item.id) ?? []) : []));
  return [...new Set(ids)];
}

/** `views`: of the runs that whoever asks may see. Throws AppError bad-request for a reference that leads nowhere. */
export function placeItems(items: readonly InputItem[], views: ReadonlyMap<string, View>, openSealed: OpenSealed): PlacedItem[] {
  return items.map((item, index) => {
    const field = `input.${index}`;
    switch (item.kind) {
      case "reference":
        return { item: resolve(item.id, views, field), field, runId: runOfItemId(item.id) };
      case "reasoning": {
        const sealed = item.sealed === null ? null : openSealed(item.sealed);
        return { item, field, runId: sealed?.runId ?? (item.id === null ? null : runOfItemId(item.id)) };
      }
      case "message":
        return { item, field, runId: item.id === null ? null : runOfItemId(item.id) };
      case "call":
      case "result":
        return { item, field, runId: readPartId("call", item.callId)?.runId ?? null };
      default:
        return item satisfies never;
    }
  });
}

function resolve(id: string, views: ReadonlyMap<string, View>, field: string): PlacedItem["item"] {
  const view = views.get(runOfItemId(id) ?? "");
  if (view === undefined) throw nowhere(id, field);
  // A thought may be one that this key does not get to see: that its run is known is enough.
  if (readPartId("reasoning", id)) return { kind: "reasoning", id, sealed: null };
  const message = readPartId("message", id);
  const call = readPartId("functionCall", id);
  for (const part of view.parts) {
    if (part.kind === "text" && part.id === message?.partId) {
      return { kind: "message", role: "assistant", id, text: part.text, imageUrls: [] };
    }
    if (part.kind === "tool" && part.isClients && part.id === call?.partId) {
      const callId = partIdOut("call", call);
      return { kind: "call", id, callId, name: part.name, args: part.args };
    }
  }
  throw nowhere(id, field);
}

function nowhere(id: string, field: string): AppError {
  const name = JSON.stringify(id.length > 80 ? `${id.slice(0, 80)}…` : id);
  return new AppError("bad-request", {
    field,
    message: `There is no stored item ${name} for this key.`,
    suggestion: "Send the items themselves instead of references: use store:false.",
  });
}
