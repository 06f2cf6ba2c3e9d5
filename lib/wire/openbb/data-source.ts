/** Owns: one thing asked of a widget, as Workspace reads it. */
import { z } from "zod";

export interface DataSource {
  widget_uuid?: string;
  origin: string;
  /** Of the widget, beside its uuid. */
  id: string;
  input_args: Record<string, unknown>;
}

const schema = z.object({
  widget_uuid: z.string().optional().catch(undefined),
  origin: z.string(),
  id: z.string(),
  input_args: z.record(z.string(), z.unknown()).catch({}),
});

export const widgetDataFunctions: ReadonlySet<string> = new Set(["get_widget_data", "get_extra_widget_data"]);

/** Of the arguments of a function that fetches data; what does not fit keeps its place as null. */
export function dataSourcesOf(args: Record<string, unknown>): (DataSource | null)[] {
  const sources = Array.isArray(args.data_sources) ? args.data_sources : [];
  return sources.map((source) => {
    const parsed = schema.safeParse(source);
    if (!parsed.success) return null;
    const { widget_uuid, ...rest } = parsed.data;
    return widget_uuid === undefined ? rest : { widget_uuid, ...rest };
  });
}
