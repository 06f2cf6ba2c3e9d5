/**
 * Owns: models of xAI, asked over its Responses API. By hand: the SDK's package ends an answer at an event it does not know, and
 * sends the parts of a thought's summary back as one.
 */
import type { Connection, ConnectionConfig } from "../connection.ts";
import { readOpenAiList } from "../discover.ts";
import { bearer, describeModel, listKeyOf } from "./describe.ts";
import { responsesModel } from "./responses-model.ts";
import { describeXaiModel, wellKnownXaiModels } from "./xai-models.ts";

export function xaiConnection(config: ConnectionConfig): Connection {
  const describeXai: Connection["describe"] = (modelId, listed) =>
    describeModel(config, modelId, describeXaiModel(modelId), listed);
  return {
    id: config.id,
    name: config.name,
    list: (signal) => readOpenAiList(config.baseUrl, bearer(config), signal),
    listKey: listKeyOf(config),
    known: wellKnownXaiModels.map((modelId) => describeXai(modelId)),
    takesAnyName: true,
    describe: describeXai,
    // It sends its summaries whatever is asked.
    model: (modelId, info) =>
      responsesModel(config, modelId, info, { form: "summary", mayWriteTags: false, asksForSummary: false, takesSeed: true }),
  };
}
