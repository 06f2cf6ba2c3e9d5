import { describe, expect, it } from "vitest";
import { withChatServer } from "#lib/testing/chat-server.ts";
import { checkAgents } from "#lib/testing/openbb-check.ts";
import type { AgentManifest } from "#lib/wire/openbb/manifest.ts";

const bench = withChatServer();

async function read(headers: Record<string, string> = {}) {
  const response = await fetch(bench.url().replace(/\/v1$/, "/agents.json"), { headers });
  return { response, manifest: (await response.json()) as Record<string, AgentManifest> };
}

describe("/agents.json over HTTP", () => {
  it("is as its contract wants it, and tells no models to those without a key", async () => {
    const { response, manifest } = await read({ origin: "https://pro.openbb.co" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(response.headers.get("access-control-allow-origin")).toBe("https://pro.openbb.co");
    checkAgents(manifest);
    expect(JSON.stringify(manifest)).not.toContain("scripted/");
  });

  it("tells a key the models that it may ask", async () => {
    const key = await bench.newKey({ models: ["scripted/two"] });
    const { manifest } = await read({ "x-api-key": key });
    checkAgents(manifest);
    expect(manifest.aloud?.features.model).toMatchObject({ options: [{ value: "default" }, { value: "scripted/two" }] });
  });

  it("tells a wrong key that it is wrong", async () => {
    expect((await read({ authorization: "Bearer wrong" })).response.status).toBe(401);
  });
});
