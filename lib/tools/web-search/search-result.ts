/** Owns: what is asked of a search engine and what comes back, whichever it is. */
import { withoutInvisible } from "#lib/tools/net/quote-foreign.ts";

export const spans = ["day", "week", "month", "year"] as const;

export interface SearchWish {
  query: string;
  count: number;
  within?: (typeof spans)[number] | undefined;
}

export interface SearchResult {
  /** http or https. */
  url: string;
  title: string;
  /** `""` where there is none. */
  excerpt: string;
  published: string | null;
}

/** A result as an engine tells it; nothing of it is taken on trust. */
export interface RawResult {
  url?: unknown;
  title?: unknown;
  excerpt?: unknown;
  published?: unknown;
}

const mostExcerptLength = 600;
const mostTitleLength = 200;
const mostUrlLength = 2000;

/** Without what has no usable address, and each page once. */
export function readResults(raw: RawResult[], count: number): SearchResult[] {
  const results = new Map<string, SearchResult>();
  for (const each of raw.slice(0, 200)) {
    if (results.size >= count) break;
    const url = typeof each.url === "string" && URL.canParse(each.url) ? new URL(each.url) : null;
    if (!url || (url.protocol !== "http:" && url.protocol !== "https:") || url.username || url.password) continue;
    if (url.href.length > mostUrlLength || results.has(url.href)) continue;
    const title = plain(each.title, mostTitleLength) || url.host;
    const published = plain(each.published, 40) || null;
    results.set(url.href, { url: url.href, title, excerpt: plain(each.excerpt, mostExcerptLength), published });
  }
  return [...results.values()];
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", nbsp: " " };

/** Engines mark the words they found with tags; those go, any others stay text. */
function plain(value: unknown, mostLength: number): string {
  if (typeof value !== "string") return "";
  const text = withoutInvisible(value.slice(0, 10_000))
    .replace(/<\/?(?:strong|b|em|i|mark|span)>/gi, "")
    .replace(/&(amp|lt|gt|quot|#39|#x27|nbsp);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .replace(/\s+/g, " ")
    .trim();
  return text.length > mostLength ? `${text.slice(0, mostLength).toWellFormed()}…` : text;
}
