/** Owns: what each kind of provider is sent, byte for byte, without a server: one model of each, and the body of one request to it. */
import type { Effort } from "#lib/core/effort.ts";
import { builtinConnection } from "#lib/models/connections.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import { type ProviderKind, providerKinds } from "#lib/models/provider-kinds.ts";
import type { Ask, ResolvedModel } from "#lib/models/resolved-model.ts";

/** A model of each kind, one that thinks. */
export const modelOfKind = {
  openai: "gpt-5.1",
  anthropic: "claude-opus-4-8",
  google: "gemini-2.5-flash",
  deepseek: "deepseek-v4-pro",
  openrouter: "anthropic/claude-sonnet-4.5",
  xai: "grok-4.3",
  groq: "qwen/qwen3-32b",
  mistral: "mistral-small-latest",
  ollama: "qwen3:8b",
  responses: "gpt-oss-120b",
  compatible: "some-model",
} as const satisfies Record<ProviderKind, string>;

export const kinds = Object.keys(modelOfKind) as ProviderKind[];

export function modelOfProvider(kind: ProviderKind, modelId: string = modelOfKind[kind], baseUrl?: string): ResolvedModel {
  const address = baseUrl ?? providerKinds[kind].baseUrl ?? "http://127.0.0.1:9/v1";
  const connection = openConnection({ id: kind, kind, name: kind, baseUrl: address, apiKey: "test-key", headers: {} });
  return connection.model(modelId, connection.describe(modelId));
}

export function builtinModel(): ResolvedModel {
  return builtinConnection.model("reasoner", builtinConnection.describe("reasoner"));
}

/** The body as it would be sent. */
export async function bodyTo(
  model: ResolvedModel,
  { effort = "medium", ...ask }: Partial<Omit<Ask, "exchange" | "extras">> & { effort?: Effort } = {},
): Promise<string> {
  let body = "";
  const send = async (_: unknown, init?: RequestInit): Promise<never> => {
    body = String(init?.body);
    throw new Error("It is not sent.");
  };
  const exchange = { open: send, fetch: send, answered: Promise.resolve(), isAnswered: false, fault: null, close: () => {} };
  const outputLimit = ask.outputLimit ?? null;
  const extras = { effort: model.effortWord(effort, outputLimit), wantsSummary: true, withSeals: true };
  const asked: Ask = { messages: [{ role: "user", text: "Hello" }], tools: [], extras, exchange, ...ask, outputLimit };
  await model.ask(asked).then(
    () => {
      throw new Error("Nothing was sent.");
    },
    (error: unknown) => {
      if (body === "") throw error;
    },
  );
  return body;
}
