/** Owns: the providers that need nobody to connect them: those of the environment, and the built-in model. */
import { type Env, env } from "#lib/core/env.ts";
import { builtinFetch, builtinModels } from "./builtin/endpoint.ts";
import { builtinLeavesOut } from "./builtin/settings.ts";
import type { Connection, ConnectionConfig } from "./connection.ts";
import { openConnection } from "./open-connection.ts";
import { openAiModel } from "./providers/openai.ts";

/** What the environment says, in the order to show. */
export function environmentConfigs({ openai, compatible }: Pick<Env, "openai" | "compatible"> = env()): ConnectionConfig[] {
  const configs: ConnectionConfig[] = [];
  if (openai) configs.push({ id: "openai", kind: "openai", name: "OpenAI", headers: {}, ...openai });
  if (compatible) {
    const name = URL.parse(compatible.baseUrl)?.host ?? "Compatible server";
    configs.push({ id: "compatible", kind: "compatible", name, headers: {}, ...compatible });
  }
  return configs;
}

/** The configured ones first, the built-in one always. */
export function connections(from?: Pick<Env, "openai" | "compatible">): Connection[] {
  return [...environmentConfigs(from).map(openConnection), builtinConnection];
}

export const builtinConnection: Connection = {
  id: "builtin",
  name: "Built-in",
  list: null,
  listKey: "builtin",
  known: builtinModels,
  takesAnyName: false,
  describe: (modelId) => {
    const info = builtinModels.find(({ id }) => id === `builtin/${modelId}`);
    if (info === undefined) throw new Error(`There is no built-in model ${modelId}`);
    return info;
  },
  model: (modelId, info) =>
    openAiModel({
      info,
      modelId,
      baseUrl: "http://builtin.invalid/v1",
      apiKey: "builtin",
      reach: builtinFetch,
      form: "full",
      mayWriteTags: false,
      leavesOut: builtinLeavesOut,
    }),
};
