/** Owns: a connection to a server that speaks chat completions: its list, what is known of its models, the models. */
import type { Effort } from "#lib/core/effort.ts";
import type { Connection, ConnectionConfig } from "../connection.ts";
import { type ListedModel, readOpenAiList } from "../discover.ts";
import type { ChatDialect } from "./chat-dialect.ts";
import { chatModel } from "./chat-model.ts";
import { bearer, describeModel, listKeyOf } from "./describe.ts";

/** `effortsOf`: for servers whose lists say more of a model's efforts than its name. */
export function chatConnection(
  config: ConnectionConfig,
  dialectOf: (modelId: string) => ChatDialect,
  effortsOf: (dialect: ChatDialect, listed?: ListedModel) => readonly Effort[] = ({ thinking }) => thinking.efforts,
): Connection {
  return {
    id: config.id,
    name: config.name,
    list: (signal) => readOpenAiList(config.baseUrl, bearer(config), signal),
    listKey: listKeyOf(config),
    known: [],
    takesAnyName: true,
    describe(modelId, listed) {
      const dialect = dialectOf(modelId);
      const { reasons, callsTools, seesImages } = dialect;
      const efforts = (reasons ?? listed?.reasons) === false ? [] : effortsOf(dialect, listed);
      return describeModel(config, modelId, { reasons, callsTools, seesImages, efforts }, listed);
    },
    model: (modelId, info) => chatModel(config, modelId, info, dialectOf(modelId)),
  };
}
