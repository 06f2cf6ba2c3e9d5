/** Owns: the wire of Brave's search. */
import { type Engine, listAt } from "./engine.ts";

const freshness = { day: "pd", week: "pw", month: "pm", year: "py" } as const;

export function brave(apiKey: string, address = "https://api.search.brave.com"): Engine {
  return {
    name: "Brave Search",
    request: ({ query, count, within }) => {
      const wish = { q: query, count: String(count), ...(within && { freshness: freshness[within] }) };
      return { url: `${address}/res/v1/web/search?${new URLSearchParams(wish)}`, headers: { "x-subscription-token": apiKey } };
    },
    results: (answer) =>
      listAt(answer, "web", "results").map(({ url, title, description, page_age }) => ({
        url,
        title,
        excerpt: description,
        published: page_age,
      })),
    sentences: {
      // Brave's word for a key it does not know, as for a search it does not understand.
      422: "Brave Search did not accept the key in the settings, or the search (422).",
      429: "Brave Search was asked too often, or its plan is used up (429). Wait a little, or go on without a search.",
    },
    notJson: "Brave Search answered with something that is not JSON.",
    secrets: [apiKey],
  };
}
