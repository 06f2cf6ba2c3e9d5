import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { openConnection } from "#lib/models/open-connection.ts";
import type { ProviderKind } from "#lib/models/provider-kinds.ts";

/** What is shown of the only model in a list with this entry. */
async function shown(kind: ProviderKind, entry: { id: string }) {
  const server = createServer((_request, response) => response.end(JSON.stringify({ object: "list", data: [entry] })));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const connection = openConnection({ id: "c", kind, name: "C", baseUrl, apiKey: "k", headers: {} });
  const listed = await connection.list?.(AbortSignal.timeout(5_000));
  server.close();
  return connection.describe(entry.id, listed?.get(entry.id));
}

describe("a model in its provider's list", () => {
  const sonnet = {
    id: "anthropic/claude-sonnet-4.5",
    name: "Anthropic: Claude Sonnet 4.5",
    created: 1_759_161_676,
    context_length: 1_000_000,
    architecture: { modality: "text+image->text", input_modalities: ["text", "image"], output_modalities: ["text"] },
    pricing: { prompt: "0.000003", completion: "0.000015" },
    top_provider: { context_length: 1_000_000, max_completion_tokens: 64_000, is_moderated: true },
    supported_parameters: ["include_reasoning", "max_tokens", "reasoning", "tools"],
  };

  it("of OpenRouter is described by what it takes", async () => {
    expect(await shown("openrouter", sonnet)).toMatchObject({
      name: "Anthropic: Claude Sonnet 4.5",
      reasons: true,
      callsTools: true,
      seesImages: true,
      contextSize: 1_000_000,
      outputSize: 64_000,
      efforts: ["off", "minimal", "low", "medium", "high", "xhigh", "max"],
    });
  });

  it.each([
    [{ mandatory: true, supported_efforts: ["max", "high", "low"] }, ["low", "high", "max"]],
    [{ mandatory: false, supported_efforts: ["high", "low"] }, ["off", "low", "high"]],
    [{ mandatory: true, supported_efforts: null }, ["minimal", "low", "medium", "high", "xhigh", "max"]],
  ])("of OpenRouter with %j has the efforts %j", async (reasoning, efforts) => {
    expect((await shown("openrouter", { ...sonnet, reasoning } as { id: string })).efforts).toEqual(efforts);
  });

  it("of OpenRouter that does not think has no efforts", async () => {
    const info = await shown("openrouter", { ...sonnet, supported_parameters: ["max_tokens"] } as { id: string });
    expect(info).toMatchObject({ reasons: false, callsTools: false, efforts: [] });
  });

  it("of Mistral is described by its capabilities", async () => {
    const capabilities = { completion_chat: true, function_calling: true, vision: true };
    const entry = {
      id: "mistral-small-latest",
      object: "model",
      owned_by: "mistralai",
      max_context_length: 262_144,
      capabilities,
    };
    expect(await shown("mistral", entry)).toMatchObject({
      reasons: true,
      efforts: ["off", "high"],
      callsTools: true,
      seesImages: true,
      contextSize: 262_144,
      outputSize: null,
    });
  });

  it("of Groq is described by its sizes, and by its name", async () => {
    const entry = {
      id: "openai/gpt-oss-120b",
      object: "model",
      owned_by: "OpenAI",
      active: true,
      context_window: 131_072,
      max_completion_tokens: 65_536,
    };
    expect(await shown("groq", entry)).toMatchObject({
      reasons: true,
      efforts: ["low", "medium", "high"],
      callsTools: true,
      contextSize: 131_072,
      outputSize: 65_536,
    });
  });

  it("of DeepSeek is described by its name alone", async () => {
    expect(await shown("deepseek", { id: "deepseek-v4-pro" })).toMatchObject({
      reasons: true,
      efforts: ["off", "low", "high", "max"],
      callsTools: true,
      contextSize: null,
    });
  });
});
