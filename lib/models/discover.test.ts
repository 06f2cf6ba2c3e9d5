import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOpenAiList, unknownListed } from "./discover.ts";
import { failureOf } from "./failures.ts";

let status = 200;
let body: unknown = {};
const server = createServer((_, response) => {
  response.writeHead(status, { "content-type": "application/json", location: "http://127.0.0.1:9/" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function read(answer: unknown, answeredWith = 200) {
  body = answer;
  status = answeredWith;
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return readOpenAiList(baseUrl, {}, AbortSignal.timeout(5_000));
}
const readOne = async (entry: object) => (await read({ data: [{ id: "m", ...entry }] })).get("m");

describe("an entry of a list of models", () => {
  it("says nothing where the server says nothing", async () => {
    expect(await readOne({})).toEqual(unknownListed);
  });

  it.each([
    [
      "OpenRouter",
      {
        context_length: 9,
        top_provider: { max_completion_tokens: 3 },
        architecture: { input_modalities: ["text", "image"], output_modalities: ["text"] },
        supported_parameters: ["reasoning", "tools"],
      },
      { contextSize: 9, outputSize: 3, seesImages: true, reasons: true, callsTools: true },
    ],
    [
      "OpenRouter, with its efforts",
      { reasoning: { mandatory: false, supported_efforts: ["high", "low", null] } },
      { reasons: true, efforts: ["off", "low", "high"] },
    ],
    [
      "OpenRouter, where thinking cannot be off",
      { reasoning: { mandatory: true, supported_efforts: ["high", "none"] } },
      { reasons: true, efforts: ["high"] },
    ],
    ["vLLM", { max_model_len: 8192, owned_by: "vllm" }, { contextSize: 8192, ownedBy: "vllm" }],
    [
      "llama.cpp",
      { meta: { n_ctx: 4096, n_ctx_train: 131_072 }, owned_by: "llamacpp" },
      { contextSize: 4096, ownedBy: "llamacpp" },
    ],
    [
      "Mistral",
      { max_context_length: 7, capabilities: { completion_chat: true, function_calling: true, vision: false } },
      { contextSize: 7, callsTools: true, seesImages: false },
    ],
    ["Groq", { context_window: 5, max_completion_tokens: 2 }, { contextSize: 5, outputSize: 2 }],
    [
      "Kimi",
      { supports_reasoning: true, supports_image_in: true, context_length: 6 },
      { reasons: true, seesImages: true, contextSize: 6 },
    ],
  ])("is read as %s writes it", async (_, entry, expected) => {
    expect(await readOne(entry)).toEqual({ ...unknownListed, ...expected });
  });

  it("of the wrong types says nothing, and hides no other", async () => {
    const odd = { id: "odd", name: 5, context_length: -1, supported_parameters: "tools", reasoning: [], capabilities: null };
    expect(await read({ data: [odd, { id: 7 }, null, { id: "good" }] })).toEqual(
      new Map([
        ["good", unknownListed],
        ["odd", unknownListed],
      ]),
    );
  });

  it("is left out when it does not converse in text, by what the server says or else by its name", async () => {
    const names = [
      "nomic-embed-text",
      "bge-m3",
      "whisper-1",
      "tts-1",
      "gpt-image-1",
      "stable-diffusion-3",
      "text-embedding-3-small",
    ];
    const data = [
      ...names.map((id) => ({ id })),
      { id: "voxtral", capabilities: { completion_chat: false } },
      { id: "flux", architecture: { output_modalities: ["image"] } },
      { id: "e5", type: "embeddings" },
      ...["qwen2.5-7b-instruct", "olive-chat", "sonar-deep-research", "deepseek-r1"].map((id) => ({ id })),
    ];
    expect([...(await read(data)).keys()]).toEqual(["deepseek-r1", "olive-chat", "qwen2.5-7b-instruct", "sonar-deep-research"]);
  });
});

describe("a list of models", () => {
  it.each([
    [401, '{"error":{"message":"no"}}', "provider-auth"],
    [500, "oops", "provider-unavailable"],
    [302, "", "provider-bad-response"],
    [200, "<html>", "provider-bad-response"],
  ])("answered with %s is a failure with a name", async (answeredWith, text, code) => {
    const error = await read(text, answeredWith).catch((cause: unknown) => cause);
    expect(failureOf(error).code).toBe(code);
  });

  it("is read whole, as long as a gateway's is", async () => {
    expect(
      (await read({ data: Array.from({ length: 3_000 }, (_, index) => ({ id: `house-${index % 40}/m-${index}-b` })) })).size,
    ).toBe(3_000);
  });

  it("of any JSON is a list or a failure, never more", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const ids = await read({ data: [value] }).then(
          (list) => [...list.keys()],
          () => [],
        );
        expect(ids.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });
});
