import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, it } from "vitest";
import { type DatabaseAddress, openDatabase } from "#lib/db/client.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import type { ToolPart, View } from "#lib/reasoning/view.ts";
import { databaseKinds, newAddress } from "#lib/testing/database.ts";
import { readToEnd } from "#lib/testing/run-engine.ts";
import { type ScriptedModels, scriptModels } from "#lib/testing/scripted-models.ts";
import { type ScriptedTools, scriptTools } from "#lib/testing/scripted-tools.ts";
import { type How, markingTool } from "#lib/testing/tool-for-ever.ts";
import { decideApproval } from "./decide.ts";
import { lookAtWaiting } from "./look.ts";
import { provideResults } from "./provide-results.ts";
import { recoverRuns } from "./recover.ts";
import { readView } from "./views.ts";

const toolOf = (view: View) => view.parts.find((part): part is ToolPart => part.kind === "tool");
const linesOf = (mark: string) => (existsSync(mark) ? readFileSync(mark, "utf8").trim().split("\n") : []);

/** Runs the story in a process of its own and kills it once a reader was shown an event of this type. */
async function killAt(type: RunEvent["type"], address: DatabaseAddress, how: How | "hand", mark: string): Promise<RunEvent[]> {
  const script = new URL("../testing/tools-for-ever.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify({ address, how, mark })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const shown: RunEvent[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    shown.push(JSON.parse(line));
    if (shown.at(-1)?.type === type) child.kill("SIGKILL");
  }
  await closed;
  expect(shown.at(-1)?.type).toBe(type);
  return shown;
}

let models: ScriptedModels | null = null;
let tools: ScriptedTools | null = null;
afterEach(() => {
  models?.restore();
  tools?.restore();
});

it.each(databaseKinds)(
  "R44: kill -9 while a tool runs on %s leaves its outcome unknown, and it is not run again",
  async (kind) => {
    const { address, dispose } = await newAddress(kind);
    try {
      const mark = join(address.dataDir, "mark");
      const shown = await killAt("tool-start", address, "hang", mark);
      const database = await openDatabase(address, 10_000);
      tools = scriptTools();
      tools.offer(markingTool("hang", (word) => appendFileSync(mark, `${word}\n`)));
      const runId = shown[0]?.runId ?? "";
      const viewer = { userId: database.localOwnerId };
      expect(await recoverRuns()).toBe(1);
      await lookAtWaiting();
      const log = await readToEnd(viewer, runId);
      expect(log.slice(0, shown.length)).toEqual(shown);
      const view = await readView(viewer, runId);
      expect(view).toMatchObject({ status: "interrupted", reason: "restart" });
      expect(toolOf(view)).toMatchObject({ state: "unknown" });
      expect(await database.client.toolCall.findMany({ where: { runId } })).toMatchObject([{ state: "unknown" }]);
      expect(linesOf(mark).length).toBeLessThanOrEqual(1);
      await database.close();
    } finally {
      await dispose();
    }
  },
);

it.each(databaseKinds)("R45: kill -9 while a run waits on %s leaves it to be decided by the next process", async (kind) => {
  const { address, dispose } = await newAddress(kind);
  try {
    const mark = join(address.dataDir, "mark");
    const shown = await killAt("run-wait", address, "ask", mark);
    const database = await openDatabase(address, 10_000);
    models = scriptModels();
    tools = scriptTools();
    tools.offer(markingTool("ask", (word) => appendFileSync(mark, `${word}\n`)));
    const runId = shown[0]?.runId ?? "";
    const viewer = { userId: database.localOwnerId };
    expect(await recoverRuns()).toBe(0);
    expect(await readView(viewer, runId)).toMatchObject({ status: "waiting" });
    expect(linesOf(mark)).toEqual([]);
    await decideApproval(viewer, runId, "call_a", { approved: true });
    const call = await models.nextCall();
    expect(call.messages.at(-1)).toMatchObject({ role: "tool", result: "marked" });
    call.answer("So.", "It is marked.");
    const log = await readToEnd(viewer, runId);
    expect(log.slice(0, shown.length)).toEqual(shown);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(toolOf(await readView(viewer, runId))).toMatchObject({ state: "done", approval: { by: "person" } });
    expect(linesOf(mark)).toEqual(["once"]);
    await database.close();
  } finally {
    await dispose();
  }
});

it.each(databaseKinds)("kill -9 while a tool is handed over on %s leaves the run to whoever brings its result", async (kind) => {
  const { address, dispose } = await newAddress(kind);
  try {
    const shown = await killAt("run-wait", address, "hand", join(address.dataDir, "mark"));
    const database = await openDatabase(address, 10_000);
    models = scriptModels();
    tools = scriptTools();
    const runId = shown[0]?.runId ?? "";
    const viewer = { userId: database.localOwnerId };
    expect(await recoverRuns()).toBe(0);
    await lookAtWaiting();
    expect(await readView(viewer, runId)).toMatchObject({ status: "waiting", waitsFor: "client" });
    const { after } = await provideResults(viewer, runId, [{ callId: "call_a", text: "marked", isError: false }]);
    const call = await models.nextCall();
    expect(call.messages.at(-1)).toMatchObject({ role: "tool", result: "marked" });
    expect(call.tools).toMatchObject([{ name: "mark" }]);
    call.answer("So.", "It is marked.");
    const log = await readToEnd(viewer, runId);
    expect(log.slice(0, shown.length)).toEqual(shown);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    expect(log.find(({ seq }) => seq === after + 1)).toMatchObject({ type: "run-resume" });
    expect(await readView(viewer, runId)).toMatchObject({ status: "completed", reason: "stop" });
    await database.close();
  } finally {
    await dispose();
  }
});
