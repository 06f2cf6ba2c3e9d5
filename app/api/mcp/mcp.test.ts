import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callRoute, readError } from "#lib/testing/api.ts";
import { type ScriptedAuthorization, startAuthorization } from "#lib/testing/mcp/scripted-authorization.ts";
import { type ScriptedServer, startScriptedServer } from "#lib/testing/mcp/scripted-server.ts";
import { withToolbox } from "#lib/testing/mcp/toolbox-bench.ts";
import type { ServerList, ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import type { ServerTest } from "#lib/toolbox/mcp/test-server.ts";
import type { ToolList } from "#lib/toolbox/tool-list.ts";
import * as grants from "../tools/[toolName]/grants/route.ts";
import * as tool from "../tools/[toolName]/route.ts";
import * as tools from "../tools/route.ts";
import * as agree from "./[serverId]/agree/route.ts";
import * as callback from "./[serverId]/authorize/callback/route.ts";
import * as authorize from "./[serverId]/authorize/route.ts";
import * as one from "./[serverId]/route.ts";
import * as test from "./[serverId]/test/route.ts";
import * as all from "./route.ts";

const bench = withToolbox("sqlite");
const canary = "canary-header-0815-4711";
let server: ScriptedServer;
let authority: ScriptedAuthorization | null = null;
beforeEach(async () => {
  server = await startScriptedServer([{ name: "go", description: "Goes." }]);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all([server.close(), authority?.close()]);
  authority = null;
});

/** Everything the API said in this file. */
const said: string[] = [];
async function call(...args: Parameters<typeof callRoute>): Promise<Response> {
  const response = await callRoute(...args);
  said.push(await response.clone().text(), response.headers.get("location") ?? "");
  return response;
}
const params = { serverId: "s" };
const post = (handler: Parameters<typeof callRoute>[0], path: string, body: unknown = {}) =>
  call(handler, path, { method: "POST", body, params });
const create = (body: unknown) => call(all.POST, "/api/mcp", { method: "POST", body });
const list = async () => (await call(all.GET, "/api/mcp")).json() as Promise<ServerList>;
const listTools = async () => (await call(tools.GET, "/api/tools")).json() as Promise<ToolList>;
const change = (toolName: string, body: unknown) =>
  call(tool.PATCH, `/api/tools/${toolName}`, { method: "PATCH", body, params: { toolName } });

describe("tool servers over the API", () => {
  it("are added, tested, agreed to as shown, changed and removed", async () => {
    const created = await create({ name: "S", url: server.url, headers: { "X-Key": canary } });
    expect(created.status).toBe(201);
    const { tools: offered, state } = (await created.json()) as ServerSummary;
    expect([state, offered.map((each) => each.state)]).toEqual(["connected", ["new"]]);
    expect((await listTools()).problems).toMatchObject([{ serverId: "s", suggestion: expect.any(String) }]);
    const tested = (await (await post(test.POST, "/api/mcp/s/test")).json()) as ServerTest;
    expect(tested).toMatchObject({ isOk: true, ms: expect.any(Number), server: { id: "s" } });
    const shown = offered.map(({ name, pin }) => ({ name, pin }));
    const other = [{ name: "go", pin: "0".repeat(64) }];
    expect(await readError(await post(agree.POST, "/api/mcp/s/agree", { tools: other }))).toMatchObject({ status: 409 });
    const agreed = (await (await post(agree.POST, "/api/mcp/s/agree", { tools: shown })).json()) as ServerSummary;
    expect(agreed.tools).toMatchObject([{ name: "go", toolName: "s__go", state: "agreed" }]);
    expect((await listTools()).tools).toContainEqual(expect.objectContaining({ name: "s__go", server: { id: "s", name: "S" } }));
    const patched = await call(one.PATCH, "/api/mcp/s", { method: "PATCH", body: { name: "T", isEnabled: false }, params });
    expect(await patched.json()).toMatchObject({ id: "s", name: "T", isEnabled: false, state: "off" });
    expect((await call(one.DELETE, "/api/mcp/s", { method: "DELETE", params })).status).toBe(204);
    expect(await list()).toEqual({ servers: [], fileProblems: [] });
    expect(await readError(await call(one.GET, "/api/mcp/s", { params }))).toMatchObject({ status: 404 });
  });

  it.each([
    [{}, "url"],
    [{ url: "stdio" }, "url"],
    [{ url: "file:///etc/passwd" }, "url"],
    [{ url: "http://169.254.169.254/mcp" }, "url"],
    [{ url: `http://x:${canary}@example.com` }, "url"],
    [{ url: `https://example.com/mcp?key=${canary}` }, "url"],
    [{ url: "https://example.com", headers: { Host: canary } }, "headers.Host"],
    [{ url: "https://example.com", headers: { "X-A": `${canary}\n` } }, "headers.X-A"],
    // S48: a program is named in the file and nowhere else.
    [{ url: "https://example.com", command: "sh" }, "command"],
    [{ command: "sh", args: ["-c", "id"] }, "url"],
    [{ url: "https://example.com", userId: "per_x" }, "userId"],
  ])("refuse what cannot be, naming the field: case %#", async (body, field) => {
    expect(await readError(await create(body))).toEqual({ status: 400, code: "bad-request", field });
  });

  it("send a person away to authorize, and take them back by a link of another site", async () => {
    authority = await startAuthorization(server);
    await create({ name: "S", url: server.url });
    expect((await list()).servers).toMatchObject([{ state: "unauthorized", problem: { message: expect.any(String) } }]);
    const { url } = (await (await post(authorize.POST, "/api/mcp/s/authorize")).json()) as { url: string };
    const where = await authority.visit(url);
    expect(where.origin + where.pathname).toBe("http://127.0.0.1:3000/api/mcp/s/authorize/callback");
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    const back = (headers: Record<string, string>) => call(callback.GET, where.pathname + where.search, { headers, params });
    expect((await back({ ...link, "sec-fetch-dest": "iframe" })).status).toBe(403);
    const response = await back(link);
    expect([response.status, response.headers.get("location")]).toEqual([303, "/settings/tools?server=s&authorization=done"]);
    expect((await list()).servers).toMatchObject([{ state: "connected", isAuthorized: true }]);
    const begin = { method: "POST", body: {}, params, headers: link };
    expect((await call(authorize.POST, "/api/mcp/s/authorize", begin)).status).toBe(403);
    expect((await call(authorize.DELETE, "/api/mcp/s/authorize", { method: "DELETE", params })).status).toBe(204);
    expect((await list()).servers).toMatchObject([{ isAuthorized: false }]);
  });
});

describe("tools over the API", () => {
  it("are listed, configured and made to ask again", async () => {
    expect((await listTools()).tools).toContainEqual(expect.objectContaining({ name: "web_search", needsSetup: true }));
    const changed = await change("web_search", { config: { engine: "brave" }, key: canary });
    expect(await changed.json()).toMatchObject({ name: "web_search", needsSetup: false, hasKey: true });
    expect(await readError(await change("nobody", { isOn: false }))).toMatchObject({ status: 404 });
    expect(await readError(await change("../x", { isOn: false }))).toMatchObject({ status: 404 });
    expect(await readError(await change("calculator", {}))).toMatchObject({ status: 400 });
    expect(await readError(await change("calculator", { key: canary }))).toMatchObject({ status: 400, field: "key" });
    const path = "/api/tools/calculator/grants";
    expect((await call(grants.DELETE, path, { method: "DELETE", params: { toolName: "calculator" } })).status).toBe(204);
  });
});

describe("S42 S51 a secret of a tool server", () => {
  it("is in no answer, no log line and no file of the database, whatever happens around it", async () => {
    const logged: string[] = [];
    for (const name of ["error", "log", "warn", "info"] as const) {
      vi.spyOn(console, name).mockImplementation((...parts) => void logged.push(parts.map(String).join(" ")));
    }
    authority = await startAuthorization(server);
    await create({ name: "S", url: server.url, headers: { "X-Key": canary } });
    const { url } = (await (await post(authorize.POST, "/api/mcp/s/authorize")).json()) as { url: string };
    const where = await authority.visit(url);
    await call(callback.GET, where.pathname + where.search, { params });
    await post(agree.POST, "/api/mcp/s/agree");
    await bench.run("s__go");
    authority.expireAccess();
    authority.revoke();
    await bench.run("s__go");
    await post(test.POST, "/api/mcp/s/test");
    await change("web_search", { config: { engine: "tavily" }, key: canary });
    // Something nobody foresaw, with the secret at hand.
    vi.spyOn(bench.database().client.mcpServer, "update").mockRejectedValueOnce(new Error("disk"));
    const body = { headers: { "X-Key": `${canary}-other` } };
    expect(await readError(await call(one.PATCH, "/api/mcp/s", { method: "PATCH", body, params }))).toMatchObject({
      status: 500,
    });
    expect(logged.length).toBeGreaterThan(0);
    const files = await databaseFiles();
    expect(files.length).toBeGreaterThan(0);
    for (const text of [...said, ...logged, ...files]) expect(text).not.toContain("canary");
  });
});

/** What stands in the files of the database, as it stands there. */
async function databaseFiles(): Promise<string[]> {
  const rows = (await bench.database().client.$queryRawUnsafe("PRAGMA database_list")) as { file: string }[];
  const dir = dirname(rows[0]?.file ?? "");
  const names = (await readdir(dir)).filter((name) => name.startsWith("aloud.db"));
  return Promise.all(names.map((name) => readFile(join(dir, name), "latin1")));
}
