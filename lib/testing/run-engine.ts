/** The run engine on a real database with a scripted model, for the tests of runs and conversations. */
import { afterEach, beforeEach } from "vitest";
import { newId } from "#lib/core/id.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { Database, DatabaseKind } from "#lib/db/client.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { cutRun, engine } from "#lib/runs/engine.ts";
import { endUnfinished } from "#lib/runs/recover.ts";
import { type StartResult, startRun } from "#lib/runs/start.ts";
import type { StartExtra } from "#lib/runs/start-extra.ts";
import type { StartInput } from "#lib/runs/start-input.ts";
import { openWatch } from "#lib/runs/watch.ts";
import { withDatabase } from "./database.ts";
import { type ScriptedCall, type ScriptedModels, scriptModels } from "./scripted-models.ts";
import { type ScriptedTools, scriptTools } from "./scripted-tools.ts";

export interface RunEngineBench {
  database(): Database;
  models(): ScriptedModels;
  tools(): ScriptedTools;
  /** The local owner. */
  viewer(): Viewer;
  /** Starts a run with a request id of its own. */
  start(input?: Partial<StartInput>, extra?: StartExtra): Promise<StartResult>;
  /** Starts a run and waits for its model call. */
  startCall(input?: Partial<StartInput>, extra?: StartExtra): Promise<StartResult & { call: ScriptedCall }>;
  /** Starts a run and lets it answer; resolves when it has ended. */
  finishedRun(input?: Partial<StartInput>): Promise<StartResult>;
  /** Resolves when this process has done with the run. */
  ended(runId: string): Promise<void>;
  row(runId: string): ReturnType<Database["client"]["run"]["findUniqueOrThrow"]>;
}

/** Call inside a describe. What a test leaves live or waiting is ended after it. */
export function withRunEngine(kind: DatabaseKind): RunEngineBench {
  const database = withDatabase(kind);
  let models: ScriptedModels;
  let tools: ScriptedTools;
  beforeEach(() => {
    models = scriptModels();
    tools = scriptTools();
  });
  afterEach(async () => {
    const live = [...engine().live.values()];
    for (const run of live) cutRun(run, { kind: "reader" });
    await Promise.all(live.map(({ ended }) => ended));
    const waiting = await database().client.run.findMany({ where: { status: "waiting" }, select: { id: true } });
    for (const { id } of waiting) await endUnfinished({ id });
    models.restore();
    tools.restore();
  });
  const viewer = () => ({ userId: database().localOwnerId });
  const start = (input: Partial<StartInput> = {}, extra: StartExtra = {}) => {
    const asks = input.turnId === undefined ? { text: "What is it?" } : {};
    return startRun(viewer(), { clientRequestId: newId("request"), ...asks, ...input }, extra);
  };
  const startCall = async (input?: Partial<StartInput>, extra?: StartExtra) => {
    const started = await start(input, extra);
    return { ...started, call: await models.nextCall() };
  };
  const ended = async (runId: string) => engine().live.get(runId)?.ended;
  return {
    database,
    models: () => models,
    tools: () => tools,
    viewer,
    start,
    startCall,
    async finishedRun(input) {
      const { call, ...started } = await startCall(input);
      call.answer("Let me think.", "It is so.");
      await ended(started.runId);
      return started;
    },
    ended,
    row: (runId) => database().client.run.findUniqueOrThrow({ where: { id: runId } }),
  };
}

/** Reads a run from a number to its end. */
export async function readToEnd(viewer: Viewer, runId: string, after = 0): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const watch = await openWatch(viewer, runId, { after, signal: new AbortController().signal });
  for await (const batch of watch) if (batch !== "silence") events.push(...batch);
  return events;
}

/** Reads until an event of this type, and leaves. */
export async function readUntil(viewer: Viewer, runId: string, type: RunEvent["type"], after = 0): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const watch = await openWatch(viewer, runId, { after, signal: new AbortController().signal });
  for await (const batch of watch) {
    if (batch === "silence") continue;
    events.push(...batch);
    if (batch.some((event) => event.type === type)) break;
  }
  return events;
}
