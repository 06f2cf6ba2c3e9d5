/** Owns: what a function that Workspace ran brought back, as text for the model. */
import { textOfItem } from "./file-text.ts";
import type { DataItem } from "./query-request.ts";
import { cutText } from "./shorten.ts";

export interface ToolData {
  text: string;
  /** Nothing of it succeeded. */
  isError: boolean;
}

/** Letters of one result. */
const mostLetters = 400_000;

/** `entries`: one for each thing asked for, in the shapes of `wire` 1.3. */
export function sayToolData(entries: readonly unknown[]): ToolData {
  if (entries.length === 0) return { text: "[Workspace sent no data.]", isError: false };
  const said = entries.map(sayEntry);
  const text = said.map((each) => each.text).join("\n\n");
  return { text: cutText(text, mostLetters), isError: said.every((each) => each.isError) };
}

function sayEntry(entry: unknown): ToolData {
  if (typeof entry !== "object" || entry === null) return { text: jsonOf(entry), isError: false };
  if ("error_type" in entry) {
    const content = "content" in entry ? entry.content : undefined;
    return { text: `Failed (${textOf(entry.error_type)}): ${textOf(content)}`, isError: true };
  }
  if ("items" in entry && Array.isArray(entry.items)) {
    const texts = entry.items.map((item) => textOfItem(asItem(item)).text);
    return { text: texts.length === 0 ? "[There is no data.]" : texts.join("\n"), isError: false };
  }
  if ("status" in entry && typeof entry.status === "string") {
    const skill = "data" in entry ? skillOf(entry.data) : null;
    if (skill !== null) return { text: skill, isError: false };
    const parts = [entry.status, "message" in entry ? entry.message : null, "data" in entry ? entry.data : null];
    const text = parts
      .filter((part) => part !== null && part !== undefined)
      .map(textOf)
      .join("\n");
    return { text, isError: entry.status === "error" };
  }
  return { text: jsonOf(entry), isError: false };
}

/** `get_skill_content` answers with the skill itself. */
function skillOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("skill" in data)) return null;
  const { skill } = data;
  if (typeof skill !== "object" || skill === null || !("contentMarkdown" in skill)) return null;
  return typeof skill.contentMarkdown === "string" ? skill.contentMarkdown : null;
}

function asItem(item: unknown): DataItem {
  if (typeof item !== "object" || item === null) return { content: item };
  const { content, url, data_format: format } = item as Record<string, unknown>;
  return {
    content,
    url: typeof url === "string" ? url : null,
    data_format: typeof format === "object" && format !== null ? (format as Record<string, unknown>) : null,
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : jsonOf(value);
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? "";
}
