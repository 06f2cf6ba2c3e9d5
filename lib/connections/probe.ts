/**
 * Owns: the test of a connection, step by step, with real requests through the very code that runs use. It ends at the first
 * step without which the next say nothing.
 */
import { systemClock } from "#lib/core/clock.ts";
import type { Connection } from "#lib/models/connection.ts";
import { toRunError } from "#lib/models/failures.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import { listOf } from "#lib/models/model-lists.ts";
import type { ViewerConnection } from "./of-viewer.ts";
import { probeAddress, probeTls } from "./probe-address.ts";
import { askModel, effortStep, failureSentence, thinkingStep, toolStep } from "./probe-model.ts";
import { type TestReport, type TestStep, testSteps } from "./test-report.ts";

const listPatienceMs = 10_000;

export interface ProbeOptions {
  /** As the provider calls it; null: one is picked. */
  modelId: string | null;
  signal: AbortSignal;
}

/** Each step as it is known, then those that were not tried; returns the whole. Never throws. */
export async function* probe(target: ViewerConnection, options: ProbeOptions): AsyncGenerator<TestStep, TestReport> {
  const at = systemClock.now();
  const found = new Map<TestStep["step"], TestStep>();
  const chosen = { modelId: options.modelId };
  for await (const step of findings(target, options, chosen)) {
    found.set(step.step, step);
    yield step;
  }
  const failed = [...found.values()].find(({ state }) => state === "failed");
  const why = failed ? "Not tried after the failure before it." : "Not tried: there is no model to ask.";
  for (const step of testSteps.filter((name) => !found.has(name))) {
    const skipped: TestStep = { step, state: "skipped", message: why, ms: null };
    found.set(step, skipped);
    yield skipped;
  }
  return { at, modelId: chosen.modelId, steps: testSteps.flatMap((name) => found.get(name) ?? []) };
}

async function* findings(
  { config, connection, state }: ViewerConnection,
  { modelId, signal }: ProbeOptions,
  chosen: { modelId: string | null },
): AsyncGenerator<TestStep, void> {
  if (config !== null) {
    const url = new URL(config.baseUrl);
    for (const look of [probeAddress, probeTls]) {
      const step = await timed(() => look(url, signal));
      yield step;
      if (step.state === "failed") return;
    }
  } else {
    for (const step of ["address", "tls"] as const) yield { step, state: "skipped", message: "It is built in.", ms: null };
  }
  if (state === "locked" || connection === null) {
    const message = "The key cannot be opened with this installation's secret: enter it again.";
    yield { step: "key", state: "failed", message, ms: null };
    return;
  }

  const { step: listed, models, isRefused } = await probeList(connection);
  yield listed;
  if (isRefused || signal.aborted) return;
  const model =
    modelId === null
      ? pickModel(models)
      : (models.find(({ id }) => id === `${connection.id}/${modelId}`) ?? connection.describe(modelId));
  if (model === undefined) return;
  chosen.modelId = model.id.slice(connection.id.length + 1);
  const resolved = connection.model(chosen.modelId, model);

  const answer = await askModel(resolved, "answer", signal);
  const failure = failureSentence(answer);
  const hasKey = config?.apiKey !== undefined;
  if (failure !== null && answer.firstMs === null) {
    if (answer.outcome.error?.code === "provider-auth")
      yield { step: "key", state: "failed", message: failure, ms: answer.totalMs };
    yield { step: "first-token", state: "failed", message: failure, ms: answer.totalMs };
    return;
  }
  yield { step: "key", state: "ok", message: hasKey ? "The key was accepted." : "No key was needed.", ms: answer.firstMs };
  yield {
    step: "first-token",
    state: failure === null ? "ok" : "failed",
    message: failure ?? `${model.name} began to answer after ${answer.firstMs ?? answer.totalMs} ms.`,
    ms: answer.firstMs ?? answer.totalMs,
  };
  yield thinkingStep(answer, model);
  yield effortStep(answer, resolved);
  if (failure !== null || signal.aborted) return;
  yield model.callsTools === false
    ? { step: "tools", state: "skipped", message: "This model calls no tools.", ms: null }
    : toolStep(await askModel(resolved, "tool", signal));
}

async function probeList(connection: Connection) {
  if (connection.list === null) {
    const message = `It has ${count(connection.known.length)}.`;
    return { step: { step: "models", state: "ok", message, ms: null } as TestStep, models: connection.known, isRefused: false };
  }
  const startedAt = performance.now();
  const { models: listed, failure } = await listOf(connection, { isFresh: true, patienceMs: listPatienceMs });
  const ms = Math.round(performance.now() - startedAt);
  const models = listed && !failure ? [...listed].map(([id, entry]) => connection.describe(id, entry)) : connection.known;
  const told = (step: "key" | "models", state: TestStep["state"], message: string): TestStep => ({ step, state, message, ms });
  if (failure !== null) {
    const { message, suggestion } = toRunError(failure);
    const isRefused = failure.code === "provider-auth";
    const why =
      failure.status === 404 ? "There is no list of models at this address. Check the base URL." : `${message} ${suggestion}`;
    return { step: told(isRefused ? "key" : "models", "failed", why), models, isRefused };
  }
  const isEmpty = models.length === 0;
  const message = isEmpty ? "It lists no models that converse in text." : `It lists ${count(models.length)}.`;
  return { step: told("models", isEmpty ? "unknown" : "ok", message), models, isRefused: false };
}

/** One that is likely to think, and unlikely to cost much or to take long. */
export function pickModel(models: readonly ModelInfo[]): ModelInfo | undefined {
  const rank = ({ reasons, name, id }: ModelInfo) => {
    const words = `${id} ${name}`.toLowerCase();
    const isDear = /(^|[^a-z])(pro|opus|ultra|max|astra|deep-research)([^a-z]|$)/.test(words);
    const isLight = /(^|[^a-z])(mini|nano|lite|flash|small|haiku|luna|fast|instant)([^a-z]|$)/.test(words);
    return (reasons === true ? 0 : reasons === null ? 2 : 4) + (isLight ? 0 : 1) + (isDear ? 10 : 0);
  };
  return models.toSorted((a, b) => rank(a) - rank(b))[0];
}

async function timed(look: () => Promise<Omit<TestStep, "ms">>): Promise<TestStep> {
  const startedAt = performance.now();
  const finding = await look();
  return { ...finding, ms: finding.state === "skipped" ? null : Math.round(performance.now() - startedAt) };
}

function count(models: number): string {
  return models === 1 ? "1 model" : `${models} models`;
}
