/** Owns: any server that speaks OpenAI's chat completions, in the dialect of the server and of the model behind it. */
import type { Connection, ConnectionConfig } from "../connection.ts";
import { readOpenAiList } from "../discover.ts";
import { readJson } from "../read-json.ts";
import { chatConnection } from "./chat-connection.ts";
import { chatModel } from "./chat-model.ts";
import { noteHeaders, noteOwners, serverAt } from "./chat-servers.ts";
import { compatibleDialect } from "./compatible-dialects.ts";
import { bearer } from "./describe.ts";

const controlTimeoutMs = 5_000;

export function compatibleConnection(config: ConnectionConfig): Connection {
  const { baseUrl } = config;
  const dialectOf = (modelId: string) => compatibleDialect(modelId, serverAt(baseUrl));
  const plain = chatConnection(config, dialectOf, ({ reasons, thinking }, listed) =>
    reasons === null ? (listed?.efforts ?? thinking.efforts) : thinking.efforts,
  );
  return {
    ...plain,
    async list(signal) {
      const listed = await readOpenAiList(baseUrl, bearer(config), signal);
      noteOwners(
        baseUrl,
        [...listed.values()].map(({ ownedBy }) => ownedBy),
      );
      return listed;
    },
    model(modelId, info) {
      const model = chatModel(config, modelId, info, dialectOf(modelId), (headers) => noteHeaders(baseUrl, headers));
      return { ...model, endThinking: (responseId) => endThinking(config, modelId, responseId) };
    },
  };
}

/** llama.cpp alone can, and does if it was told at the beginning that it may have to. */
async function endThinking(config: ConnectionConfig, model: string, id: string): Promise<boolean> {
  if (serverAt(config.baseUrl) !== "llamacpp") return false;
  try {
    const answer = await readJson(`${config.baseUrl}/chat/completions/control`, {
      method: "POST",
      headers: { "content-type": "application/json", ...bearer(config) },
      body: JSON.stringify({ id, model, action: "reasoning_end" }),
      signal: AbortSignal.timeout(controlTimeoutMs),
    });
    return typeof answer === "object" && answer !== null && "success" in answer && answer.success === true;
  } catch {
    // Whatever it was, the thinking was not ended, and the caller has another way.
    return false;
  }
}
