/** What the SDK's packages for the Responses format do, for which reasons they are used or not. A new version has to be read anew. */
import { createOpenResponses, VERSION as openResponsesVersion } from "@ai-sdk/open-responses";
import { createOpenAI, VERSION as openAiVersion } from "@ai-sdk/openai";
import type {
  LanguageModelV4,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  SharedV4ProviderOptions,
} from "@ai-sdk/provider";
import { createXai, VERSION as xaiVersion } from "@ai-sdk/xai";
import { describe, expect, it } from "vitest";

type Answer = (body: Record<string, unknown>) => object[];
const question: LanguageModelV4Prompt = [{ role: "user", content: [{ type: "text", text: "Hi" }] }];
const created = {
  type: "response.created",
  response: { id: "resp_1", object: "response", created_at: 1, model: "m", output: [], status: "in_progress" },
};
const completed = {
  type: "response.completed",
  response: {
    id: "resp_1",
    object: "response",
    created_at: 1,
    model: "m",
    status: "completed",
    output: [],
    usage: { input_tokens: 1, output_tokens: 2 },
  },
};
const at = { item_id: "rs_1", output_index: 0 };
const item = (more: object = {}) => ({ id: "rs_1", type: "reasoning", summary: [], status: "completed", ...more });
const added = { type: "response.output_item.added", output_index: 0, item: item() };
const done = (more: object = {}) => ({ type: "response.output_item.done", output_index: 0, item: item(more) });
const part = (summary_index: number) => ({
  type: "response.reasoning_summary_part.added",
  ...at,
  summary_index,
  part: { type: "summary_text", text: "" },
});
const summary = (delta: string, summary_index = 0) => ({
  type: "response.reasoning_summary_text.delta",
  ...at,
  summary_index,
  delta,
});
const unknown = { type: "response.reasoning_progress.updated", ...at, progress: 0.5 };

/** A fetch that answers these events, and what was asked. */
function scripted(answer: Answer) {
  const asked: Record<string, unknown>[] = [];
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const body = JSON.parse(String(init?.body));
    asked.push(body);
    const frames = answer(body).map((event) => `data: ${JSON.stringify(event)}\n\n`);
    return new Response(frames.join(""), { headers: { "content-type": "text/event-stream" } });
  };
  return { fetch, asked };
}
const makers: Record<"openai" | "xai" | "open-responses", (fetch: typeof globalThis.fetch) => LanguageModelV4> = {
  openai: (fetch: typeof globalThis.fetch) => createOpenAI({ apiKey: "k", fetch }).responses("gpt-5"),
  xai: (fetch: typeof globalThis.fetch) => createXai({ apiKey: "k", fetch }).responses("grok-4.3"),
  "open-responses": (fetch: typeof globalThis.fetch) =>
    createOpenResponses({ name: "any", url: "http://any/v1/responses", fetch })("m"),
};
type Package = keyof typeof makers;

async function read(name: Package, events: object[]): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await makers[name](scripted(() => events).fetch).doStream({ prompt: question });
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const one of stream) parts.push(one);
  return parts;
}
const thoughtIn = (parts: LanguageModelV4StreamPart[]) =>
  parts.map((one) => (one.type === "reasoning-delta" ? one.delta : "")).join("");
const typesIn = (parts: LanguageModelV4StreamPart[]) => parts.map(({ type }) => type);

async function bodyFor(name: Package, prompt: LanguageModelV4Prompt, options: SharedV4ProviderOptions = {}) {
  const { fetch, asked } = scripted(() => [created, completed]);
  await makers[name](fetch).doStream({ prompt, providerOptions: options });
  return asked[0] ?? {};
}

describe("@ai-sdk/openai 4.0.118, which asks OpenAI", () => {
  it("is the version that was read", () => expect(openAiVersion).toBe("4.0.118"));

  it("P22 passes over events it does not know", async () => {
    const parts = await read("openai", [created, added, part(0), summary("Hm."), unknown, done(), completed]);
    expect(thoughtIn(parts)).toBe("Hm.");
    expect(typesIn(parts)).not.toContain("error");
  });

  it("P18 loses a model's own thought, which OpenAI does not send and other servers do", async () => {
    const own = { type: "response.reasoning_text.delta", ...at, content_index: 0, delta: "Hm." };
    const whole = { type: "response.reasoning_summary_text.done", ...at, summary_index: 0, text: "Hm." };
    expect(thoughtIn(await read("openai", [created, added, own, done(), completed]))).toBe("");
    expect(thoughtIn(await read("openai", [created, added, part(0), whole, done(), completed]))).toBe("");
  });

  it("ends all parts of an item with its proof, once the item is over", async () => {
    const events = [
      created,
      added,
      part(0),
      summary("One."),
      part(1),
      summary("Two.", 1),
      done({ encrypted_content: "c2VhbA==" }),
      completed,
    ];
    const ends = (await read("openai", events)).filter((one) => one.type === "reasoning-end");
    expect(ends).toMatchObject([
      { id: "rs_1:0", providerMetadata: { openai: { itemId: "rs_1", reasoningEncryptedContent: "c2VhbA==" } } },
      { id: "rs_1:1", providerMetadata: { openai: { itemId: "rs_1", reasoningEncryptedContent: "c2VhbA==" } } },
    ]);
  });

  it("sends the parts of a thought as one item, by its content where nothing is stored, and asks for such content by itself", async () => {
    const prompt: LanguageModelV4Prompt = [
      ...question,
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "One.", providerOptions: { openai: { itemId: "rs_1", reasoningEncryptedContent: null } } },
          {
            type: "reasoning",
            text: "Two.",
            providerOptions: { openai: { itemId: "rs_1", reasoningEncryptedContent: "c2VhbA==" } },
          },
          { type: "text", text: "Hello.", providerOptions: { openai: { phase: "commentary" } } },
        ],
      },
    ];
    const sent = await bodyFor("openai", prompt, { openai: { store: false } });
    expect(sent).toMatchObject({
      store: false,
      include: ["reasoning.encrypted_content"],
      input: [
        { role: "user" },
        { type: "reasoning", id: "rs_1", encrypted_content: "c2VhbA==", summary: [{ text: "One." }, { text: "Two." }] },
        { role: "assistant", content: "Hello.", phase: "commentary" },
      ],
    });
  });
});

describe("@ai-sdk/xai 5.0.12, which is gone around", () => {
  it("is the version that was read", () => expect(xaiVersion).toBe("5.0.12"));

  it("P22 takes an event it does not know for an error", async () => {
    const parts = await read("xai", [created, part(0), summary("Hm."), unknown, done(), completed]);
    expect(typesIn(parts)).toContain("error");
  });

  it("P20 takes an item that does not say its status for an error", async () => {
    const { status: _, ...bare } = item({ encrypted_content: "c2VhbA==" });
    const parts = await read("xai", [created, { type: "response.output_item.done", output_index: 0, item: bare }, completed]);
    expect(typesIn(parts)).toContain("error");
  });

  it("does not say where a part of a summary ends, so that it cannot go back as it came", async () => {
    const parts = await read("xai", [created, part(0), summary("One."), part(1), summary("Two.", 1), done(), completed]);
    expect(parts.filter((one) => one.type === "reasoning-start")).toHaveLength(1);
    expect(thoughtIn(parts)).toBe("One.Two.");
  });

  it("P30 reads a thought of which there is only what is encrypted", async () => {
    const parts = await read("xai", [created, done({ encrypted_content: "c2VhbA==" }), completed]);
    expect(parts.find((one) => one.type === "reasoning-end")).toMatchObject({
      providerMetadata: { xai: { itemId: "rs_1", reasoningEncryptedContent: "c2VhbA==" } },
    });
  });
});

describe("@ai-sdk/open-responses 2.0.36, which is gone around", () => {
  const own = { type: "response.reasoning_text.delta", ...at, content_index: 0, delta: "Hm." };
  const text = { type: "response.output_text.done", item_id: "msg_1", output_index: 1, content_index: 0, text: "Hello." };
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    content: [{ type: "output_text", text: "Hello.", annotations: [] }],
  };

  it("is the version that was read", () => expect(openResponsesVersion).toBe("2.0.36"));

  it("reads a model's own thought, and passes over events it does not know", async () => {
    const parts = await read("open-responses", [created, added, own, unknown, done(), completed]);
    expect(thoughtIn(parts)).toBe("Hm.");
    expect(typesIn(parts)).not.toContain("error");
  });

  it("P18 loses what comes only with its end, thoughts and text", async () => {
    const whole = { type: "response.reasoning_text.done", ...at, content_index: 0, text: "Hm." };
    const parts = await read("open-responses", [
      created,
      added,
      whole,
      done({ content: [{ type: "reasoning_text", text: "Hm." }] }),
      text,
      { type: "response.output_item.done", output_index: 1, item: message },
      completed,
    ]);
    expect(thoughtIn(parts)).toBe("");
    expect(typesIn(parts)).not.toContain("text-delta");
  });

  it("P25 invents an end for an answer that has none", async () => {
    const parts = await read("open-responses", [created, added, own]);
    expect(parts.at(-1)).toMatchObject({ type: "finish", finishReason: { unified: "other" } });
  });

  it("P27 breaks at an error that is not nested", async () => {
    const events = [created, { type: "error", code: "server_error", message: "Down." }];
    await expect(read("open-responses", events)).rejects.toThrow(TypeError);
  });

  it("can neither say that nothing is to be stored nor ask for encrypted thoughts", async () => {
    const sent = await bodyFor("open-responses", question, {
      any: { store: false, include: ["reasoning.encrypted_content"] },
    });
    expect(Object.keys(sent).sort()).toEqual(["input", "model", "stream"]);
  });
});
