import { describe, expect, it } from "vitest";
import { env } from "#lib/core/env.ts";
import { callRoute } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { interfaceRoute } from "./interface-route.ts";
import { methods } from "./methods.ts";
import { publicRoute } from "./route.ts";

withDatabase("sqlite");

const routes = methods(
  {
    GET: interfaceRoute({ shape: "openbb", needsKey: false }, () => Response.json({ agents: [] })),
    POST: interfaceRoute({ shape: "openbb", needsKey: true }, () => new Response()),
  },
  "openbb",
);
const origins = ["https://pro.openbb.co", "http://localhost:1420", "https://excel.openbb.co"];
/** As a browser sends it. */
const fromPage = (origin: string) => ({
  origin,
  "sec-fetch-site": "cross-site",
  "sec-fetch-mode": "cors",
  "sec-fetch-dest": "empty",
});
const allowHeaders = ({ headers }: Response) => [...headers.keys()].filter((name) => name.startsWith("access-control"));

describe("a page on another site", () => {
  it.each(origins)("is answered at %s when its browser asks first, without a key", async (origin) => {
    const response = await callRoute(routes.OPTIONS, "/v1/query", {
      method: "OPTIONS",
      headers: {
        ...fromPage(origin),
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,x-trace-id",
      },
    });
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, POST, HEAD, OPTIONS",
      "access-control-allow-headers": "authorization,content-type,x-trace-id",
      vary: "origin, access-control-request-headers, access-control-request-private-network",
    });
    expect(response.headers.has("access-control-allow-private-network")).toBe(false);
  });

  it("may reach this machine from the web when its browser asks for that", async () => {
    const headers = { ...fromPage(origins[0] ?? ""), "access-control-request-private-network": "true" };
    const response = await callRoute(routes.OPTIONS, "/v1/query", { method: "OPTIONS", headers });
    expect(response.headers.get("access-control-allow-private-network")).toBe("true");
    expect(response.headers.get("access-control-allow-methods")).toBe("GET, POST, HEAD, OPTIONS");
  });

  it.each(origins)("of %s may read answers and errors alike", async (origin) => {
    const headers = fromPage(origin);
    const manifest = await callRoute(routes.GET, "/agents.json", { headers });
    const refused = await callRoute(routes.POST, "/v1/query", { method: "POST", headers });
    const wrongMethod = await callRoute(routes.PUT, "/v1/query", { method: "PUT", headers });
    expect([manifest, refused, wrongMethod].map(({ status }) => status)).toEqual([200, 401, 405]);
    for (const response of [manifest, refused, wrongMethod]) {
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-expose-headers": "x-request-id, x-trace-id, retry-after",
        vary: "origin",
      });
    }
  });

  it.each([
    "https://evil.example",
    "https://pro.openbb.co.evil.example",
    "https://evil.example/https://pro.openbb.co",
    "http://pro.openbb.co",
    "http://localhost:1421",
    "null",
    "",
  ])("S22 of %j gets nothing, not even to its first question", async (origin) => {
    for (const method of ["OPTIONS", "GET", "POST"] as const) {
      const response = await callRoute(routes[method], "/v1/query", { method, headers: fromPage(origin) });
      expect([response.status, allowHeaders(response)]).toEqual([403, []]);
      expect(response.headers.get("vary")).toBe("origin");
    }
  });

  it("S22 gets nothing of the API of our own pages, wherever it is from", async () => {
    const ours = methods({ GET: publicRoute(() => new Response()) });
    for (const method of ["OPTIONS", "GET"] as const) {
      const response = await callRoute(ours[method], "/api/settings", { method, headers: fromPage(origins[0] ?? "") });
      expect([response.status, allowHeaders(response)]).toEqual([403, []]);
    }
    const forKeys = interfaceRoute({ shape: "ours", needsKey: false }, () => new Response());
    const response = await callRoute(forKeys, "/api/chat", { headers: fromPage(origins[0] ?? "") });
    expect([response.status, allowHeaders(response)]).toEqual([403, []]);
  });

  it("may be one that the environment names", async () => {
    const origin = "app://obsidian.md";
    const ask = async () => (await callRoute(routes.GET, "/agents.json", { headers: fromPage(origin) })).status;
    expect(await ask()).toBe(403);
    const known = env().allowedOrigins;
    Object.assign(env(), { allowedOrigins: [origin] });
    expect(await ask()).toBe(200);
    Object.assign(env(), { allowedOrigins: known });
  });

  it("is not needed: programs and our own pages send no other origin", async () => {
    const programs = await callRoute(routes.GET, "/agents.json");
    expect([programs.status, allowHeaders(programs)]).toEqual([200, []]);
    const own = { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" };
    expect((await callRoute(routes.GET, "/agents.json", { headers: own })).status).toBe(200);
  });

  it("S13 is stopped where its browser does not say who it is", async () => {
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };
    expect((await callRoute(routes.GET, "/agents.json", { headers })).status).toBe(403);
    expect(
      (await callRoute(routes.GET, "/agents.json", { headers: { host: "evil.example", origin: origins[0] ?? "" } })).status,
    ).toBe(403);
  });
});
