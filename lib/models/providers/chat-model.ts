/** Owns: a model behind a server that speaks chat completions, whatever its dialect. */
import type { ConnectionConfig } from "../connection.ts";
import { nearestEffort } from "../effort.ts";
import type { Exchange } from "../exchange.ts";
import { issuerOf } from "../issuer.ts";
import type { ModelInfo } from "../model.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import type { ChatDialect } from "./chat-dialect.ts";
import { chatRequest } from "./chat-request.ts";
import { chatLeavesOut } from "./chat-settings.ts";
import { makeChatReader } from "./chat-stream.ts";
import { bearer } from "./describe.ts";
import { post } from "./post.ts";

/** `onHead` sees the headers of each answer. */
export function chatModel(
  config: ConnectionConfig,
  modelId: string,
  info: ModelInfo,
  dialect: ChatDialect,
  onHead: (headers: Headers) => void = () => {},
): ResolvedModel {
  return {
    info,
    replay: { issuer: issuerOf(config, modelId), ...dialect.replay },
    reach: fetch,
    form: "full",
    // The reader tells thoughts in the text apart: they may be said in a field as well.
    mayWriteTags: false,
    ask: ({ exchange, ...said }) =>
      post(watched(exchange, onHead), {
        url: `${config.baseUrl}/chat/completions`,
        headers: bearer(config),
        body: chatRequest(modelId, said, dialect),
        reader: makeChatReader({ modelId, readsTags: dialect.mayWriteTags, startsInside: dialect.startsInside ?? false }),
      }),
    leavesOut: (settings, effort) => chatLeavesOut(settings, dialect.settings ?? {}, isThinking(dialect, effort)),
    effortWord(effort, outputLimit) {
      const nearest = nearestEffort(effort, info.efforts);
      return nearest === null ? null : dialect.thinking.word(nearest, outputLimit);
    },
  };
}

function isThinking({ reasons, thinking }: ChatDialect, word: string | null): boolean {
  const off = thinking.efforts.includes("off") ? thinking.word("off", null) : null;
  return word === null ? reasons === true : word !== off;
}

function watched({ open }: Pick<Exchange, "open">, onHead: (headers: Headers) => void): Pick<Exchange, "open"> {
  return {
    async open(url, init) {
      const answer = await open(url, init);
      onHead(answer.head.headers);
      return answer;
    },
  };
}
