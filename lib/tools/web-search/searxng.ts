/** Owns: SearXNG's wire. */
import { ToolFailure } from "#lib/tools/tool.ts";
import { type Engine, listAt } from "./engine.ts";

/** SearXNG knows no week: the month is the nearest that leaves nothing out. */
const ranges = { day: "day", week: "month", month: "month", year: "year" } as const;

/** `baseUrl`: with or without a path, `/search` or a name and password for the server in front of it. */
export function searxng(baseUrl: string): Engine {
  if (!/^https?:\/\//i.test(baseUrl) || !URL.canParse(baseUrl))
    throw new ToolFailure("The address of SearXNG in the settings is not one of the web.");
  const base = new URL(baseUrl);
  const password = unescaped(base.password);
  const login = base.username || base.password ? `${unescaped(base.username)}:${password}` : null;
  const path = base.pathname.replace(/\/+$/, "").replace(/\/search$/, "");
  return {
    name: `SearXNG at ${base.host}`,
    request: ({ query, within }) => {
      const url = new URL(`${base.origin}${path}/search`);
      url.search = new URLSearchParams({ q: query, format: "json", ...(within && { time_range: ranges[within] }) }).toString();
      const headers: Record<string, string> =
        login === null ? {} : { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
      return { url: url.href, headers };
    },
    results: (answer) =>
      listAt(answer, "results").map(({ url, title, content, publishedDate }) => ({
        url,
        title,
        excerpt: content,
        published: publishedDate,
      })),
    sentences: {
      403: `SearXNG at ${base.host} does not give JSON (403). Its settings.yml has to list json under search: formats.`,
      404: `There is no SearXNG at ${base.host} (404): the address in the settings may lack a path.`,
      429: `SearXNG at ${base.host} takes us for a robot, or was asked too often (429): its limiter has to let this server through.`,
    },
    notJson: `What answers at ${base.host} is not SearXNG, or does not give JSON.`,
    secrets: password ? [password] : [],
  };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that escapes nothing is itself.
    return text;
  }
}
