/** Owns: OpenRouter. One scale of efforts for all its models; what they thought goes back as the details it came in. */
import { type Effort, efforts } from "#lib/core/effort.ts";
import type { Connection, ConnectionConfig } from "../connection.ts";
import { effortWord } from "../effort.ts";
import { chatConnection } from "./chat-connection.ts";
import { type ChatDialect, plainChat } from "./chat-dialect.ts";
import type { ThinkingControl } from "./chat-thinking.ts";

/** An effort and a number of tokens exclude each other; every model takes an effort. */
const control: ThinkingControl = {
  efforts: efforts satisfies readonly Effort[],
  word: effortWord,
  fields: (effort) => ({ reasoning: { effort } }),
};

export function openrouterConnection(config: ConnectionConfig): Connection {
  return chatConnection(config, openrouterDialect, ({ thinking }, listed) => listed?.efforts ?? thinking.efforts);
}

/** Thoughts that came without details may stand in a plain field, but for makers who refuse what they did not sign. */
export function openrouterDialect(modelId: string): ChatDialect {
  const wantsSeals = /^~?(anthropic|google|openai|x-ai)\//.test(modelId);
  return {
    ...plainChat,
    thinking: control,
    messages: { thoughts: "reasoning" },
    replay: { text: wantsSeals ? "never" : "tool-calls", takesSeals: true },
  };
}
