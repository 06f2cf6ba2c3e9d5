import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { stdioServer } from "#lib/testing/mcp/reference-servers.ts";
import { withToolbox } from "#lib/testing/mcp/toolbox-bench.ts";
import { grant, revokeGrants } from "./grants.ts";
import { webSearchConfig } from "./own-tools.ts";
import { toolPatchSchema } from "./tool-input.ts";
import { changeTool, listTools } from "./tool-list.ts";
import { forgetToolboxOf, toolboxOf } from "./toolbox-of-viewer.ts";
import { problemsOf } from "./tools-of-viewer.ts";

const canary = "canary-key-0815-4711";

describe.each(databaseKinds)("the tools of a person on %s", (kind) => {
  const bench = withToolbox(kind);
  const viewer = () => bench.viewer();
  const names = async () => [...(await bench.tools()).keys()];
  const entry = async (name: string) => (await listTools(viewer())).tools.find((one) => one.name === name);
  const engine = async () => webSearchConfig((await toolboxOf(viewer())).setUps.get("web_search"));
  const change = (patch: object) => changeTool(viewer(), "web_search", toolPatchSchema.parse(patch));

  it("are those that come with the application; the search waits until it is configured", async () => {
    expect(await names()).toEqual(["calculator", "date_time", "run_javascript", "read_page", "search_conversations"]);
    const { tools, problems } = await listTools(viewer());
    expect(problems).toEqual([]);
    expect(tools.filter(({ needsSetup }) => needsSetup).map(({ name }) => name)).toEqual(["web_search"]);
    expect(tools.every(({ isOn, server, isAlwaysAllowed }) => isOn && server === null && !isAlwaysAllowed)).toBe(true);
    expect(new Set(tools.map(({ name }) => name)).size).toBe(6);
  });

  it("are turned off and on, each alone, also those of a server", async () => {
    await bench.configure({ own: stdioServer("fair") });
    await bench.agree("own");
    expect(await changeTool(viewer(), "calculator", { isOn: false })).toMatchObject({ name: "calculator", isOn: false });
    expect(await changeTool(viewer(), "own__die", { isOn: false })).toMatchObject({ isOn: false, server: { id: "own" } });
    const left = await names();
    expect(left).not.toContain("calculator");
    expect(left).not.toContain("own__die");
    expect(left).toEqual(expect.arrayContaining(["date_time", "own__pid"]));
    await changeTool(viewer(), "calculator", { isOn: true });
    expect(await names()).toContain("calculator");
    await expect(changeTool(viewer(), "no_such_tool", { isOn: false })).rejects.toMatchObject({ code: "not-found" });
  });

  it("search the web with the engine and the key that were given, and tell neither's secret", async () => {
    expect(await change({ config: { engine: "searxng", baseUrl: " http://127.0.0.1:8888/ " } })).toMatchObject({
      needsSetup: false,
      config: { engine: "searxng", baseUrl: "http://127.0.0.1:8888" },
      hasKey: false,
    });
    expect(await names()).toContain("web_search");
    expect(await change({ config: { engine: "brave" }, key: canary })).toMatchObject({
      config: { engine: "brave" },
      hasKey: true,
    });
    expect(await engine()).toEqual({ engine: "brave", apiKey: canary });
    // A key goes to no other engine than the one it was entered for.
    await expect(change({ config: { engine: "tavily" } })).rejects.toMatchObject({ field: "key" });
    await expect(change({ key: null })).rejects.toMatchObject({ field: "key" });
    await change({ config: { engine: "searxng", baseUrl: "http://127.0.0.1:8888" } });
    await expect(change({ config: { engine: "brave" } })).rejects.toMatchObject({ field: "key" });
    await change({ config: { engine: "tavily" }, key: canary });
    expect(JSON.stringify(await listTools(viewer()))).not.toContain("canary");
    expect(JSON.stringify(await bench.database().client.toolSetup.findMany())).not.toContain("canary");
    await change({ config: null });
    expect(await entry("web_search")).toMatchObject({ needsSetup: true, config: null, hasKey: false });
    expect(await names()).not.toContain("web_search");
  });

  it("refuse what cannot be configured, naming the field", async () => {
    await expect(changeTool(viewer(), "calculator", { key: "x" })).rejects.toMatchObject({ field: "key" });
    await expect(changeTool(viewer(), "calculator", { config: { engine: "brave" } })).rejects.toMatchObject({ field: "config" });
    await expect(change({ key: "x" })).rejects.toMatchObject({ field: "key" });
    await expect(change({ config: { engine: "searxng", baseUrl: "http://127.0.0.1" }, key: "x" })).rejects.toMatchObject({
      field: "key",
    });
    for (const baseUrl of ["", "ftp://x", "http://a:b@x", "http://169.254.169.254", "http://x?key=1"]) {
      expect(toolPatchSchema.safeParse({ config: { engine: "searxng", baseUrl } }).success).toBe(false);
    }
    for (const bad of [{}, { key: "a b" }, { key: "" }, { config: { engine: "google" } }, { isOn: "yes" }, { sealed: "x" }]) {
      expect(toolPatchSchema.safeParse(bad).success).toBe(false);
    }
  });

  it("whose key cannot be opened any more are a problem, which ends when it is entered again", async () => {
    await change({ config: { engine: "brave" }, key: canary });
    const where = { userId_name: { userId: viewer().userId, name: "web_search" } };
    await bench.database().client.toolSetup.update({ where, data: { sealed: "1.other.nonce.body" } });
    forgetToolboxOf(viewer());
    expect(await names()).not.toContain("web_search");
    expect(await problemsOf(viewer())).toMatchObject([{ serverId: "web_search", message: expect.stringContaining("key") }]);
    expect(await entry("web_search")).toMatchObject({ isLocked: true, needsSetup: true });
    await change({ key: canary });
    expect(await engine()).toEqual({ engine: "brave", apiKey: canary });
  });

  it("say which run without asking, until that is taken back", async () => {
    const tool = (await bench.tools()).get("run_javascript");
    if (!tool) throw new Error("There is no tool.");
    await grant(viewer(), tool, "conversation", newId("conversation"));
    expect(await entry("run_javascript")).toMatchObject({ isAlwaysAllowed: false });
    await grant(viewer(), tool, "always", newId("conversation"));
    expect(await entry("run_javascript")).toMatchObject({ isAlwaysAllowed: true });
    await revokeGrants(viewer(), "run_javascript");
    expect(await entry("run_javascript")).toMatchObject({ isAlwaysAllowed: false });
  });

  it("are each person's own", async () => {
    await changeTool(viewer(), "calculator", { isOn: false });
    const { id: userId } = await bench
      .database()
      .client.person.create({ data: { id: newId("person"), name: "B", createdAt: 1n } });
    expect((await listTools({ userId })).tools.find(({ name }) => name === "calculator")?.isOn).toBe(true);
  });
});
