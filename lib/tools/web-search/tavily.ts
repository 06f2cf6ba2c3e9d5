/** Owns: Tavily's wire. */
import { type Engine, listAt } from "./engine.ts";

export function tavily(apiKey: string, address = "https://api.tavily.com"): Engine {
  const usedUp = "The plan of the Tavily key in the settings is used up";
  return {
    name: "Tavily",
    request: ({ query, count, within }) => ({
      url: `${address}/search`,
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ query, max_results: count, search_depth: "basic", ...(within && { time_range: within }) }),
    }),
    results: (answer) =>
      listAt(answer, "results").map(({ url, title, content, published_date }) => ({
        url,
        title,
        excerpt: content,
        published: published_date,
      })),
    sentences: { 432: `${usedUp} (432).`, 433: `${usedUp} (433).` },
    notJson: "Tavily answered with something that is not JSON.",
    secrets: [apiKey],
  };
}
