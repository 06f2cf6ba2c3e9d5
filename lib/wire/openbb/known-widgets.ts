/** Owns: the widgets a request tells of, and finding the one that is meant. Pure. */
import type { QueryRequest, QueryWidget, WidgetParam } from "./query-request.ts";

/** `primary`: chosen by the person. `secondary`: on the dashboard. `extra`: to be had elsewhere. */
export type WidgetGroup = "primary" | "secondary" | "extra";

export interface KnownWidget {
  /** What it is called between the model and us. */
  ref: string;
  group: WidgetGroup;
  name: string;
  widget: QueryWidget;
}

/** In order of how near they are to the person; each once. */
export function knownWidgets({ widgets }: Pick<QueryRequest, "widgets">): KnownWidget[] {
  const known = new Map<string, KnownWidget>();
  for (const group of ["primary", "secondary", "extra"] as const) {
    for (const widget of widgets?.[group] ?? []) {
      const ref = widget.uuid ?? `${widget.origin}/${widget.widget_id}`;
      if (!known.has(ref)) known.set(ref, { ref, group, name: widget.name ?? widget.widget_id, widget });
    }
  }
  return [...known.values()];
}

/** Models shorten what they are told: a name or an id does too where only one widget has it. */
export function findWidget(known: readonly KnownWidget[], wanted: string): KnownWidget | null {
  const exact = known.find(({ ref }) => ref === wanted);
  if (exact) return exact;
  const alike = known.filter(
    ({ name, widget }) => widget.widget_id === wanted || name.toLowerCase() === wanted.trim().toLowerCase(),
  );
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** What the person sees now, or what it begins with, with what is asked for instead. */
export function argumentsOf({ widget }: KnownWidget, asked: Record<string, unknown>): Record<string, unknown> {
  const standing = (widget.params ?? []).flatMap((param) => {
    const value = paramValue(param);
    return value === undefined ? [] : [[param.name, value] as const];
  });
  return { ...Object.fromEntries(standing), ...asked };
}

export function paramValue({ current_value: current, default_value: standard }: WidgetParam): unknown {
  const value = current ?? standard;
  // The agents' kit for Python writes this for a value that is not there.
  return value === null || value === "<<UNDEFINED>>" ? undefined : value;
}
