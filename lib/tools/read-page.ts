/** Owns: the tool that reads a page of the web. */
import { z } from "zod";
import { decodeText } from "./net/decode-text.ts";
import { quoteForeign, withoutInvisible } from "./net/quote-foreign.ts";
import { createSafeFetch, type SafeFetch, type WebDocument } from "./net/safe-fetch.ts";
import { extractApart } from "./read-page/extract-apart.ts";
import { isHtml, sniffType, whyNotRead } from "./read-page/page-types.ts";
import { splitParts } from "./read-page/split-parts.ts";
import { defineTool } from "./schema.ts";
import { type Tool, type ToolContext, ToolFailure, type ToolOutput } from "./tool.ts";

const input = z.strictObject({
  url: z.string().min(1).max(4000).describe("The whole address, with https://"),
  part: z.int().min(1).max(10_000).optional().describe("Of a long page: which part, from 1. Default 1."),
});

export type ReadPageInput = z.infer<typeof input>;

/** A page as it is cut into parts. */
interface ReadPage {
  url: string;
  title: string | null;
  /** Theirs: title, author, date and language as the page says them. */
  facts: string[];
  text: string;
  kind: "markdown" | "text";
  /** Ours: what is to be known of this reading. */
  notes: string[];
}

const mostBytes = 5_000_000;
const mostPartBytes = 24_000;
const fetchMs = 20_000;

/** `fetchDocument`: how pages are got; by default only from public addresses. */
export function readPageTool(fetchDocument: SafeFetch = createSafeFetch()): Tool<ReadPageInput> {
  return defineTool<ReadPageInput>({
    name: "read_page",
    title: "Read a web page",
    purpose: "Reads the main text of a page on the public web.",
    description:
      "Reads a page on the public web and returns its main text as Markdown, with links. Text, Markdown and JSON come as they are. Long pages come in numbered parts: ask again with `part` for the next. Cannot read PDFs, pictures, pages behind a login, or pages that only scripts fill.",
    input,
    effect: "read-only",
    timeoutMs: 60_000,
    say: ({ url, part }) => url.replace(/^https?:\/\//i, "").slice(0, 120) + (part && part > 1 ? `, part ${part}` : ""),
    run: (args, context) => read(args, context, fetchDocument),
  });
}

async function read({ url, part = 1 }: ReadPageInput, context: ToolContext, fetchDocument: SafeFetch): Promise<ToolOutput> {
  const { signal } = context;
  const accept = "text/html,application/xhtml+xml,text/markdown;q=0.9,text/plain;q=0.8,application/json;q=0.8,*/*;q=0.5";
  const document = await fetchDocument({ url, signal, timeoutMs: fetchMs, mostBytes, accept, whyNot: whyNotRead });
  const page = await readDocument(document, signal);
  const parts = splitParts(page.text, mostPartBytes);
  const text = parts[part - 1];
  if (text === undefined)
    throw new ToolFailure(`The page has ${parts.length === 1 ? "one part" : `${parts.length} parts`}; there is no part ${part}.`);
  context.source(page.url, page.title);
  const more = part < parts.length ? ` Ask again with part ${part + 1} for the next.` : "";
  const heading = [`Page: ${page.url}`, `Part ${part} of ${parts.length}.${more}`, ...page.notes].join("\n");
  const shown = part === 1 && page.facts.length > 0 ? `${page.facts.join("\n")}\n\n${text}` : text;
  return { result: quoteForeign(heading, shown), shown: { kind: page.kind, text } };
}

async function readDocument(document: WebDocument, signal: AbortSignal): Promise<ReadPage> {
  const { url, bytes, charset } = document;
  const mediaType = sniffType(document.mediaType, bytes);
  const cut = `Only the first ${mostBytes / 1_000_000} MB of the page were read.`;
  const decoded = decodeText(bytes, charset);
  if (!isHtml(mediaType)) {
    const text = withoutInvisible(decoded).trim();
    if (!text) throw new ToolFailure("The page is empty.");
    const kind = mediaType.endsWith("markdown") ? "markdown" : "text";
    return { url, title: null, facts: [], text, kind, notes: document.isCut ? [cut] : [] };
  }
  const page = await extractApart(decoded, url, signal);
  if (!page.markdown) throw new ToolFailure("The page holds no text that can be read; it may be one that only scripts fill.");
  const said = { Title: page.title, Author: page.byline, Published: page.published, Language: page.language };
  const notes = [
    ...(page.hasMainText ? [] : ["The page has no main text; this is everything on it."]),
    ...(document.isCut ? [cut] : page.isCut ? ["The page is very large or deeply nested; only its first part was read."] : []),
  ];
  const facts = Object.entries(said).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  return { url, title: page.title, facts, text: page.markdown, kind: "markdown", notes };
}
