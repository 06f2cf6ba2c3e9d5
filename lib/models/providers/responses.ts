/** Owns: models behind any server that speaks the Responses format: vLLM, LM Studio, Ollama, gateways. */
import type { Connection, ConnectionConfig } from "../connection.ts";
import { readOpenAiList } from "../discover.ts";
import { describeOpenAiModel } from "../openai-models.ts";
import { bearer, describeModel, listKeyOf } from "./describe.ts";
import { responsesModel } from "./responses-model.ts";

export function responsesConnection(config: ConnectionConfig): Connection {
  return {
    id: config.id,
    name: config.name,
    list: (signal) => readOpenAiList(config.baseUrl, bearer(config), signal),
    listKey: listKeyOf(config),
    known: [],
    takesAnyName: true,
    describe(modelId, listed) {
      // A server may serve anything under a name it chose; what its list says comes first.
      const known = describeOpenAiModel(modelId);
      const reasons = listed?.reasons ?? known.reasons;
      const efforts = listed?.efforts ?? (reasons === false ? [] : known.efforts);
      return describeModel(config, modelId, { ...known, name: modelId, reasons, efforts }, listed);
    },
    model: (modelId, info) =>
      responsesModel(config, modelId, info, { form: "full", mayWriteTags: true, asksForSummary: true, takesSeed: false }),
  };
}
