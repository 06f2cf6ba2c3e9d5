import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testClock } from "#lib/core/clock.ts";
import { connectionTo, wires } from "#lib/testing/step.ts";
import { builtinModels } from "./builtin/endpoint.ts";
import { listModels, readCatalog } from "./catalog.ts";
import type { Connection } from "./connection.ts";
import { connections } from "./connections.ts";
import { type ListOptions, listOf } from "./model-lists.ts";
import { resolveModel } from "./resolve.ts";

let server: Server;
let url = "";
let asked: string[] = [];
let answer: { status: number; body: string } | "silence" = { status: 200, body: "{}" };

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    if (answer !== "silence") response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/v1`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const idsOf = async (connection: Connection, options: ListOptions) => [
  ...((await listOf(connection, options)).models?.keys() ?? []),
];
const lists = (...data: object[]) => ({ status: 200, body: JSON.stringify({ object: "list", data }) });

describe("the list of models", () => {
  it("has the built-in model last, and first where nothing else is connected", async () => {
    answer = lists({ id: "deepseek/r1:8b" });
    const both = connections({ openai: undefined, compatible: { baseUrl: url, apiKey: undefined } });
    expect((await listModels(both)).map(({ id }) => id)).toEqual([
      "compatible/deepseek/r1:8b",
      ...builtinModels.map(({ id }) => id),
    ]);
    expect(await listModels(connections({ openai: undefined, compatible: undefined }))).toEqual(builtinModels);
  });

  it("leaves out what does not converse in text, and dated copies of what it shows", async () => {
    answer = lists(
      ...["gpt-5", "gpt-5-2025-08-07", "text-embedding-3-large", "gpt-image-1", "whisper-1", "tts-1"].map((id) => ({ id })),
      ...["gpt-realtime", "omni-moderation-latest", "gpt-4o-transcribe", "sora-2"].map((id) => ({ id })),
    );
    expect((await listModels([connectionTo("openai", url)])).map(({ id }) => id)).toEqual(["openai/gpt-5"]);
  });

  it("says of each model what is known, and of an unknown one that it is not", async () => {
    answer = lists({ id: "gpt-5.2" }, { id: "mystery" });
    expect(await listModels([connectionTo("openai", url)])).toEqual([
      {
        id: "openai/gpt-5.2",
        name: "GPT-5.2",
        connection: { id: "openai", name: "OpenAI" },
        reasons: true,
        efforts: ["off", "low", "medium", "high", "xhigh"],
        defaultEffort: "medium",
        contextSize: null,
        outputSize: 128_000,
        callsTools: true,
        seesImages: true,
        price: null,
        examples: [],
      },
      expect.objectContaining({ id: "openai/mystery", name: "mystery", reasons: null, defaultEffort: "medium" }),
    ]);
  });

  it("takes from a compatible server what it says of its models", async () => {
    answer = lists(
      { id: "org/thinker", name: "Thinker", context_length: 65_536, supported_parameters: ["reasoning", "tools"] },
      { id: "org/talker", max_model_len: 8192, supported_parameters: ["tools"] },
      { id: "plain", context_length: "many" },
    );
    const models = await listModels([connectionTo("compatible", url)]);
    expect(models.map(({ id, name, reasons, contextSize, efforts }) => [id, name, reasons, contextSize, efforts.length])).toEqual(
      [
        ["compatible/org/talker", "org/talker", false, 8192, 0],
        ["compatible/org/thinker", "Thinker", true, 65_536, 4],
        ["compatible/plain", "plain", null, null, 4],
      ],
    );
    expect(asked).toEqual(["/v1/models Bearer test-key"]);
  });

  it.each([
    ["500", { status: 500, body: "oops" }],
    ["a page", { status: 200, body: "<html>" }],
    ["another document", { status: 200, body: '{"models":[]}' }],
  ])("is short but there when a provider answers with %s", async (_, given) => {
    answer = given;
    const { models, connections: described, problems } = await readCatalog([connectionTo("compatible", url)]);
    expect(models).toEqual([]);
    const unlisted = expect.objectContaining({ id: "compatible/", name: "", efforts: ["off", "low", "medium", "high"] });
    expect(described).toEqual([{ id: "compatible", name: new URL(url).host, isListed: false, unlisted }]);
    expect(problems).toEqual([
      {
        connectionId: "compatible",
        name: new URL(url).host,
        message: expect.stringContaining("provider"),
        suggestion: expect.any(String),
      },
    ]);
    const known = await listModels([connectionTo("openai", url, `key-${_.length}`)]);
    expect(known.map(({ id }) => id)).toContain("openai/gpt-5");
    expect(known.every(({ reasons }) => reasons === true)).toBe(true);
  });
});

describe.each(wires)("asking a provider for its list (%s)", (wire) => {
  it("happens once in five minutes, and then behind the reader's back", async () => {
    const clock = testClock();
    const connection = connectionTo(wire, url);
    answer = lists({ id: "one" });
    const ids = () => idsOf(connection, { clock });
    expect(await Promise.all([ids(), ids()])).toEqual([["one"], ["one"]]);
    answer = lists({ id: "two" });
    clock.advance(299_000);
    expect(await ids()).toEqual(["one"]);
    expect(asked).toHaveLength(1);
    clock.advance(2_000);
    expect(await ids()).toEqual(["one"]);
    while ((await ids())[0] !== "two") await new Promise(setImmediate);
    expect(asked).toHaveLength(2);
  });

  it("keeps the list it has when a later question fails", async () => {
    const clock = testClock();
    const connection = connectionTo(wire, url);
    answer = lists({ id: "one" });
    await listOf(connection, { clock });
    answer = { status: 500, body: "" };
    clock.advance(301_000);
    await listOf(connection, { clock });
    while (asked.length < 2) await new Promise(setImmediate);
    expect(await idsOf(connection, { clock })).toEqual(["one"]);
  });

  it("is done again for whoever asks for it now, and forgets a failure once it is answered", async () => {
    const clock = testClock();
    const connection = connectionTo(wire, url);
    answer = { status: 401, body: '{"error":{"message":"no"}}' };
    expect(await listOf(connection, { clock })).toMatchObject({ models: null, failure: { code: "provider-auth" } });
    answer = lists({ id: "one" });
    expect(await idsOf(connection, { clock })).toEqual([]);
    expect(await idsOf(connection, { clock, isFresh: true })).toEqual(["one"]);
    expect((await listOf(connection, { clock })).failure).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it("waits for a silent provider once and not again", async () => {
    answer = "silence";
    const clock = testClock();
    const connection = connectionTo(wire, url);
    expect(await listOf(connection, { clock, patienceMs: 50 })).toMatchObject({
      models: null,
      failure: { code: "provider-stall" },
    });
    clock.advance(31_000);
    // This one would wait for ever if it waited.
    expect((await listOf(connection, { clock, patienceMs: 2 ** 30 })).models).toBeNull();
    while (asked.length < 2) await new Promise(setImmediate);
  });
});

describe("a model id", () => {
  it("finds its model, slashes and all", async () => {
    answer = lists({ id: "org/thinker", name: "Thinker" });
    const all = [connectionTo("compatible", url), ...connections({ openai: undefined, compatible: undefined })];
    const model = await resolveModel("compatible/org/thinker", all);
    expect(model.info).toMatchObject({ id: "compatible/org/thinker", name: "Thinker" });
    expect(model.replay.issuer).toContain(`compatible ${url} org/thinker`);
    expect((await resolveModel("compatible/not-listed", all)).info.name).toBe("not-listed");
    expect((await resolveModel("builtin/reasoner", all)).info.connection.id).toBe("builtin");
  });

  it.each(["", "builtin", "builtin/", "builtin/other", "/reasoner", "nowhere/model", "openai/gpt-5", "builtin/reasoner "])(
    "%j is unknown where it is not connected",
    async (id) => {
      await expect(resolveModel(id, connections({ openai: undefined, compatible: undefined }))).rejects.toMatchObject({
        code: "model-unknown",
        field: "modelId",
      });
    },
  );
});
