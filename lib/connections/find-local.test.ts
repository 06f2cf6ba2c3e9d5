import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { discoverLocal, suggestsDiscovery } from "./find-local.ts";
import { createConnection, deleteConnection } from "./store.ts";

const database = withDatabase("sqlite");
const viewer = () => ({ userId: database().localOwnerId });

const servers: Server[] = [];
let asked: string[] = [];
afterEach(async () => {
  asked = [];
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Something on this machine that answers these paths with these documents, and everything else with a page. */
async function serve(documents: Record<string, unknown>, host = "127.0.0.1"): Promise<number> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const document = documents[request.url ?? ""];
    if (document === "silence") return;
    if (document === undefined) response.writeHead(404, { "content-type": "text/html" }).end("<html>");
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

const owned = (owner: string, ...ids: string[]) => ({ object: "list", data: ids.map((id) => ({ id, owned_by: owner })) });
const look = (...ports: number[]) => discoverLocal(viewer(), { ownPort: 1, ports });

describe("looking for servers on this machine", () => {
  it("tells Ollama by its version and counts its models", async () => {
    const documents = {
      "/api/version": { version: "0.13.1" },
      "/v1/models": owned("library", "a"),
      "/api/tags": { models: [{}, {}] },
    };
    const port = await serve(documents);
    const baseUrl = `http://127.0.0.1:${port}`;
    expect(await look(port)).toEqual([{ kind: "ollama", name: "Ollama", baseUrl, modelCount: 2, isConnected: false }]);
  });

  it.each([
    ["llama.cpp", { "/v1/models": owned("llamacpp", "a.gguf") }],
    ["llama.cpp", { "/v1/models": owned("me", "a"), "/props": { default_generation_settings: {} } }],
    ["vLLM", { "/v1/models": owned("vllm", "org/a") }],
    ["SGLang", { "/v1/models": owned("sglang", "org/a") }],
    [
      "LM Studio",
      { "/v1/models": owned("organization_owner", "a"), "/api/v0/models": { data: [{ id: "a", type: "llm", state: "loaded" }] } },
    ],
    [null, { "/v1/models": owned("someone", "a") }],
  ])("tells %s by what it says at its own addresses", async (name, documents) => {
    const port = await serve(documents);
    const baseUrl = `http://127.0.0.1:${port}/v1`;
    const found = { kind: "compatible", name: name ?? `Server on port ${port}`, baseUrl, modelCount: 1, isConnected: false };
    expect(await look(port)).toEqual([found]);
  });

  it("finds one that listens only at ::1", async () => {
    const port = await serve({ "/v1/models": owned("vllm", "a") }, "::1");
    expect(await look(port)).toMatchObject([{ name: "vLLM", baseUrl: `http://[::1]:${port}/v1` }]);
  });

  it("leaves out whatever is no model server, and is held up by nobody", async () => {
    const silent = await serve({ "/v1/models": "silence", "/api/version": "silence" });
    const other = await serve({ "/v1/models": { data: [{ name: "no id" }] }, "/api/version": { version: 3 } });
    const page = await serve({});
    const good = await serve({ "/v1/models": owned("vllm", "a") });
    expect(await look(silent, other, page, good, 9)).toMatchObject([{ name: "vLLM" }]);
  });

  it("never asks this application itself", async () => {
    const own = await serve({ "/v1/models": owned("vllm", "a") });
    expect(await discoverLocal(viewer(), { ownPort: own, ports: [own] })).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("says which it found are connected already, by whatever name of this machine", async () => {
    const port = await serve({ "/v1/models": owned("vllm", "a") });
    const { id } = await createConnection(viewer(), { kind: "compatible", baseUrl: `http://localhost:${port}/v1` });
    expect(await look(port)).toMatchObject([{ isConnected: true }]);
    await deleteConnection(viewer(), id);
  });
});

describe("the suggestion to look", () => {
  it("is not made again once somebody looked", async () => {
    await look();
    expect(await suggestsDiscovery(viewer())).toBe(false);
  });
});
