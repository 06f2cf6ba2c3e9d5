/** Owns: tables. Those of data become Markdown tables, those that only lay a page out become what is in their cells. */
import type TurndownService from "turndown";
import { descendants, nameOf } from "./walk.ts";

/** Never in a page's text: control characters are taken out of it before. */
const cellStart = "\u0001";
const cellEnd = "\u0002";
const rowEnd = "\u0003";

const mostColumns = 50;
const layoutContent = new Set("table pre ul ol dl blockquote h1 h2 h3 h4 h5 h6 form article section".split(" "));

export function addTableRules(service: TurndownService): void {
  service.addRule("cell", { filter: ["td", "th"], replacement: (content, node) => cell(content, node as Element) });
  service.addRule("row", { filter: "tr", replacement: (content) => content + rowEnd });
  service.addRule("rows", { filter: ["thead", "tbody", "tfoot"], replacement: (content) => content });
  service.addRule("table", { filter: "table", replacement: (content, node) => table(content, isLayout(node as Element)) });
}

function cell(content: string, element: Element): string {
  const span = Math.min(Number.parseInt(element.getAttribute("colspan") ?? "1", 10) || 1, mostColumns);
  return cellStart + content + cellEnd + (cellStart + cellEnd).repeat(Math.max(0, span - 1));
}

function isLayout(element: Element): boolean {
  const role = element.getAttribute("role");
  if (role === "presentation" || role === "none") return true;
  for (const { node } of descendants(element)) if (layoutContent.has(nameOf(node))) return true;
  return false;
}

function table(content: string, isLaidOut: boolean): string {
  const first = content.indexOf(cellStart);
  if (first < 0) return `\n\n${content.replaceAll(rowEnd, "\n")}\n\n`;
  const caption = content.slice(0, first).trim();
  const rows = content
    .slice(first)
    .split(rowEnd)
    .map((row) =>
      row
        .split(cellStart)
        .slice(1)
        .map((each) => (each.split(cellEnd)[0] ?? "").trim()),
    )
    .map((row) => row.slice(0, row.findLastIndex((each) => each !== "") + 1))
    .filter((row) => row.length > 0);
  const width = Math.min(Math.max(0, ...rows.slice(0, 1000).map((row) => row.length)), mostColumns);
  const before = caption ? `\n\n${caption}` : "";
  if (isLaidOut || width < 2) return `${before}\n\n${rows.map((row) => row.filter(Boolean).join("\n\n")).join("\n\n")}\n\n`;
  const lines = rows.map((row) => line(row, width));
  return `${before}\n\n${[lines[0], `|${" --- |".repeat(width)}`, ...lines.slice(1)].join("\n")}\n\n`;
}

function line(row: string[], width: number): string {
  const cells = Array.from({ length: width }, (_, at) => (row[at] ?? "").replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|"));
  return `| ${cells.join(" | ")} |`;
}
