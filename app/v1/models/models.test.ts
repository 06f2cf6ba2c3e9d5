import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { writeSetting } from "#lib/settings/store.ts";
import { withChatServer } from "#lib/testing/chat-server.ts";

const bench = withChatServer();

describe("the models of a key", () => {
  const clientFor = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${bench.url()}`, maxRetries: 0 });
  const get = (apiKey: string, path: string) =>
    fetch(`${bench.url()}/models${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
  const idsOf = async (apiKey: string) => {
    const ids: string[] = [];
    for await (const { id } of clientFor(apiKey).models.list()) ids.push(id);
    return ids;
  };

  it("are those it may ask, with the owner's own choice first", async () => {
    const key = await bench.newKey();
    expect(await idsOf(key)).toEqual(["default", "scripted/one", "scripted/two"]);
    expect(await idsOf(await bench.newKey({ models: ["scripted/two"] }))).toEqual(["default", "scripted/two"]);
    expect(await idsOf(await bench.newKey({ models: ["gone/away"] }))).toEqual([]);
    await writeSetting(bench.viewer(), "defaultModelId", "scripted/two");
    expect(await clientFor(key).models.retrieve("default")).toMatchObject({ id: "default", root: "scripted/two" });
  });

  it("say what a client needs to know to have them think, and how much of it this key may have", async () => {
    const key = await bench.newKey({ exposure: "summary" });
    const entry = {
      id: "scripted/two",
      object: "model",
      created: 0,
      owned_by: "scripted",
      name: "Model scripted/two",
      context_length: null,
      max_output_tokens: null,
      reasoning: {
        supported: true,
        efforts: ["none", "low", "medium", "high"],
        default_effort: "medium",
        can_disable: true,
        exposure: "summary",
      },
    };
    expect(await (await get(key, "/scripted/two")).json()).toEqual(entry);
    const { object, data } = await (await get(key, "")).json();
    expect([object, data[2]]).toEqual(["list", entry]);
    expect(data[1].reasoning).toMatchObject({ efforts: ["low", "medium", "high"], can_disable: false });
  });

  it("may be asked for one by one, the slash of the id as it is or encoded", async () => {
    const key = await bench.newKey();
    for (const path of ["/scripted/two", "/scripted%2Ftwo", "/scripted%2ftwo"]) {
      expect(await (await get(key, path)).json()).toMatchObject({ id: "scripted/two" });
    }
    expect(await clientFor(key).models.retrieve("scripted/one")).toMatchObject({ id: "scripted/one" });
  });

  it("are refused in OpenAI's shape", async () => {
    const key = await bench.newKey();
    const unknown = await get(key, "/nobody/knows");
    expect([unknown.status, await unknown.json()]).toMatchObject([
      404,
      { error: { type: "not_found_error", code: "model_not_found", param: "model" } },
    ]);
    const forbidden = await get(await bench.newKey({ models: ["scripted/one"] }), "/scripted/two");
    expect([forbidden.status, await forbidden.json()]).toMatchObject([403, { error: { type: "permission_error" } }]);
    const stranger = await get("sk-nobody", "");
    expect([stranger.status, await stranger.json()]).toMatchObject([401, { error: { code: "invalid_api_key" } }]);
    const posted = await fetch(`${bench.url()}/models`, { method: "POST" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });
});
