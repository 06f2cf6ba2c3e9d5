/** Every address of the API, found in the folders, against a request that carries a key. A new one is the person's alone until listed here. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { newKeySchema } from "#lib/auth/key-policy.ts";
import { createKey } from "#lib/auth/keys.ts";
import { newId } from "#lib/core/id.ts";
import type { RouteHandler } from "#lib/http/shaped-route.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";

const database = withDatabase("sqlite");

/** Those that a key may use: its own runs, and a ticket for a socket. */
const forKeys = [/^\/chat(\/|$)/, /^\/runs\/\[runId\]\/(events|cancel)$/, /^\/tickets$/];
/** Those that tell nothing of anybody. */
const forEverybody = ["/health", "/[[...path]]"];

const methodNames = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

const addresses = readdirSync(import.meta.dirname, { recursive: true })
  .map((path) => String(path).replaceAll("\\", "/"))
  .filter((path) => path.endsWith("/route.ts"))
  .map((path) => `/${dirname(path)}`)
  .filter((path) => !forEverybody.includes(path))
  .sort();
const isForKeys = (path: string) => forKeys.some((each) => each.test(path));
const params = Object.fromEntries(
  ["conversationId", "runId", "connectionId", "serverId", "toolName", "callId", "keyId", "chatId", "id"].map((name) => [
    name,
    name,
  ]),
);

async function answers(path: string, headers: Record<string, string>) {
  const routes = (await import(join(import.meta.dirname, path, "route.ts"))) as Record<string, RouteHandler>;
  const given = methodNames.flatMap((method) => (routes[method] ? [{ method, handler: routes[method] }] : []));
  return Promise.all(
    given.map(async ({ method, handler }) => {
      const hasBody = method !== "GET" && method !== "HEAD";
      const response = await callRoute(handler, "/api/x", { method, headers, params, ...(hasBody && { body: {} }) });
      return { method, response };
    }),
  );
}

let keys: Record<string, string>[] = [];
beforeAll(async () => {
  const { key } = await createKey({ userId: database().localOwnerId }, newKeySchema.parse({ name: "Editor", exposure: "full" }));
  keys = [{ authorization: `Bearer ${key}` }, { "x-api-key": key }, { authorization: "Bearer wrong" }, { "x-api-key": "" }];
});

describe("a request that carries a key", () => {
  it("finds the addresses it is to try", () => {
    expect(addresses).toContain("/keys/[keyId]");
    expect(addresses.filter(isForKeys)).toContain("/tickets");
    expect(addresses.length).toBeGreaterThan(25);
  });

  it.each(addresses.filter((path) => !isForKeys(path)))(
    "S03 S10 is refused by /api%s, right or wrong, whatever the method",
    async (path) => {
      for (const headers of keys) {
        for (const { method, response } of await answers(path, headers)) {
          if (response.status === 405) continue;
          expect([method, response.status]).toEqual([method, 403]);
          if (method !== "HEAD") expect(await readError(response)).toMatchObject({ code: "forbidden" });
        }
      }
    },
  );

  it.each(addresses.filter(isForKeys))("S10 is at /api%s its key's, never the person's: a wrong one is refused", async (path) => {
    const [right = {}, , wrong = {}] = keys;
    for (const { method, response } of await answers(path, wrong)) {
      if (response.status === 405) continue;
      expect([401, 429], `${method} ${response.status}`).toContain(response.status);
    }
    for (const { response } of await answers(path, right)) expect([401, 403, 500]).not.toContain(response.status);
  });

  it("S04 finds no run but those asked with its key where it may look for some", async () => {
    const [right = {}] = keys;
    for (const path of addresses.filter((each) => each.startsWith("/runs/[runId]/") && isForKeys(each))) {
      const routes = (await import(join(import.meta.dirname, path, "route.ts"))) as Record<string, RouteHandler>;
      const handler = path.endsWith("events") ? routes.GET : routes.POST;
      const method = path.endsWith("events") ? "GET" : "POST";
      const runId = newId("run");
      const response = await handler?.(
        new Request("http://127.0.0.1:3000/api/x", { method, headers: { host: "127.0.0.1:3000", ...right } }),
        {
          params: Promise.resolve({ runId }),
        },
      );
      expect([path, response?.status]).toEqual([path, 404]);
    }
  });
});
