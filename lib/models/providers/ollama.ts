/** Owns: models of Ollama, asked over its own API: the compatible one has no word for how much to think and none for off. */
import type { Connection, ConnectionConfig } from "../connection.ts";
import { issuerOf } from "../issuer.ts";
import type { ModelInfo } from "../model.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import { bearer, describeModel, listKeyOf } from "./describe.ts";
import { ollamaEfforts, readOllamaList, thinkWord } from "./ollama-models.ts";
import { ollamaRequest } from "./ollama-request.ts";
import { ollamaLeavesOut } from "./ollama-settings.ts";
import { makeOllamaReader } from "./ollama-stream.ts";
import { post } from "./post.ts";

export function ollamaConnection(given: ConnectionConfig): Connection {
  // People paste the address of its compatible API.
  const config = { ...given, baseUrl: given.baseUrl.replace(/\/(v1|api)$/, "") };
  return {
    id: config.id,
    name: config.name,
    list: (signal) => readOllamaList(config.baseUrl, bearer(config), signal),
    listKey: listKeyOf(config),
    known: [],
    takesAnyName: true,
    describe(modelId, listed) {
      const reasons = listed?.reasons ?? null;
      return describeModel(config, modelId, { reasons, efforts: listed?.efforts ?? ollamaEfforts(modelId, reasons) }, listed);
    },
    model: (modelId, info) => ollamaModel(config, modelId, info),
  };
}

function ollamaModel(config: ConnectionConfig, modelId: string, info: ModelInfo): ResolvedModel {
  return {
    info,
    replay: { issuer: issuerOf(config, modelId), text: "tool-calls", takesSeals: false },
    reach: fetch,
    form: "full",
    // Models that it does not know for thinking ones.
    mayWriteTags: true,
    ask: ({ exchange, ...said }) =>
      post(exchange, {
        url: `${config.baseUrl}/api/chat`,
        headers: bearer(config),
        body: ollamaRequest(modelId, said),
        reader: makeOllamaReader(),
      }),
    leavesOut: ollamaLeavesOut,
    effortWord: (effort) => thinkWord(modelId, effort, info.efforts),
  };
}
