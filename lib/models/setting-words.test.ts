import { describe, expect, it } from "vitest";
import type { CallSettings } from "#lib/reasoning/brief.ts";
import { bodyTo, builtinModel, kinds, modelOfProvider } from "#lib/testing/request-bodies.ts";
import type { ProviderKind } from "./provider-kinds.ts";

const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object" } }];
const plainKinds = ["deepseek", "openrouter", "groq", "mistral", "compatible"] as const;
const itemKinds = ["openai", "xai", "responses"] as const;

async function saidTo(kind: ProviderKind, settings: CallSettings, modelId?: string): Promise<Record<string, unknown>> {
  const model = modelOfProvider(kind, modelId);
  const [bare, told] = [await bodyTo(model, { tools, effort: "off" }), await bodyTo(model, { tools, settings, effort: "off" })];
  const before: Record<string, unknown> = JSON.parse(bare);
  const after: Record<string, unknown> = JSON.parse(told);
  const isNew = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(before[name]);
  return Object.fromEntries(Object.entries(after).filter(isNew));
}

describe("a choice of tools", () => {
  it.each(plainKinds)("is said to %s as chat completions say it", async (kind) => {
    expect(await saidTo(kind, { toolChoice: "none" })).toEqual({ tool_choice: "none" });
    expect(await saidTo(kind, { toolChoice: { name: "look" }, parallelToolCalls: true })).toEqual({
      tool_choice: { type: "function", function: { name: "look" } },
      parallel_tool_calls: true,
    });
  });

  it.each(itemKinds)("is said to %s as Responses say it", async (kind) => {
    expect(await saidTo(kind, { toolChoice: "none" })).toEqual({ tool_choice: "none" });
    expect(await saidTo(kind, { toolChoice: { name: "look" }, parallelToolCalls: false })).toEqual({
      tool_choice: { type: "function", name: "look" },
      parallel_tool_calls: false,
    });
  });

  it.each<[CallSettings, object]>([
    [{ toolChoice: "auto" }, { type: "auto" }],
    [{ toolChoice: "none", parallelToolCalls: false }, { type: "none" }],
    [{ toolChoice: "required" }, { type: "any" }],
    [
      { toolChoice: { name: "look" }, parallelToolCalls: false },
      { type: "tool", name: "look", disable_parallel_tool_use: true },
    ],
    [{ parallelToolCalls: true }, { type: "auto", disable_parallel_tool_use: false }],
  ])("of %j is said to Anthropic as %j", async (settings, choice) => {
    expect(await saidTo("anthropic", settings)).toEqual({ tool_choice: choice });
  });

  it.each<[CallSettings["toolChoice"], object]>([
    ["none", { mode: "NONE" }],
    ["required", { mode: "ANY" }],
    [{ name: "look" }, { mode: "ANY", allowedFunctionNames: ["look"] }],
  ])("of %j is said to Google as %j", async (toolChoice, config) => {
    expect(await saidTo("google", { toolChoice })).toEqual({ toolConfig: { functionCallingConfig: config } });
  });

  it.each(kinds)("is not said to %s where there are no tools", async (kind) => {
    const model = modelOfProvider(kind);
    const settings: CallSettings = { toolChoice: "required", parallelToolCalls: false };
    expect(await bodyTo(model, { settings })).toBe(await bodyTo(model));
  });
});

describe("the shape of an answer", () => {
  const schema = { type: "object", properties: { city: { const: "Ulm" } } };
  const shaped: CallSettings = { responseFormat: { type: "json-schema", name: "place", schema } };
  const any: CallSettings = { responseFormat: { type: "json-object" } };

  it.each(plainKinds)("is said to %s as chat completions say it", async (kind) => {
    expect(await saidTo(kind, any)).toEqual({ response_format: { type: "json_object" } });
    expect(await saidTo(kind, shaped)).toEqual({
      response_format: { type: "json_schema", json_schema: { name: "place", schema } },
    });
  });

  it.each(itemKinds)("is said to %s as Responses say it", async (kind) => {
    expect(await saidTo(kind, any)).toEqual({ text: { format: { type: "json_object" } } });
    expect(await saidTo(kind, shaped)).toEqual({ text: { format: { type: "json_schema", name: "place", schema } } });
  });

  it("stands beside the effort for Anthropic, closed as it wants it", async () => {
    const body = JSON.parse(await bodyTo(modelOfProvider("anthropic"), { settings: shaped, effort: "high" }));
    const closed = { ...schema, additionalProperties: false };
    expect(body.output_config).toEqual({ effort: "high", format: { type: "json_schema", schema: closed } });
  });

  it("is said to Google as a media type, and a schema without constants", async () => {
    const mime = { responseMimeType: "application/json" };
    expect(await saidTo("google", any)).toMatchObject({ generationConfig: mime });
    const responseJsonSchema = { type: "object", properties: { city: { enum: ["Ulm"] } } };
    expect(await saidTo("google", shaped)).toMatchObject({ generationConfig: { ...mime, responseJsonSchema } });
  });

  it("is Ollama's format", async () => {
    expect(await saidTo("ollama", any)).toEqual({ format: "json" });
    expect(await saidTo("ollama", shaped)).toEqual({ format: schema });
  });
});

describe("what comes before everything else", () => {
  const messages = [
    { role: "system", text: "Be brief." },
    { role: "user", text: "Hello" },
  ] as const;
  const rolesOf = async (modelId: string, baseUrl: string) => {
    const body = JSON.parse(await bodyTo(modelOfProvider("compatible", modelId, baseUrl), { messages }));
    return body.messages as object[];
  };

  it("is the developer's to OpenAI's models that think", async () => {
    const openai = "https://api.openai.com/v1";
    expect(await rolesOf("gpt-5.1", openai)).toMatchObject([{ role: "developer", content: "Be brief." }, { role: "user" }]);
    expect(await rolesOf("gpt-4o", openai)).toMatchObject([{ role: "system" }, { role: "user" }]);
    expect(await rolesOf("gpt-5.1", "https://gateway.example/v1")).toMatchObject([{ role: "system" }, { role: "user" }]);
  });

  it.each(["gemma-7b-it", "gemma2:9b", "google/gemma-2-27b-it"])(
    "is told %s with the question, whose template knows no such role",
    async (id) => {
      expect(await rolesOf(id, "http://127.0.0.1:9/v1")).toEqual([{ role: "user", content: "Be brief.\n\nHello" }]);
    },
  );

  it("is told later Gemmas by itself", async () => {
    expect(await rolesOf("gemma-3-27b-it", "http://127.0.0.1:9/v1")).toMatchObject([{ role: "system" }, { role: "user" }]);
    expect(await rolesOf("gemma-4-31b", "http://127.0.0.1:9/v1")).toMatchObject([{ role: "system" }, { role: "user" }]);
  });
});

describe("the built-in model", () => {
  it("takes what may be set of calls of tools, and says of the rest that it has no setting for it", () => {
    const settings: CallSettings = {
      temperature: 1,
      toolChoice: "none",
      parallelToolCalls: false,
      responseFormat: { type: "json-object" },
    };
    const names = (some: CallSettings) =>
      builtinModel()
        .leavesOut?.(some, "medium")
        .map(({ name }) => name);
    expect(names(settings)).toEqual(["temperature", "responseFormat"]);
    expect(names({ ...settings, toolChoice: "required" })).toEqual(["temperature", "toolChoice", "responseFormat"]);
  });
});
