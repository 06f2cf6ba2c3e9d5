/** Owns: from what a person said about a provider to the provider. One line a kind. */
import type { Connection, ConnectionConfig } from "./connection.ts";
import type { ProviderKind } from "./provider-kinds.ts";
import { anthropicConnection } from "./providers/anthropic.ts";
import { compatibleConnection } from "./providers/compatible.ts";
import { deepseekConnection } from "./providers/deepseek.ts";
import { googleConnection } from "./providers/google.ts";
import { groqConnection } from "./providers/groq.ts";
import { mistralConnection } from "./providers/mistral.ts";
import { ollamaConnection } from "./providers/ollama.ts";
import { openAiConnection } from "./providers/openai.ts";
import { openrouterConnection } from "./providers/openrouter.ts";
import { responsesConnection } from "./providers/responses.ts";
import { xaiConnection } from "./providers/xai.ts";

const openers: Record<ProviderKind, (config: ConnectionConfig) => Connection> = {
  openai: openAiConnection,
  anthropic: anthropicConnection,
  google: googleConnection,
  deepseek: deepseekConnection,
  openrouter: openrouterConnection,
  xai: xaiConnection,
  groq: groqConnection,
  mistral: mistralConnection,
  ollama: ollamaConnection,
  responses: responsesConnection,
  compatible: compatibleConnection,
};

export function openConnection(config: ConnectionConfig): Connection {
  return openers[config.kind](config);
}
