/** Owns: what an answer drew on, as citations. Pure. */
import type { Part } from "#lib/reasoning/view.ts";
import type { DataSource } from "./data-source.ts";
import { derivedUuid } from "./derived-uuid.ts";
import type { Citation } from "./event.ts";
import type { KnownWidget } from "./known-widgets.ts";
import { oneLine } from "./shorten.ts";

const mostCitations = 50;
const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Widgets whose data was fetched, then pages; each once. */
export function citationsOf(
  runId: string,
  { parts, fetched, widgets }: { parts: readonly Part[]; fetched: readonly DataSource[]; widgets: readonly KnownWidget[] },
): Citation[] {
  const found = new Map<string, Citation>();
  const add = (key: string, citation: Omit<Citation, "id">) => {
    if (!found.has(key)) found.set(key, { id: derivedUuid(runId, key), ...citation });
  };
  for (const source of fetched) {
    add(`widget ${source.origin} ${source.id} ${JSON.stringify(source.input_args)}`, {
      source_info: widgetSource(source, widgets),
    });
  }
  for (const part of parts) {
    if (part.kind !== "source") continue;
    const name = oneLine(part.title ?? hostOf(part.url), 200);
    const link = oneLine(part.url, 2000);
    add(`web ${part.url}`, {
      source_info: { type: "web", name, metadata: { link }, citable: true },
      details: [{ Title: name, Link: link }],
    });
  }
  return [...found.values()].slice(0, mostCitations);
}

function widgetSource(source: DataSource, widgets: readonly KnownWidget[]): Citation["source_info"] {
  const { widget_uuid: uuid, origin, id, input_args } = source;
  const known = widgets.find(({ widget }) => (uuid ? widget.uuid === uuid : widget.origin === origin && widget.widget_id === id));
  const description = known?.widget.description;
  return {
    type: "widget",
    ...(uuid && uuidShape.test(uuid) && { uuid }),
    origin,
    widget_id: id,
    ...(known && { name: known.name }),
    ...(description && { description: oneLine(description, 500) }),
    metadata: { input_args },
    citable: true,
  };
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
