/** Owns: what Workspace tells beside the question, each piece in words and within bounds. Pure. */
import { textOfFile, textOfItem } from "./file-text.ts";
import type { QueryRequest } from "./query-request.ts";
import { cutText, oneLine } from "./shorten.ts";

/** Letters of one piece, and of all of a kind. */
const mostOfOne = 60_000;
const mostOfKind = 160_000;

export function saySkills({ selected_skills: skills }: QueryRequest): string | null {
  if (skills.length === 0) return null;
  const blocks = skills.map(({ slug, contentMarkdown }) => block("skill", { name: slug }, contentMarkdown));
  return bounded(["The person chose these skills for this question. Do as they say.", ...blocks]);
}

export function sayCatalog({ skills_catalog: catalog, selected_skills: chosen }: QueryRequest): string | null {
  const others = catalog.filter(({ slug }) => chosen.every((skill) => skill.slug !== slug));
  if (others.length === 0) return null;
  const lines = others.slice(0, 200).map(({ slug, description }) => `- ${slug}: ${oneLine(description ?? "", 300)}`);
  return ["Skills whose instructions get_skill_content brings, to be used where one fits the question:", ...lines].join("\n");
}

export function sayContext({ context }: QueryRequest): string | null {
  const blocks = context.flatMap((item) => {
    if (!item) return [];
    const items = item.data?.items ?? (item.content === undefined || item.content === null ? [] : [{ content: item.content }]);
    const text = items.map((each) => textOfItem(each).text).join("\n");
    if (text === "") return [];
    return [block("context", { name: item.name ?? "untitled", about: item.description ?? undefined }, text)];
  });
  return blocks.length === 0 ? null : bounded(["Data that the person added to the chat, or that was made in it:", ...blocks]);
}

export function sayDocuments({ documents }: QueryRequest): string | null {
  const blocks = documents.map(({ name, format, content_b64: content, url }) => {
    const type = format ?? "txt";
    const read = content
      ? textOfFile({ content, isEncoded: true, type, name })
      : textOfItem({ content: null, url, data_format: { data_type: type, filename: name } });
    return block("document", { name }, read.text);
  });
  return blocks.length === 0 ? null : bounded(["Documents that the person attached:", ...blocks]);
}

export function sayDashboard({ workspace_state: state }: QueryRequest): string | null {
  if (!state) return null;
  const { current_dashboard_info: dashboard, current_page_context: page, action_history: history } = state;
  const lines = [
    ...(page ? [`The person is on the page "${oneLine(page, 200)}" of Workspace.`] : []),
    ...(dashboard?.name ? [`The dashboard is called "${oneLine(dashboard.name, 200)}".`] : []),
    ...(dashboard?.tabs ?? []).slice(0, 50).map(({ tab_id: tab, widgets }) => {
      const isOpen = tab !== null && tab === dashboard?.current_tab_id;
      const names = widgets.map(({ name, widget_uuid: id }) => name ?? id ?? "untitled").slice(0, 60);
      return `- Tab "${oneLine(tab ?? "untitled", 100)}"${isOpen ? " (open)" : ""}: ${oneLine(names.join(", "), 1000)}`;
    }),
    ...(history && history.length > 0 ? [`What was done last: ${oneLine(history.slice(-10).join("; "), 1000)}`] : []),
  ];
  return lines.length === 0 ? null : lines.join("\n");
}

export function sayLinks({ urls, force_web_search: mustSearch }: QueryRequest): string | null {
  const lines = [
    ...urls.slice(0, 4).map((url) => `The question names the address ${oneLine(url, 2000)}`),
    ...(mustSearch ? ["The person wants the web to be searched before the answer, if there is a tool for it."] : []),
  ];
  return lines.length === 0 ? null : lines.join("\n");
}

/** A piece whose text cannot end it before its end. */
function block(kind: string, attributes: Record<string, string | undefined>, text: string): string {
  const said = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${oneLine(value, 300).replaceAll('"', "'")}"`],
  );
  const inside = cutText(text, mostOfOne).replace(/<(?=\/(?:skill|context|document)\b)/gi, "<\u200b");
  return `<${kind}${said.join("")}>\n${inside}\n</${kind}>`;
}

/** Whole blocks as far as there is room. */
function bounded(blocks: readonly string[]): string {
  let letters = 0;
  const kept = blocks.filter((each) => {
    letters += each.length;
    return letters <= mostOfKind;
  });
  const left = blocks.length - kept.length;
  return [...kept, ...(left > 0 ? [`[${left} more are left out here.]`] : [])].join("\n");
}
