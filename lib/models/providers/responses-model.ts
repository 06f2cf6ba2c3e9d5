/** Owns: a model behind a Responses server that is asked and read by hand. */
import type { ConnectionConfig } from "../connection.ts";
import { effortWord, nearestEffort } from "../effort.ts";
import { issuerOf } from "../issuer.ts";
import type { ModelInfo } from "../model.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import { bearer } from "./describe.ts";
import { post } from "./post.ts";
import { responsesRequest } from "./responses-request.ts";
import { responsesLeavesOut } from "./responses-settings.ts";
import { makeResponsesReader } from "./responses-stream.ts";

export function responsesModel(
  config: ConnectionConfig,
  modelId: string,
  info: ModelInfo,
  ways: Pick<ResolvedModel, "form" | "mayWriteTags"> & { asksForSummary: boolean; takesSeed: boolean },
): ResolvedModel {
  const { form, mayWriteTags, asksForSummary } = ways;
  return {
    info,
    replay: { issuer: issuerOf(config, modelId), text: "never", takesSeals: true },
    reach: fetch,
    form,
    mayWriteTags,
    ask: ({ exchange, ...said }) =>
      post(exchange, {
        url: `${config.baseUrl}/responses`,
        headers: bearer(config),
        body: responsesRequest(modelId, said, { asksForSummary, reasons: info.reasons }),
        reader: makeResponsesReader(),
      }),
    leavesOut: (settings) => responsesLeavesOut(settings, ways),
    effortWord(effort) {
      const nearest = nearestEffort(effort, info.efforts);
      return nearest === null ? null : effortWord(nearest);
    },
  };
}
