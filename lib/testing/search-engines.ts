/** Search engines for tests: the answers and refusals of SearXNG, Brave and Tavily, in their own words. */
import type { IncomingMessage } from "node:http";
import { type Page, page } from "./web-site.ts";

const json = (body: unknown, status = 200): Page => {
  return (_, response) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

export interface Hit {
  url: string;
  title: string;
  text: string;
  date?: string;
}

export const searxngAnswer = (hits: Hit[]): Page =>
  json({
    query: "q",
    number_of_results: 0,
    results: hits.map(({ url, title, text, date }) => ({
      url,
      title,
      content: text,
      publishedDate: date ?? null,
      engine: "duckduckgo",
      template: "default.html",
      parsed_url: ["https", "a.example", "/", "", "", ""],
      engines: ["duckduckgo"],
      positions: [1],
      score: 1,
      category: "general",
    })),
    answers: [],
    corrections: [],
    infoboxes: [],
    suggestions: [],
    unresponsive_engines: [],
  });

/** What its default settings say to `format=json`. */
export const searxngWithoutJson: Page = (_, response) => {
  const body =
    "<!doctype html><html lang=en><title>403 Forbidden</title><h1>Forbidden</h1><p>You don't have the permission to access the requested resource.";
  response.writeHead(403, { "content-type": "text/html; charset=utf-8" }).end(body);
};

export const htmlInstead = page("<!doctype html><title>Welcome to nginx!</title>");

export const braveAnswer = (hits: Hit[]): Page =>
  json({
    type: "search",
    query: { original: "q", more_results_available: true },
    mixed: { type: "mixed", main: [], top: [], side: [] },
    web: {
      type: "search",
      family_friendly: true,
      results: hits.map(({ url, title, text, date }) => ({
        title,
        url,
        description: text,
        ...(date && { page_age: date, age: "1 week ago" }),
        is_source_local: false,
        profile: { name: "A", url, long_name: "a.example", img: "https://imgs.search.brave.com/x" },
        language: "en",
        type: "search_result",
        subtype: "generic",
        meta_url: { scheme: "https", netloc: "a.example", hostname: "a.example", favicon: "", path: "" },
      })),
    },
  });

export const braveFailure = (status: number, code: string, key: string): Page =>
  json(
    {
      type: "ErrorResponse",
      error: { id: "1", status, code, detail: `The token ${key} is invalid.`, meta: { component: "authentication" } },
      time: 1,
    },
    status,
  );

export const tavilyAnswer = (hits: Hit[]): Page =>
  json({
    query: "q",
    follow_up_questions: null,
    answer: null,
    images: [],
    results: hits.map(({ url, title, text, date }) => ({
      url,
      title,
      content: text,
      score: 0.9,
      raw_content: null,
      ...(date && { published_date: date }),
    })),
    response_time: 1.2,
    request_id: "1",
  });

export const tavilyFailure = (status: number, key: string): Page =>
  json({ detail: { error: `Unauthorized: missing or invalid API key ${key}.` } }, status);

/** The request as it came, before it is answered. */
export function watched(page: Page, seen: { request: IncomingMessage; body: string }[]): Page {
  return (request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      seen.push({ request, body });
      page(request, response);
    });
  };
}
