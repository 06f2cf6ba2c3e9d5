/** Every address of the API against input that nobody would send on purpose. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { database as openDatabase } from "#lib/db/client.ts";
import type { RouteHandler } from "#lib/http/shaped-route.ts";
import { apiRequest, callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import * as nothing from "./[[...path]]/route.ts";
import * as connection from "./connections/[connectionId]/route.ts";
import * as connectionTest from "./connections/[connectionId]/test/route.ts";
import * as discover from "./connections/discover/route.ts";
import * as connections from "./connections/route.ts";
import * as conversation from "./conversations/[conversationId]/route.ts";
import * as conversations from "./conversations/route.ts";
import * as health from "./health/route.ts";
import * as key from "./keys/[keyId]/route.ts";
import * as keys from "./keys/route.ts";
import * as agree from "./mcp/[serverId]/agree/route.ts";
import * as authorizeReturn from "./mcp/[serverId]/authorize/callback/route.ts";
import * as authorize from "./mcp/[serverId]/authorize/route.ts";
import * as server from "./mcp/[serverId]/route.ts";
import * as serverTest from "./mcp/[serverId]/test/route.ts";
import * as servers from "./mcp/route.ts";
import * as models from "./models/route.ts";
import * as answerNow from "./runs/[runId]/answer-now/route.ts";
import * as approval from "./runs/[runId]/approval/route.ts";
import * as cancel from "./runs/[runId]/cancel/route.ts";
import * as events from "./runs/[runId]/events/route.ts";
import * as run from "./runs/[runId]/route.ts";
import * as toolOutput from "./runs/[runId]/tools/[callId]/output/route.ts";
import * as runs from "./runs/route.ts";
import * as settings from "./settings/route.ts";
import * as tickets from "./tickets/route.ts";
import * as toolGrants from "./tools/[toolName]/grants/route.ts";
import * as tool from "./tools/[toolName]/route.ts";
import * as tools from "./tools/route.ts";

withDatabase("sqlite");

const methodNames = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Routes = Record<(typeof methodNames)[number], RouteHandler>;

const addresses: [string, Routes, ...string[]][] = [
  ["/api/runs", runs, "POST"],
  ["/api/runs/:id", run, "GET"],
  ["/api/runs/:id/events", events, "GET"],
  ["/api/runs/:id/cancel", cancel, "POST"],
  ["/api/runs/:id/answer-now", answerNow, "POST"],
  ["/api/runs/:id/approval", approval, "POST"],
  ["/api/runs/:id/tools/:callId/output", toolOutput, "GET"],
  ["/api/conversations", conversations, "GET"],
  ["/api/conversations/:id", conversation, "GET", "PATCH", "DELETE"],
  ["/api/models", models, "GET"],
  ["/api/connections", connections, "GET", "POST"],
  ["/api/connections/:id", connection, "PATCH", "DELETE"],
  ["/api/connections/:id/test", connectionTest, "POST"],
  ["/api/connections/discover", discover, "GET"],
  ["/api/settings", settings, "GET", "PATCH"],
  ["/api/tools", tools, "GET"],
  ["/api/tools/:name", tool, "PATCH"],
  ["/api/tools/:name/grants", toolGrants, "DELETE"],
  ["/api/mcp", servers, "GET", "POST"],
  ["/api/mcp/:id", server, "GET", "PATCH", "DELETE"],
  ["/api/mcp/:id/test", serverTest, "POST"],
  ["/api/mcp/:id/agree", agree, "POST"],
  ["/api/mcp/:id/authorize", authorize, "POST", "DELETE"],
  ["/api/mcp/:id/authorize/callback", authorizeReturn, "GET"],
  ["/api/keys", keys, "GET", "POST"],
  ["/api/keys/:id", key, "PATCH", "DELETE"],
  ["/api/tickets", tickets, "POST"],
  ["/api/health", health, "GET"],
];
const everyHandler = addresses.flatMap(([path, routes]) =>
  methodNames.map((method) => ({ path, method, handler: routes[method] })),
);

/** How many rows there are of everything. */
async function countRows() {
  const { client } = openDatabase();
  const tables = [
    client.conversation,
    client.turn,
    client.run,
    client.runEvent,
    client.setting,
    client.connection,
    client.toolSetup,
    client.toolGrant,
    client.mcpServer,
    client.apiKey,
  ] as unknown as {
    count(): Promise<number>;
  }[];
  return Promise.all(tables.map((table) => table.count()));
}

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.constantFrom("__proto__", "constructor", "\u0000", "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6", "' OR 1=1 --", -1, 1e308, null),
);
const runFields = [
  "clientRequestId",
  "conversationId",
  "parentRunId",
  "turnId",
  "text",
  "modelId",
  "effort",
  "continueRunId",
  "outputLimit",
  "mostSteps",
  "tools",
  "timeZone",
  "callId",
  "approved",
  "reason",
  "scope",
];
const connectionFields = ["kind", "name", "baseUrl", "apiKey", "headers", "isEnabled", "modelId", "prices", "defaultEffort"];
const toolFields = ["url", "command", "config", "key", "isOn", "pin"];
const keyFields = ["name", "exposure", "format", "models", "spending", "usesTools", "expiresAt", "requestsPerMinute", "userId"];
const patchFields = ["title", "pinned", "archived", "head", "deleted"];
const junkObject = fc.dictionary(
  fc.constantFrom(
    ...runFields,
    ...patchFields,
    ...connectionFields,
    ...toolFields,
    ...keyFields,
    "__proto__",
    "constructor",
    "id",
  ),
  junk,
  {
    maxKeys: 5,
  },
);
const junkId = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.constantFrom("..", "con_", "%00", "null"));

describe("the API", () => {
  it.each(addresses)("answers at %s for its own methods only", async (_, routes, ...own) => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] as const) {
      const response = await callRoute(routes[method], "/", { method, params: {} });
      if (own.includes(method)) expect(response.status).not.toBe(405);
      else expect(await readError(response)).toMatchObject({ status: 405, code: "method-not-allowed" });
    }
    const options = await callRoute(routes.OPTIONS, "/", { method: "OPTIONS" });
    const allowed = options.headers
      .get("allow")
      ?.split(", ")
      .filter((name) => !["HEAD", "OPTIONS"].includes(name));
    expect(allowed).toEqual(own);
  });

  it("answers at no other address", async () => {
    const everywhere: Routes = nothing;
    for (const method of methodNames) {
      const response = await callRoute(everywhere[method], "/api/none", { method });
      expect(await readError(response)).toMatchObject({ status: 404, code: "not-found" });
    }
  });

  it("refuses junk with a 4xx that names what is wrong, and changes nothing", async () => {
    const before = await countRows();
    const property = fc.asyncProperty(
      fc.constantFrom(...everyHandler),
      junkId,
      fc.oneof(junkObject, junk),
      async (entry, id, body) => {
        const { handler, method, path } = entry;
        const params = { runId: id, conversationId: id, connectionId: id, serverId: id, toolName: id, keyId: id };
        const isBodyless = method === "GET" || method === "HEAD";
        const response = await callRoute(handler, "/api/x", {
          method,
          params,
          ...(isBodyless ? {} : { body: JSON.stringify(body) }),
        });
        expect(response.status).toBeLessThan(500);
        // Junk that happens to be a whole question or a key's name is taken, or to name a tool that nothing was granted to.
        if (response.status < 400) {
          const isRead = isBodyless || method === "OPTIONS" || path.endsWith("/grants") || path === "/api/tickets";
          expect(isRead || (["/api/runs", "/api/keys"].includes(path) && response.status === 201)).toBe(true);
          if (path === "/api/keys" && method === "POST") await openDatabase().client.apiKey.deleteMany();
        } else if (method !== "HEAD") {
          const { status, field } = await readError(response);
          if (status === 400 || status === 413) expect(field).toBeTypeOf("string");
        }
        if (!response.bodyUsed) await response.body?.cancel();
      },
    );
    await fc.assert(property, { numRuns: 600 });
    expect(await countRows()).toEqual(before);
  });

  it("refuses twenty megabytes quickly wherever a body is read", async () => {
    const large = new Uint8Array(20 * 1024 * 1024).fill(0x20);
    for (const [handler, method] of [
      [runs.POST, "POST"],
      [conversation.PATCH, "PATCH"],
      [connections.POST, "POST"],
      [settings.PATCH, "PATCH"],
      [servers.POST, "POST"],
      [keys.POST, "POST"],
    ] as const) {
      const response = await callRoute(handler, "/", {
        method,
        body: large,
        params: { conversationId: "con_01936f6e8c7a7b8e9f10a1b2c3d4e5f6" },
      });
      expect(await readError(response)).toEqual({ status: 413, code: "too-large", field: "body" });
    }
  });

  it("is closed to other sites at every address and method", async () => {
    const before = await countRows();
    const foreign: Record<string, string>[] = [
      { origin: "http://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { host: "evil.example" },
      { origin: "null", "content-type": "text/plain" },
    ];
    for (const { handler, method } of everyHandler) {
      for (const headers of foreign) {
        const request = apiRequest("/api/x", { method, headers });
        const response = await handler(request, { params: Promise.resolve({}) });
        expect(response.status).toBe(403);
        expect(response.headers.get("access-control-allow-origin")).toBeNull();
      }
    }
    expect(await countRows()).toEqual(before);
  });
});
