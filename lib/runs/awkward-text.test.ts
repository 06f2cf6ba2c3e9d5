import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseEnv } from "#lib/core/env.ts";
import { newId } from "#lib/core/id.ts";
import { remember } from "#lib/core/remember.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type ToolPart, type View } from "#lib/reasoning/view.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { readToEnd, readUntil } from "#lib/testing/run-engine.ts";
import { aTool, type ScriptedTools, scriptTools } from "#lib/testing/scripted-tools.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { decideApproval } from "./decide.ts";
import { startRun } from "./start.ts";
import { readToolOutput } from "./tool-output.ts";
import { readView } from "./views.ts";

const bad = "a\0b\ud83dc\ude00";
const good = "a\uFFFDb\uFFFDc\uFFFD";
const args = JSON.stringify({ word: bad, [bad]: [bad] });
const toolCalls: Action = { kind: "finish", reason: "tool-calls", usage: "count" };

const toolsOf = (view: View) => view.parts.filter((part): part is ToolPart => part.kind === "tool");
const textOf = (view: View) => view.parts.map((part) => ("text" in part ? part.text : ""));

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
  // The environment is read once in a process: this one is the first to ask.
  remember("env", () => parseEnv({ OPENAI_COMPATIBLE_BASE_URL: upstream.url, STALL_SECONDS: "5" }));
});
afterAll(() => upstream.close());

describe.each(databaseKinds)("text that PostgreSQL cannot hold, on %s", (kind) => {
  const database = withDatabase(kind);
  const viewer = () => ({ userId: database().localOwnerId });
  let tools: ScriptedTools;
  beforeEach(() => {
    tools = scriptTools();
  });
  afterEach(() => tools.restore());

  const start = async (...rounds: Action[][]) => {
    const model = newId("request");
    upstream.script(model, ({ earlier }) => rounds[earlier] ?? [{ kind: "text", text: `Done: ${bad}` }, stop]);
    return startRun(viewer(), { clientRequestId: newId("request"), text: "Say it.", modelId: `compatible/${model}` });
  };
  const endedView = async (runId: string) => {
    const events = await readToEnd(viewer(), runId);
    const view = await readView(viewer(), runId);
    expect(view).toEqual(foldAll(emptyView(runId), events));
    expect(view).toMatchObject({ status: "completed", error: null });
    return view;
  };

  it("is kept as the model wrote it: thoughts, answers, and calls letter by letter", async () => {
    tools.offer(aTool());
    const { runId } = await start([
      { kind: "thought", text: `I think ${bad}` },
      { kind: "tool", id: bad, name: "echo", args },
      { kind: "tool", id: "c2", name: bad, args: "{}" },
      { kind: "tool", id: "c3", name: "echo", args: `no JSON ${bad}` },
      toolCalls,
    ]);
    const events = await readToEnd(viewer(), runId);
    const typed = events.flatMap((event) => (event.type === "tool-input-delta" ? event.delta : [])).join("");
    expect(typed).toContain(`no JSON ${bad}`);
    const view = await endedView(runId);
    expect(textOf(view)[0]).toBe(`I think ${bad}`);
    expect(textOf(view).at(-1)).toBe(`Done: ${bad}`);
    expect(toolsOf(view)).toMatchObject([
      { name: "echo", state: "done", args: JSON.parse(args), result: good },
      { name: bad, state: "failed" },
      { name: "echo", state: "failed", args: `no JSON ${bad}` },
    ]);
    for (const { callId } of toolsOf(view)) expect(callId).toMatch(/^[\x21-\x7e]+$/);
    const rows = await database().client.toolCall.findMany({ where: { runId } });
    expect(rows).toMatchObject([{ callId: toolsOf(view)[0]?.callId, name: "echo", state: "done" }]);
  });

  it("can be asked about, allowed and run: the call is the one that was asked about", async () => {
    tools.offer(aTool({ effect: "with-effect" }));
    const { runId } = await start([{ kind: "tool", id: bad, name: "echo", args }, toolCalls]);
    await readUntil(viewer(), runId, "run-wait");
    const callId = toolsOf(await readView(viewer(), runId))[0]?.callId ?? "";
    await decideApproval(viewer(), runId, callId, { approved: true, reason: bad });
    expect(toolsOf(await endedView(runId))).toMatchObject([{ state: "done", args: JSON.parse(args), result: good }]);
  });

  it("is replaced in whatever a tool gives: output, progress, sources, results, and the whole that is kept apart", async () => {
    tools.offer(
      aTool({
        run: async (_, { write, progress, source }) => {
          write(bad);
          progress(1, 1, bad);
          source(`https://site.example/${bad}`, bad);
          return { result: bad.repeat(10_000), shown: { kind: "table", columns: [bad], rows: [[bad]] } };
        },
      }),
    );
    const { runId } = await start([{ kind: "tool", id: "c1", name: "echo", args: "{}" }, toolCalls]);
    const view = await endedView(runId);
    expect(toolsOf(view)).toMatchObject([
      {
        state: "done",
        output: good,
        progress: { message: good },
        isShortened: true,
        shown: { kind: "table", columns: [good], rows: [[good]] },
      },
    ]);
    expect(view.parts.find((part) => part.kind === "source")).toMatchObject({ title: good });
    const whole = good.repeat(10_000);
    const stored = { content: whole, bytes: Buffer.byteLength(whole) };
    expect(await readToolOutput(viewer(), runId, toolsOf(view)[0]?.callId ?? "")).toMatchObject(stored);
  });
});
