/** Owns: the tool that searches the web, through the engine that a person set up. */
import { z } from "zod";
import { quoteForeign } from "./net/quote-foreign.ts";
import { defineTool } from "./schema.ts";
import type { Tool, ToolContext, ToolOutput } from "./tool.ts";
import { askEngine, type EngineAddresses, type WebSearchConfig } from "./web-search/ask-engine.ts";
import { type SearchResult, type SearchWish, spans } from "./web-search/search-result.ts";

const input = z.strictObject({
  query: z.string().trim().min(1).max(400).describe("What to search for, in the words a page about it would use"),
  count: z.int().min(1).max(20).optional().describe("How many results. Default 8."),
  within: z.enum(spans).optional().describe("Only what is this new: the last day, week, month or year"),
});

export type WebSearchInput = z.infer<typeof input>;

/** There is no such tool until an engine is set up. */
export function webSearchTool(config: WebSearchConfig, addresses?: EngineAddresses): Tool<WebSearchInput> {
  return defineTool<WebSearchInput>({
    name: "web_search",
    title: "Search the web",
    purpose: "Searches the web and lists pages with excerpts.",
    description:
      "Searches the web and returns pages with their titles, addresses and short excerpts. Read a page with read_page where its excerpt is not enough.",
    input,
    effect: "read-only",
    timeoutMs: 30_000,
    say: ({ query, within }) => (within ? `${query} (last ${within})` : query),
    run: ({ count = 8, ...wish }, context) => search({ count, ...wish }, context, config, addresses),
  });
}

async function search(
  wish: SearchWish,
  context: ToolContext,
  config: WebSearchConfig,
  addresses?: EngineAddresses,
): Promise<ToolOutput> {
  const results = await askEngine(config, wish, context.signal, addresses);
  for (const { url, title } of results) context.source(url, title);
  const links = results.map(({ url, title, excerpt }) => ({ url, title, excerpt }));
  if (results.length === 0) return { result: "Nothing was found. Other words may find more.", shown: { kind: "links", links } };
  const heading = `${results.length === 1 ? "One page was" : `${results.length} pages were`} found.`;
  return { result: quoteForeign(heading, results.map(asText).join("\n\n")), shown: { kind: "links", links } };
}

function asText({ title, url, excerpt, published }: SearchResult, index: number): string {
  return [`${index + 1}. ${title}`, url, published && `Published: ${published}`, excerpt].filter(Boolean).join("\n   ");
}
