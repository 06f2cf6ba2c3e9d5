/** Owns: models of servers that are not OpenAI's in a test: at a scripted provider, in the dialect of their own. */
import type { ConnectionConfig } from "#lib/models/connection.ts";
import type { ListedModel } from "#lib/models/discover.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import type { ProviderKind } from "#lib/models/provider-kinds.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { DialectName } from "./upstream/responses-dialects.ts";
import type { Upstream } from "./upstream.ts";

/** A kind of connection, for Responses servers with the dialect: `responses vllm`. */
export type ServerName = "openai" | "xai" | "ollama" | `responses ${DialectName}`;
export const responsesServers = [
  "openai",
  "xai",
  "responses openai",
  "responses vllm",
  "responses lm-studio",
  "responses ollama",
] as const satisfies ServerName[];

export function configOf({ url }: Upstream, server: ServerName, more: Partial<ConnectionConfig> = {}): ConnectionConfig {
  const [kind = "", spoken] = server.split(" ");
  const { origin } = new URL(url);
  const dialect = spoken ?? kind;
  const baseUrl = server === "ollama" ? origin : `${origin}/${dialect}/v1`;
  return { id: kind, kind: kind as ProviderKind, name: server, baseUrl, apiKey: "test-key", headers: {}, ...more };
}

/** `listed`: the model's entry in the provider's list. */
export function modelOn(
  upstream: Upstream,
  server: ServerName,
  modelId: string,
  { listed, ...more }: Partial<ConnectionConfig> & { listed?: ListedModel } = {},
): ResolvedModel {
  const connection = openConnection(configOf(upstream, server, more));
  return connection.model(modelId, connection.describe(modelId, listed));
}

/** The bodies of the requests for a model, oldest first. */
export function bodiesFor({ requests }: Upstream, modelId: string): Record<string, unknown>[] {
  return requests.flatMap(({ model, body }) => (model === modelId ? [body as Record<string, unknown>] : []));
}

/** A server's whole answer as it was on the wire. */
export async function recordAnswer(upstream: Upstream, server: ServerName, modelId: string): Promise<Uint8Array> {
  const { baseUrl } = configOf(upstream, server);
  const response = await fetch(server === "ollama" ? `${baseUrl}/api/chat` : `${baseUrl}/responses`, {
    method: "POST",
    body: JSON.stringify({
      model: modelId,
      include: ["reasoning.encrypted_content"],
      input: "Hi",
      messages: [{ role: "user", content: "Hi" }],
    }),
  });
  return new Uint8Array(await response.arrayBuffer());
}
