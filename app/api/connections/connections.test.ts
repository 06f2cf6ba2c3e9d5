import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { type TestReport, testSteps } from "#lib/connections/test-report.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { readStream } from "#lib/testing/sse.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import * as models from "../models/route.ts";
import * as one from "./[connectionId]/route.ts";
import * as test from "./[connectionId]/test/route.ts";
import * as discover from "./discover/route.ts";
import * as all from "./route.ts";

const database = withDatabase("sqlite");
const key = "sk-canary-of-the-api-0815-4711";
let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream({ key });
});
afterAll(() => upstream.close());
afterEach(async () => {
  vi.restoreAllMocks();
  for (const { id, from } of (await list()).connections) if (from === "settings") await remove(id);
});

/** Everything the API said in this file. */
const said: string[] = [];
async function call(...args: Parameters<typeof callRoute>): Promise<Response> {
  const response = await callRoute(...args);
  if (response.headers.get("content-type")?.includes("event-stream") !== true) said.push(await response.clone().text());
  return response;
}
const list = async () =>
  (await call(all.GET, "/api/connections")).json() as Promise<{
    connections: ConnectionSummary[];
    kinds: { kind: string; name: string; baseUrl: string | null; key: string }[];
    suggestsDiscovery: boolean;
  }>;
const create = (body: unknown) => call(all.POST, "/api/connections", { method: "POST", body });
const change = (connectionId: string, body: unknown) =>
  call(one.PATCH, `/api/connections/${connectionId}`, { method: "PATCH", body, params: { connectionId } });
const remove = (connectionId: string) =>
  call(one.DELETE, `/api/connections/${connectionId}`, { method: "DELETE", params: { connectionId } });
const runTest = (connectionId: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  call(test.POST, `/api/connections/${connectionId}/test`, { method: "POST", body, headers, params: { connectionId } });
const listModels = async (query = "") => (await call(models.GET, `/api/models${query}`)).json();

async function connect(): Promise<ConnectionSummary> {
  const response = await create({ kind: "compatible", name: "Mine", baseUrl: upstream.url, apiKey: key });
  expect(response.status).toBe(201);
  return response.json() as Promise<ConnectionSummary>;
}

describe("connecting a provider", () => {
  it("offers every kind with what it needs", async () => {
    const { kinds, connections } = await list();
    expect(kinds).toContainEqual({
      kind: "anthropic",
      name: "Anthropic",
      baseUrl: "https://api.anthropic.com/v1",
      key: "required",
    });
    expect(kinds).toContainEqual({ kind: "compatible", name: "OpenAI-compatible server", baseUrl: null, key: "optional" });
    expect(connections.map(({ id }) => id)).toEqual(["builtin"]);
  });

  it("makes its models a choice at once, and takes them back when it is removed", async () => {
    const { id } = await connect();
    const ids = async () => ((await listModels()) as { models: { id: string }[] }).models.map((model) => model.id);
    expect(await ids()).toContain(`${id}/think-then-answer`);
    expect((await remove(id)).status).toBe(204);
    expect(await ids()).not.toContain(`${id}/think-then-answer`);
    expect(await readError(await remove(id))).toMatchObject({ status: 404, code: "not-found" });
  });

  it.each([
    [{}, "kind"],
    [{ kind: "nobody" }, "kind"],
    [{ kind: "openai" }, "apiKey"],
    [{ kind: "compatible" }, "baseUrl"],
    [{ kind: "compatible", baseUrl: "http://169.254.169.254/latest" }, "baseUrl"],
    [{ kind: "compatible", baseUrl: `http://x:${key}@example.com` }, "baseUrl"],
    [{ kind: "openai", apiKey: `${key} with space` }, "apiKey"],
    [{ kind: "compatible", baseUrl: "http://127.0.0.1:9", headers: { "X-A": `${key}\nX-B: 1` } }, "headers.X-A"],
    [{ kind: "openai", apiKey: key, userId: "per_x" }, "userId"],
  ])("refuses what cannot be, naming the field: case %#", async (body, field) => {
    expect(await readError(await create(body))).toEqual({ status: 400, code: "bad-request", field });
  });

  it("says of which connection the models could not be listed, and why", async () => {
    const { id } = await connect();
    await change(id, { apiKey: "sk-canary-but-wrong-9999" });
    expect(await listModels("?refresh=1")).toMatchObject({
      problems: [{ connectionId: id, name: "Mine", message: "The provider refused the key.", suggestion: expect.any(String) }],
    });
    await change(id, { apiKey: key });
    expect(await listModels("?refresh=1")).toMatchObject({ problems: [] });
  });
});

describe("a test of a connection", () => {
  it("answers with the whole report, and the list keeps it", async () => {
    const { id } = await connect();
    const report = (await (await runTest(id, { modelId: "think-then-answer" })).json()) as TestReport;
    expect(report.steps.map(({ step }) => step)).toEqual(testSteps);
    expect(report.steps.every(({ state }) => state !== "failed")).toBe(true);
    expect((await list()).connections[0]?.lastTest).toEqual(report);
  });

  it("streams each step as it is known, then the same report", async () => {
    const { id } = await connect();
    const response = await runTest(id, { modelId: "think-then-answer" }, { accept: "text/event-stream" });
    const messages = await readStream(response);
    said.push(JSON.stringify(messages));
    expect(messages.map(({ event }) => event)).toEqual([...testSteps.map(() => "step"), "end"]);
    const report = JSON.parse(messages.at(-1)?.data ?? "") as TestReport;
    const steps = messages.slice(0, -1).map(({ data }) => JSON.parse(data));
    expect(steps).toEqual(expect.arrayContaining(report.steps));
    expect((await list()).connections[0]?.lastTest).toEqual(report);
  });

  it("is refused for what is not there", async () => {
    expect(await readError(await runTest("nobody"))).toMatchObject({ status: 404 });
    expect(await readError(await runTest("../x"))).toMatchObject({ status: 404 });
    expect(await readError(await runTest("builtin", { model: "x" }))).toMatchObject({ status: 400, field: "model" });
  });
});

describe("looking for servers", () => {
  it("answers with a list, and the suggestion to look is gone after it", async () => {
    const { found } = (await (await call(discover.GET, "/api/connections/discover")).json()) as { found: unknown[] };
    expect(Array.isArray(found)).toBe(true);
    expect((await list()).suggestsDiscovery).toBe(false);
  });
});

describe("S42 S51 a key", () => {
  it("is in no answer, no log line and no file of the database, whatever happens around it", async () => {
    const logged: string[] = [];
    for (const name of ["error", "log", "warn", "info"] as const) {
      vi.spyOn(console, name).mockImplementation((...parts) => void logged.push(parts.map(String).join(" ")));
    }
    const { id, keyTail } = await connect();
    expect(keyTail).toBe("4711");
    await change(id, { headers: { "X-Token": key } });
    await change(id, { headers: { "X-Token": `${key}\n` } });
    await runTest(id, { modelId: "think-then-answer" });
    await runTest(id, { modelId: "no-such-model" });
    await listModels("?refresh=1");
    // Something nobody foresaw, with the key at hand.
    vi.spyOn(database().client.connection, "update").mockRejectedValueOnce(new Error("disk"));
    expect(await readError(await change(id, { apiKey: key, name: "Other" }))).toMatchObject({ status: 500 });
    expect(logged.length).toBeGreaterThan(0);
    const files = await databaseFiles();
    expect(files.length).toBeGreaterThan(0);
    for (const text of [...said, ...logged, ...files]) expect(text).not.toContain("canary");
  });
});

/** What stands in the files of the database, as it stands there. */
async function databaseFiles(): Promise<string[]> {
  const rows = (await database().client.$queryRawUnsafe("PRAGMA database_list")) as { file: string }[];
  const dir = dirname(rows[0]?.file ?? "");
  const names = (await readdir(dir)).filter((name) => name.startsWith("aloud.db"));
  return Promise.all(names.map((name) => readFile(join(dir, name), "latin1")));
}
