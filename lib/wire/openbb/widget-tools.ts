/** Owns: fetching data of widgets, and options of their parameters, as tools of the model. Pure. */
import type { ClientTool } from "#lib/reasoning/brief.ts";
import type { DataSource } from "./data-source.ts";
import { type Fit, isRecord } from "./function-fit.ts";
import { argumentsOf, findWidget, type KnownWidget } from "./known-widgets.ts";
import { oneLine } from "./shorten.ts";

const widgetField = { type: "string", description: "The widget as it stands before the = in the list of widgets." };

const fetchSchema = {
  type: "object",
  properties: {
    data_sources: {
      type: "array",
      minItems: 1,
      maxItems: 20,
      items: {
        type: "object",
        properties: {
          widget: widgetField,
          input_args: {
            type: "object",
            description: "Parameters that are to differ from what the widget shows now, by name.",
            additionalProperties: true,
          },
        },
        required: ["widget"],
        additionalProperties: false,
      },
    },
  },
  required: ["data_sources"],
  additionalProperties: false,
};

const optionsSchema = {
  type: "object",
  properties: {
    queries: {
      type: "array",
      minItems: 1,
      maxItems: 20,
      items: {
        type: "object",
        properties: {
          widget: widgetField,
          param: { type: "string", description: "The parameter whose options are wanted." },
          input_args: { type: "object", description: "Values of other parameters it depends on.", additionalProperties: true },
        },
        required: ["widget", "param"],
        additionalProperties: false,
      },
    },
  },
  required: ["queries"],
  additionalProperties: false,
};

/** Those that the widgets of a request make possible. */
export function widgetTools(known: readonly KnownWidget[]): ClientTool[] {
  const isNear = known.some(({ group }) => group !== "extra");
  const isFar = known.some(({ group }) => group === "extra");
  const hasOptions = known.some(({ widget }) => widget.params?.some((param) => param.get_options));
  return [
    ...(isNear ? [fetchTool("get_widget_data", "the chosen widgets and of those on the dashboard")] : []),
    ...(isFar ? [fetchTool("get_extra_widget_data", "widgets that are not on the dashboard")] : []),
    ...(hasOptions
      ? [
          {
            name: "get_params_options",
            description: "Fetches the values that parameters of widgets can take.",
            inputSchema: optionsSchema,
          },
        ]
      : []),
  ];
}

function fetchTool(name: string, whose: string): ClientTool {
  return {
    name,
    description: `Fetches the data of ${whose}. Ask for all the widgets that are needed in one call.`,
    inputSchema: fetchSchema,
  };
}

export function fitFetch(known: readonly KnownWidget[], name: "get_widget_data" | "get_extra_widget_data", args: unknown): Fit {
  const given = isRecord(args) && Array.isArray(args.data_sources) ? args.data_sources : [];
  if (given.length === 0) return { fault: 'Give "data_sources": a list of at least one { "widget", "input_args" }.' };
  const sources: DataSource[] = [];
  const names: string[] = [];
  for (const source of given) {
    const meant = widgetOf(known, source);
    if ("fault" in meant) return meant;
    const { widget, name: title } = meant.widget;
    const input_args = argumentsOf(meant.widget, meant.asked);
    const identity = { origin: widget.origin, id: widget.widget_id };
    sources.push({ ...(widget.uuid ? { widget_uuid: widget.uuid } : {}), ...identity, input_args });
    names.push(title);
  }
  const queries = sources.map(({ widget_uuid, id }) => ({ widget_uuid: widget_uuid ?? id }));
  const about = `Fetching data from OpenBB Workspace: ${oneLine(names.join(", "), 300)}.`;
  return {
    fitting: {
      function: name,
      input_arguments: { data_sources: sources },
      about,
      echo: { summary: about, widget_queries: queries },
    },
  };
}

export function fitOptions(known: readonly KnownWidget[], args: unknown): Fit {
  const given = isRecord(args) && Array.isArray(args.queries) ? args.queries : [];
  if (given.length === 0) return { fault: 'Give "queries": a list of at least one { "widget", "param", "input_args" }.' };
  const queries: Record<string, unknown>[] = [];
  const names: string[] = [];
  for (const query of given) {
    const meant = widgetOf(known, query);
    if ("fault" in meant) return meant;
    const { widget, name } = meant.widget;
    const param = isRecord(query) ? query.param : undefined;
    const params = (widget.params ?? []).map((each) => each.name);
    if (typeof param !== "string" || !params.includes(param)) {
      return { fault: `The widget "${name}" has no such parameter. It has: ${params.join(", ") || "none"}.` };
    }
    queries.push({ origin: widget.origin, id: widget.widget_id, param, options_endpoint_input_args: meant.asked });
    names.push(`${name}, ${param}`);
  }
  const about = `Asking OpenBB Workspace for options: ${oneLine(names.join("; "), 300)}.`;
  return {
    fitting: {
      function: "get_params_options",
      input_arguments: { param_options_queries: queries },
      about,
      echo: { summary: about },
    },
  };
}

function widgetOf(
  known: readonly KnownWidget[],
  asked: unknown,
): { widget: KnownWidget; asked: Record<string, unknown> } | { fault: string } {
  const wanted = isRecord(asked) ? (asked.widget ?? asked.widget_uuid ?? asked.id) : undefined;
  if (typeof wanted !== "string") return { fault: 'Each needs a "widget" as it stands in the list of widgets.' };
  const widget = findWidget(known, wanted);
  if (!widget)
    return { fault: `There is no one widget "${oneLine(wanted, 100)}". Use what stands before the = in the list of widgets.` };
  return { widget, asked: isRecord(asked) && isRecord(asked.input_args) ? asked.input_args : {} };
}
