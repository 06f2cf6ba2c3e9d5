/** Owns: an HTML page as its main text in Markdown. Costs time and memory by the page's size: see `extract-apart.ts`. */
import { withoutInvisible } from "#lib/tools/net/quote-foreign.ts";
import { findMainContent } from "./main-content.ts";
import { parsePage } from "./page-document.ts";
import { mergeFacts, type PageFacts, readFacts } from "./page-facts.ts";
import { toMarkdown } from "./page-markdown.ts";

export interface ExtractedPage extends PageFacts {
  /** `""`: the page has no text. */
  markdown: string;
  /** False: the page is links and little else, and all of it is here. */
  hasMainText: boolean;
  /** The page goes on where reading it ended. */
  isCut: boolean;
}

export function extractPage(html: string, url: string): ExtractedPage {
  const { document, isCut } = parsePage(html, url);
  const own = readFacts(document);
  const { content, article } = findMainContent(document);
  const markdown = content ? withoutInvisible(toMarkdown(content.root)).trim() : "";
  return { ...mergeFacts(own, article), markdown, hasMainText: content?.hasMainText ?? false, isCut };
}
