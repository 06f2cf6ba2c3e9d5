/**
 * Owns: the shape of what OpenBB Workspace posts, as far as it is read here. What is not named is dropped, which is how the keys of
 * providers (`api_keys`) and of tool servers (`auth_token`) get no further than this.
 */
import { z } from "zod";
import { readWorkspaceOptions } from "./workspace-options.ts";

/** A value that is there and not what it should be counts as absent: other versions send other things. */
const text = z.string().nullish().catch(null);
const anything = z.unknown().optional();
const record = z.record(z.string(), z.unknown());
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish().catch(null);

const widgetParam = z.object({
  name: z.string(),
  type: text,
  description: text,
  default_value: anything,
  current_value: anything,
  multi_select: z.boolean().nullish().catch(null),
  options: list(z.unknown()),
  get_options: z.boolean().nullish().catch(null),
});

const widget = z.object({
  uuid: text,
  origin: z.string(),
  widget_id: z.string(),
  name: text,
  description: text,
  params: list(widgetParam),
  category: text,
  sub_category: text,
  source: text,
  columns: list(z.unknown()),
});

/** A list of which what does not fit is left out. */
function fitting<T extends z.ZodType>(item: T) {
  return z
    .array(z.unknown())
    .nullish()
    .catch(null)
    .transform((items) =>
      (items ?? []).flatMap((each): z.output<T>[] => {
        const parsed = item.safeParse(each);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

const dataItem = z.object({
  content: anything,
  url: text,
  data_format: record.nullish().catch(null),
});

const contextItem = z
  .object({
    name: text,
    description: text,
    content: anything,
    data: z
      .object({ items: fitting(dataItem) })
      .nullish()
      .catch(null),
    metadata: record.nullish().catch(null),
  })
  .nullish();

const message = z.object({
  role: z.string(),
  content: anything,
  agent_id: text,
  function: text,
  input_arguments: record.nullish().catch(null),
  data: list(z.unknown()),
  extra_state: anything,
});

const tool = z.object({
  server_id: text,
  name: z.string().min(1),
  description: text,
  input_schema: record.nullish().catch(null),
});

const document = z.object({
  name: z.string(),
  format: text,
  content_b64: text,
  url: text,
});

const tab = z.object({
  tab_id: text,
  widgets: fitting(z.object({ widget_uuid: text, name: text })),
});

const workspaceState = z.object({
  current_page_context: text,
  current_dashboard_info: z
    .object({ name: text, current_tab_id: text, tabs: fitting(tab) })
    .nullish()
    .catch(null),
  action_history: list(z.string()),
});

export const queryRequest = z.object({
  messages: z.array(message).min(1, "is empty"),
  context: fitting(contextItem),
  widgets: z
    .object({ primary: fitting(widget), secondary: fitting(widget), extra: fitting(widget) })
    .nullish()
    .catch(null),
  urls: fitting(z.string()),
  force_web_search: z.boolean().nullish().catch(null),
  timezone: text,
  workspace_state: workspaceState.nullish().catch(null),
  workspace_options: anything.transform(readWorkspaceOptions),
  tools: fitting(tool),
  skills_catalog: fitting(z.object({ slug: z.string().min(1), description: text })),
  selected_skills: fitting(z.object({ slug: z.string().min(1), description: text, contentMarkdown: z.string() })),
  documents: fitting(document),
  model: text,
});

export type QueryRequest = z.output<typeof queryRequest>;
export type QueryMessage = QueryRequest["messages"][number];
export type QueryWidget = z.output<typeof widget>;
export type WidgetParam = z.output<typeof widgetParam>;
export type DataItem = z.output<typeof dataItem>;
