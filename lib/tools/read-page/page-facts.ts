/** Owns: what a page says of itself: its title, its author, its date, its language. Anyone may have written it. */

export interface PageFacts {
  title: string | null;
  byline: string | null;
  /** As the page has it; something that reads as a date. */
  published: string | null;
  /** A BCP 47 tag. */
  language: string | null;
}

const mostLength = 300;

const dateSources: [selector: string, attribute: string][] = [
  ["meta[property='article:published_time']", "content"],
  ["meta[itemprop=datePublished]", "content"],
  ["meta[name=date]", "content"],
  ["meta[name='DC.date.issued']", "content"],
  ["time[itemprop=datePublished]", "datetime"],
  ["article time[datetime]", "datetime"],
];

/** To be read before anything takes the document apart. */
export function readFacts(document: Document): PageFacts {
  const attribute = (selector: string, name: string) => document.querySelector(selector)?.getAttribute(name);
  const dates = dateSources.map(([selector, name]) => attribute(selector, name));
  return {
    title: oneLine(attribute("meta[property='og:title']", "content")) ?? oneLine(document.querySelector("title")?.textContent),
    byline: oneLine(attribute("meta[name=author]", "content")),
    published: dates.map(asDate).find((date) => date !== null) ?? null,
    language: asLanguage(document.documentElement?.getAttribute("lang")),
  };
}

/** What was found by Readability goes before. */
export function mergeFacts(
  own: PageFacts,
  found: { title?: string | null; byline?: string | null; publishedTime?: string | null; lang?: string | null } | null,
): PageFacts {
  return {
    title: oneLine(found?.title) ?? own.title,
    byline: oneLine(found?.byline) ?? own.byline,
    published: asDate(found?.publishedTime) ?? own.published,
    language: asLanguage(found?.lang) ?? own.language,
  };
}

function oneLine(text: string | null | undefined): string | null {
  const line = (text ?? "").slice(0, 4000).replace(/\s+/g, " ").trim();
  return line.length > mostLength ? `${line.slice(0, mostLength)}…` : line || null;
}

function asDate(text: string | null | undefined): string | null {
  const date = oneLine(text);
  return date && date.length <= 40 && /\d{4}/.test(date) && !Number.isNaN(Date.parse(date)) ? date : null;
}

function asLanguage(text: string | null | undefined): string | null {
  const tag = (text ?? "").trim();
  return /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}$/i.test(tag) ? tag : null;
}
