/** Owns: widgets in words for the model. Pure. */
import { type KnownWidget, paramValue, type WidgetGroup } from "./known-widgets.ts";
import type { WidgetParam } from "./query-request.ts";
import { oneLine } from "./shorten.ts";

const headings: Record<WidgetGroup, string> = {
  primary: "Widgets that the person chose for this question:",
  secondary: "Widgets on the dashboard:",
  extra: "Other widgets that can be fetched from:",
};

/** Of one group, and letters of all. */
const mostWidgets = 150;
const mostLetters = 80_000;

/** Null: there are none. `question`: what there is no room for is what it has least to do with. */
export function sayWidgets(known: readonly KnownWidget[], question: string): string | null {
  const lines: string[] = [];
  let letters = 0;
  for (const group of ["primary", "secondary", "extra"] as const) {
    const all = known.filter((each) => each.group === group);
    const said = nearest(all, question)
      .slice(0, mostWidgets)
      .map(sayWidget)
      .filter((line) => {
        letters += line.length;
        return letters <= mostLetters;
      });
    if (said.length > 0) lines.push(headings[group], ...said);
    if (said.length < all.length) lines.push(`(${all.length - said.length} more are not listed here.)`);
  }
  return lines.length === 0 ? null : lines.join("\n");
}

function nearest(widgets: readonly KnownWidget[], question: string): KnownWidget[] {
  if (widgets.length <= mostWidgets) return [...widgets];
  const words = new Set(question.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []);
  const rank = ({ name, widget }: KnownWidget) => {
    const about = widget.description?.slice(0, 2000);
    const text = [name, about, widget.category, widget.sub_category, widget.widget_id].join(" ").toLowerCase();
    return [...words].filter((word) => text.includes(word)).length;
  };
  const ranked = widgets.map((widget) => ({ widget, rank: rank(widget) }));
  return ranked.sort((a, b) => b.rank - a.rank).map(({ widget }) => widget);
}

function sayWidget({ ref, name, widget }: KnownWidget): string {
  const place = [widget.source ?? widget.origin, widget.category, widget.sub_category].filter(Boolean).join(", ");
  const about = widget.description ? `: ${oneLine(widget.description, 300)}` : "";
  const columns = (widget.columns ?? []).filter((column) => typeof column === "string");
  return [
    `- ${ref} = "${oneLine(name, 120)}" (${oneLine(place, 120)})${about}`,
    ...(columns.length > 0 ? [`  columns: ${oneLine(columns.join(", "), 300)}`] : []),
    ...(widget.params ?? []).slice(0, 30).map((param) => `  - ${sayParam(param)}`),
  ].join("\n");
}

function sayParam(param: WidgetParam): string {
  const { name, type, description, options, multi_select: takesMany, get_options: hasOptions } = param;
  const value = paramValue(param);
  const choices = (options ?? []).slice(0, 25).map(sayOption);
  const more = (options?.length ?? 0) - choices.length;
  return [
    `${oneLine(name, 80)}${type ? ` (${type}${takesMany ? ", several" : ""})` : ""}`,
    ...(value === undefined ? [] : [`now ${oneLine(JSON.stringify(value) ?? "", 120)}`]),
    ...(description ? [oneLine(description, 160)] : []),
    ...(choices.length > 0 ? [`one of ${oneLine(choices.join(", "), 500)}${more > 0 ? ` and ${more} more` : ""}`] : []),
    ...(hasOptions ? ["its options can be asked for"] : []),
  ].join("; ");
}

function sayOption(option: unknown): string {
  if (typeof option === "object" && option !== null && "value" in option) return String(option.value);
  return typeof option === "string" ? option : (JSON.stringify(option) ?? "");
}
