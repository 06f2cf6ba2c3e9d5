/** Owns: a tree of a page as Markdown in which the page's own characters stay text. */
import TurndownService from "turndown";
import { codeBlock } from "./code-block.ts";
import { addTableRules } from "./table-markdown.ts";
import { nameOf } from "./walk.ts";

export function toMarkdown(root: Element): string {
  const service = new TurndownService({
    headingStyle: "atx",
    codeBlockStyle: "fenced",
    bulletListMarker: "-",
    emDelimiter: "*",
    hr: "---",
  });
  service.escape = escapeText;
  service.addRule("code block", { filter: "pre", replacement: (_, node) => codeBlock(node as Element) });
  service.addRule("picture", {
    filter: "img",
    replacement: (_, node) => escapeText(oneLine((node as Element).getAttribute("alt") ?? "")),
  });
  service.addRule("link", { filter: "a", replacement: (content, node) => link(content, node as Element) });
  service.addRule("item", { filter: "li", replacement: (content, node) => item(content, node as Element) });
  service.addRule("struck", { filter: ["del", "s"], replacement: (content) => (content ? `~~${content}~~` : "") });
  service.addRule("none", { filter: ["script", "title", "meta", "link"], replacement: () => "" });
  addTableRules(service);
  return service.turndown(root as HTMLElement);
}

/** Tags become text, and so does what would begin a block or a link, emphasis or code. */
function escapeText(text: string): string {
  return text
    .replace(/[\\`*]|<(?=[a-z/!?])|\](?=\()|\b_|_\b/gi, "\\$&")
    .replace(/^(\s{0,3})(#{1,6}(?=\s)|>|[-+](?=\s)|={3,}|~{3,})/, "$1\\$2")
    .replace(/^(\s{0,3}\d{1,9})([.)])(?=\s)/, "$1\\$2");
}

/** A link on whole blocks becomes one on their words. Marks beside headings that only lead to themselves are left out. */
function link(content: string, element: Element): string {
  const words = oneLine(content.replace(/^[#>\s-]{1,9}(?=\s)/gm, ""));
  const href = element.getAttribute("href");
  if (!words || /^(?:\\?#|¶|§|🔗)$/u.test(words)) return "";
  return href ? `[${words}](${href.replace(/\(/g, "%28").replace(/\)/g, "%29")})` : content;
}

function item(content: string, element: Element): string {
  const number = nameOf(element.parentNode ?? element) === "ol" ? element.getAttribute("data-number") : null;
  const marker = number === null ? "- " : `${number}. `;
  const body = content.trim().replace(/\n(?=[^\n])/g, `\n${" ".repeat(marker.length)}`);
  return `${marker}${body}${element.nextSibling ? "\n" : ""}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
