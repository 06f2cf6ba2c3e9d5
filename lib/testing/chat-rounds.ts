/** Owns: rounds with a model of the chat format in a test: a model at an address, what a run left, the same path asked again. */
import type { ConnectionConfig } from "#lib/models/connection.ts";
import type { ListedModel } from "#lib/models/discover.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import { type ProviderKind, providerKinds } from "#lib/models/provider-kinds.ts";
import type { ResolvedModel } from "#lib/models/resolved-model.ts";
import type { Draft } from "#lib/reasoning/event.ts";
import { collectSeals, type PromptOptions, type PromptTurn, toPrompt } from "#lib/reasoning/prompt.ts";
import { aView, numbered, timed } from "./builders.ts";
import { runStep, type StepOptions, type StepRecord } from "./step.ts";
import type { Upstream } from "./upstream.ts";

export interface Place extends Partial<ConnectionConfig> {
  kind: ProviderKind;
  /** The model's entry in the provider's list. */
  listed?: ListedModel;
}

/** A model at its provider's own address, whose requests come to the upstream instead. */
export function modelOf(upstream: Upstream, modelId: string, { listed, ...place }: Place): ResolvedModel {
  const baseUrl = place.baseUrl ?? providerKinds[place.kind].baseUrl ?? upstream.url;
  const config = { id: place.kind, name: place.kind, apiKey: "test-key", headers: {}, ...place, baseUrl };
  const connection = openConnection(config);
  const model = connection.model(modelId, connection.describe(modelId, listed));
  const reach: typeof fetch = (input, init) => {
    if (!String(input).startsWith(baseUrl)) throw new Error(`A request went to ${input}`);
    return fetch(upstream.url + String(input).slice(baseUrl.length), init);
  };
  return { ...model, reach };
}

/** A turn of the path with what its run left. */
export function turnOf(text: string, drafts: readonly Draft[], runId = "run_1"): PromptTurn {
  const events = numbered(timed(drafts.map((draft) => [1, draft])), runId);
  return { text, view: aView(events, runId), seals: collectSeals(events) };
}

/** Asks the model what comes next on the path. */
export function askOn(
  model: ResolvedModel,
  path: readonly PromptTurn[],
  { unfinishedThought = null, ...options }: Pick<PromptOptions, "unfinishedThought"> & StepOptions = {},
): Promise<StepRecord> {
  return runStep(model, {
    prompt: ({ withSeals }) => toPrompt(path, model.replay, { withSeals, unfinishedThought }),
    ...options,
  });
}

/** One frame of a chat stream. */
export function chunkOf(delta: object, finish: string | null = null): string {
  return JSON.stringify({ id: "c", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finish }] });
}

export interface SentMessage extends Record<string, unknown> {
  role: string;
}

export interface ChatBody extends Record<string, unknown> {
  messages: SentMessage[];
}

/** The newest request's body. */
export function lastBodyAt({ requests }: Upstream): ChatBody {
  return requests.at(-1)?.body as ChatBody;
}
