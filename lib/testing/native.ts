/** Owns: asking Claude and Gemini models of a scripted provider, and looking at what they were sent and how they answered. */

import type { ConnectionConfig } from "#lib/models/connection.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import { runStep, type StepOptions } from "./step.ts";
import type { Action } from "./upstream/scenario.ts";
import type { Upstream } from "./upstream.ts";

/** A model of each, one of those that show the most of how they think. */
export const natives = [
  ["anthropic", "claude-opus-4-8"],
  ["google", "gemini-3.1-pro-preview"],
] as const;
export type NativeKind = (typeof natives)[number][0];

export function nativeConfig(
  kind: NativeKind,
  { url }: Pick<Upstream, "url">,
  more: Partial<ConnectionConfig> = {},
): ConnectionConfig {
  return { id: kind, kind, name: kind, baseUrl: url, apiKey: "test-key", headers: {}, ...more };
}

export function nativeModel(
  kind: NativeKind,
  upstream: Pick<Upstream, "url">,
  modelId: string,
  more: Partial<ConnectionConfig> = {},
): ResolvedModel {
  const connection = openConnection(nativeConfig(kind, upstream, more));
  return connection.model(modelId, connection.describe(modelId));
}

/** The model's answer to these actions of the provider's. */
export async function answerOf(
  upstream: Upstream,
  kind: NativeKind,
  modelId: string,
  actions: Action[],
  options: StepOptions & { connection?: Partial<ConnectionConfig> } = {},
) {
  const { connection, ...step } = options;
  upstream.script(modelId, () => actions);
  return await runStep(nativeModel(kind, upstream, modelId, connection), step);
}

/** Bytes of an answer as they were on the wire, in reply to what the model really asks. */
export async function bytesOf(model: ResolvedModel, options: StepOptions = {}): Promise<Uint8Array> {
  let bytes = new Uint8Array();
  const reach: typeof fetch = async (url, init) => {
    const response = await fetch(url, init);
    bytes = new Uint8Array(await response.arrayBuffer());
    return new Response(bytes, { status: response.status, headers: response.headers });
  };
  await runStep({ ...model, reach }, options);
  return bytes;
}

/** A provider that sends these bytes, cut before each of these places. */
export function replay(bytes: Uint8Array, ...cuts: number[]): typeof fetch {
  const edges = [...new Set([0, ...cuts, bytes.length])].sort((a, b) => a - b);
  const chunks = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
  const body = () =>
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
  return async () => new Response(body(), { headers: { "content-type": "text/event-stream" } });
}

/** What the provider was asked last. */
export function lastBodyAt({ requests }: Upstream): unknown {
  return requests.findLast(({ wire }) => wire !== null)?.body;
}

/** What became of earlier thoughts in the newest request of a step. */
export function ledgerOf(drafts: readonly Draft[]): string[] {
  const sent = drafts.findLast((draft) => draft.type === "sent-back");
  return sent?.type === "sent-back" ? sent.thoughts.map(({ how, why, partIds }) => `${why ?? how} ${partIds.length}`) : [];
}
