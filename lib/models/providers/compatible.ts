/** Owns: models behind any server that speaks OpenAI's chat completions, with its thoughts in a field or in tags. */
import { effortWord, nearestEffort } from "../effort.ts";
import type { Answer } from "../exchange.ts";
import type { ModelPart } from "../from-ai.ts";
import type { ModelInfo } from "../model.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import { chatRequest } from "./chat-request.ts";
import { makeChatReader } from "./chat-stream.ts";

export function compatibleModel(options: {
  info: ModelInfo;
  /** As the server calls it. */
  modelId: string;
  baseUrl: string;
  apiKey: string | undefined;
}): ResolvedModel {
  const { info, modelId, baseUrl, apiKey } = options;
  return {
    info,
    issuer: `${info.connection.id} ${baseUrl} ${modelId}`,
    reach: fetch,
    form: "full",
    mayWriteTags: true,
    takesSeals: false,
    async ask({ messages, extras, exchange }) {
      const answer = await exchange.open(`${baseUrl}/chat/completions`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify(chatRequest(modelId, messages, extras.effort)),
      });
      const { status, headers } = answer.head;
      if (answer.refusal === null) return partsOf(answer.next);
      const facts = { statusCode: status, responseBody: answer.refusal, responseHeaders: Object.fromEntries(headers) };
      throw Object.assign(new Error("The provider refused."), facts);
    },
    effortWord(effort) {
      const nearest = nearestEffort(effort, info.efforts);
      return nearest === null ? null : effortWord(nearest);
    },
  };
}

async function* partsOf(next: Answer["next"]): AsyncGenerator<ModelPart, void> {
  const reader = makeChatReader();
  for (let chunk = await next(); chunk !== null; chunk = await next()) yield* reader.push(chunk);
  yield* reader.end();
}
