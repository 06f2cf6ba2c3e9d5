/** Whole conversations with scripted providers of every kind, each run's ledger held against the request that was really sent. */
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { createConnection } from "#lib/connections/store.ts";
import { newId } from "#lib/core/id.ts";
import { type ProviderKind, providerKinds } from "#lib/models/provider-kinds.ts";
import { type Draft, type RunEvent, type SentThoughts, unknownUsage } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { pathTo } from "#lib/reasoning/path.ts";
import { emptyView, type ReasoningPart, type View } from "#lib/reasoning/view.ts";
import { type StartResult, startRun } from "#lib/runs/start.ts";
import type { StartInput } from "#lib/runs/start-input.ts";
import { readNodes } from "#lib/runs/tree.ts";
import { readView } from "#lib/runs/views.ts";
import { withDatabase } from "./database.ts";
import { readToEnd } from "./run-engine.ts";
import { type Action, type Scenario, stop } from "./upstream/scenario.ts";
import { startUpstream, type Upstream } from "./upstream.ts";

/** It thinks about and answers what was said last, so that every thought is found by its text. */
export const attentive: Scenario = ({ conversation }) => {
  const last = conversation.at(-1)?.split(": ").at(-1) ?? "";
  return [{ kind: "thought", text: `I ponder ${last}.` }, { kind: "text", text: `Of ${last} this is true.` }, stop];
};

export function attentiveWithoutAnswer(...actions: Action[]): Scenario {
  return (request) => [...attentive(request).filter(({ kind }) => kind === "thought"), ...actions];
}

export const everyKind = Object.keys(providerKinds) as ProviderKind[];

export interface Asked extends StartResult {
  view: View;
  /** Of the last request, as JSON. */
  body: string;
  sent: SentThoughts[];
}

/** Ids of models. */
export interface ReplayModels {
  byKind: Record<ProviderKind, string>;
  /** Seals its thoughts and takes its own back. */
  sealing: string;
  otherModel: string;
  otherAccount: string;
  /** Takes thoughts back as text. */
  taking: string;
  /** Takes none back. */
  refusing: string;
}

export interface ReplayBench {
  upstream(): Upstream;
  models(): ReplayModels;
  viewer(): { userId: string };
  start(text: string, modelId: string, more?: Partial<StartInput>): Promise<StartResult>;
  /** Asks, waits for the end, and fails unless the ledger is true of the last request. */
  ask(text: string, modelId: string, more?: Partial<StartInput>): Promise<Asked>;
  /** An ended run with these events between its step's start and end. */
  storeAnswer(drafts: Draft[]): Promise<string>;
}

/** Call inside a describe. The models are `attentive` unless a test scripts them otherwise. */
export function withReplay(): ReplayBench {
  const database = withDatabase("sqlite");
  const viewer = () => ({ userId: database().localOwnerId });
  let upstream: Upstream;
  let models: ReplayModels;
  beforeAll(async () => {
    upstream = await startUpstream();
    const connect = async (kind: ProviderKind, apiKey = "a-key") => {
      const baseUrl = kind === "ollama" ? new URL(upstream.url).origin : upstream.url;
      return `${(await createConnection(viewer(), { kind, baseUrl, apiKey })).id}/attentive`;
    };
    const made: [ProviderKind, string][] = [];
    for (const kind of everyKind) made.push([kind, await connect(kind)]);
    const byKind = Object.fromEntries(made) as Record<ProviderKind, string>;
    const otherAccount = await connect("openai", "another-key");
    const { openai: sealing, mistral: taking, compatible: refusing } = byKind;
    models = { byKind, sealing, otherModel: `${sealing}-too`, otherAccount, taking, refusing };
  });
  beforeEach(() => {
    for (const name of ["attentive", "attentive-too"]) upstream.script(name, attentive);
  });
  afterAll(() => upstream.close());

  const start = (text: string, modelId: string, more: Partial<StartInput> = {}) =>
    startRun(viewer(), { clientRequestId: newId("request"), text, modelId, effort: "high", ...more });

  async function ask(text: string, modelId: string, more: Partial<StartInput> = {}): Promise<Asked> {
    const started = await start(text, modelId, more);
    await readToEnd(viewer(), started.runId);
    const view = await readView(viewer(), started.runId);
    const body = JSON.stringify(upstream.requests.at(-1)?.body);
    const sent = view.steps.at(-1)?.sentBack ?? [];
    await expectTruth(started, sent, body);
    return { ...started, view, body, sent };
  }

  /** Every earlier thought on the path is in the ledger once, and in the body exactly if the ledger says that it was sent. */
  async function expectTruth({ conversationId, runId }: StartResult, sent: SentThoughts[], body: string): Promise<void> {
    const path = pathTo({ ...(await readNodes(conversationId)), headRunId: runId }, runId).slice(0, -1);
    const views = await Promise.all(path.flatMap(({ run }) => (run ? [readView(viewer(), run.id)] : [])));
    const thoughts = views.flatMap((view) => thoughtsOf(view).map(({ id, text }) => ({ key: `${view.runId} ${id}`, text })));
    const told = sent.flatMap(({ runId: of, partIds, how }) => partIds.map((id) => ({ key: `${of} ${id}`, how })));
    expect(told.map(({ key }) => key).sort()).toEqual(thoughts.map(({ key }) => key).sort());
    const hows = new Map(told.map(({ key, how }) => [key, how]));
    for (const { key, text } of thoughts) expect([key, body.includes(text)]).toEqual([key, hows.get(key) !== "left-out"]);
  }

  async function storeAnswer(drafts: Draft[]): Promise<string> {
    const { runId } = await ask("before", models.refusing);
    const { client, log } = database();
    const all: Draft[] = [
      { type: "step-start", step: 1, effortSent: null },
      ...drafts,
      { type: "step-end", step: 1, finish: "stop", usage: unknownUsage },
      { type: "run-end", status: "completed", reason: "stop", usage: unknownUsage, error: null },
    ];
    const events = all.map((draft, index): RunEvent => ({ ...draft, runId, seq: index + 1, at: 1_700_000_000_000 + index }));
    await client.runEvent.deleteMany({ where: { runId } });
    await client.run.update({ where: { id: runId }, data: { status: "running", lastSeq: 0, epoch: 7, view: null } });
    await log.end({ runId, epoch: 7, events, view: foldAll(emptyView(runId), events) });
    return runId;
  }

  return { upstream: () => upstream, models: () => models, viewer, start, ask, storeAnswer };
}

/** Those with a text. */
export function thoughtsOf(view: View): ReasoningPart[] {
  return view.parts.flatMap((part) => (part.kind === "reasoning" && part.text !== "" ? [part] : []));
}

/** Run by run how its thoughts were sent, or why they were not. */
export function fatesOf(sent: readonly SentThoughts[]): [string, string][] {
  return sent.map(({ runId, how, why }) => [runId, why ?? how]);
}
