import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseEnv } from "#lib/core/env.ts";
import { newId } from "#lib/core/id.ts";
import { remember } from "#lib/core/remember.ts";
import type { ToolPart, View } from "#lib/reasoning/view.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { nativeModel } from "#lib/testing/native.ts";
import { readToEnd, readUntil } from "#lib/testing/run-engine.ts";
import { aTool, type ScriptedTools, scriptTools } from "#lib/testing/scripted-tools.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { decideApproval } from "./decide.ts";
import { engine } from "./engine.ts";
import { startRun } from "./start.ts";
import { readView } from "./views.ts";

const toolsOf = (view: View) => view.parts.filter((part): part is ToolPart => part.kind === "tool");
const calls: Action[] = [
  { kind: "thought", text: "I need two words." },
  { kind: "tool", id: "call_a", name: "echo", args: '{"word":"one"}' },
  { kind: "tool", id: "call_b", name: "write", args: '{"word":"two"}' },
  { kind: "finish", reason: "tool-calls", usage: "count" },
];

/** The same story over the wire of each kind of provider, with a model of theirs that thinks. */
const providers = [
  ["compatible", "two-words"],
  ["openai", "two-words"],
  ["anthropic", "claude-opus-4-6"],
  ["google", "gemini-3.1-pro-preview"],
] as const;

describe("tools of a real provider", () => {
  const database = withDatabase("sqlite");
  const viewer = () => ({ userId: database().localOwnerId });
  let upstream: Upstream;
  let tools: ScriptedTools;
  beforeAll(async () => {
    upstream = await startUpstream();
    // The environment is read once in a process: this one is the first to ask.
    remember("env", () =>
      parseEnv({
        OPENAI_COMPATIBLE_BASE_URL: upstream.url,
        OPENAI_BASE_URL: upstream.url,
        OPENAI_API_KEY: "test-key",
        STALL_SECONDS: "5",
      }),
    );
  });
  afterAll(() => upstream.close());
  beforeEach(() => {
    tools = scriptTools();
    tools.offer(aTool(), aTool({ name: "write", title: "Write", effect: "with-effect" }));
  });
  const ours = engine().models;
  afterEach(() => {
    tools.restore();
    engine().models = ours;
  });

  const start = (modelId: string, more = {}) =>
    startRun(viewer(), { clientRequestId: newId("request"), text: "Say two words.", modelId, ...more });
  const bodies = (model: string) => upstream.requests.filter((request) => request.model === model).map(({ body }) => body);

  it.each(providers)(
    "over %s: results, and the thoughts that led to them, come back with the next request",
    async (provider, model) => {
      upstream.requests.length = 0;
      if (provider === "anthropic" || provider === "google") {
        engine().models = { ...ours, resolveModel: async () => nativeModel(provider, upstream, model) };
      }
      let asked = 0;
      upstream.script(model, () => (++asked === 1 ? calls : [{ kind: "text", text: "One, two." }, stop]));
      const { runId } = await start(`${provider}/${model}`);
      await readUntil(viewer(), runId, "run-wait");
      expect(bodies(model)).toHaveLength(1);
      await decideApproval(viewer(), runId, toolsOf(await readView(viewer(), runId))[1]?.callId ?? "", { approved: true });
      await readToEnd(viewer(), runId);
      const view = await readView(viewer(), runId);
      expect(view).toMatchObject({ status: "completed", reason: "stop", steps: [{ finish: "tool-calls" }, { finish: "stop" }] });
      expect(toolsOf(view)).toMatchObject([
        { name: "echo", state: "done", args: { word: "one" }, result: "one" },
        { name: "write", state: "done", args: { word: "two" }, approval: { approved: true } },
      ]);
      const [first, second] = bodies(model);
      expect(JSON.stringify(first)).toContain('"word"');
      const sent = JSON.stringify(second);
      for (const word of ["one", "two", "echo", "write"]) expect(sent).toContain(word);
      const [thought] = view.steps[1]?.sentBack ?? [];
      expect(thought).toMatchObject({ runId, partIds: ["p1"] });
      if (provider === "compatible") {
        expect(second).toMatchObject({
          messages: [
            { role: "user" },
            { role: "assistant", tool_calls: [{ id: "call_a" }, { id: "call_b" }] },
            { role: "tool", tool_call_id: "call_a", content: "one" },
            { role: "tool", tool_call_id: "call_b", content: "two" },
          ],
        });
      } else {
        // Gemini proves a thought with the call that it led to.
        expect(thought).toMatchObject({ how: provider === "google" ? "left-out" : "sealed" });
        expect(sent).toMatch(/encrypted_content|signature|thoughtSignature/);
      }
    },
  );

  it("that asks for tools for ever is asked twenty times and answers in the end", async () => {
    upstream.script("for-ever", ({ body, earlier }) =>
      (body as { tools?: unknown[] }).tools === undefined
        ? [{ kind: "text", text: "Enough." }, stop]
        : [
            { kind: "tool", id: `call_${earlier % 3}`, name: "echo", args: `{"word":"${earlier}"}` },
            { kind: "finish", reason: "tool-calls", usage: "count" },
          ],
    );
    const { runId } = await start("compatible/for-ever");
    await readToEnd(viewer(), runId);
    const view = await readView(viewer(), runId);
    expect(bodies("for-ever")).toHaveLength(20);
    expect(view).toMatchObject({ status: "completed", reason: "stop" });
    expect(view.parts.at(-1)).toMatchObject({ kind: "text", text: "Enough." });
    expect(toolsOf(view).map(({ result }) => result)).toEqual(Array.from({ length: 19 }, (_, index) => `${index}`));
  });

  it("that calls tools when it was offered none has failed, and nothing was run", async () => {
    upstream.script("deaf", () => calls);
    const { runId } = await start("compatible/deaf", { mostSteps: 1 });
    expect((await readToEnd(viewer(), runId)).at(-1)).toMatchObject({
      status: "failed",
      error: { code: "provider-bad-response" },
    });
    expect(toolsOf(await readView(viewer(), runId))).toEqual([]);
  });

  it("that says nothing after a tool ends the run all the same", async () => {
    upstream.script("mute", ({ earlier }) =>
      earlier === 0 ? [calls[1] as Action, { kind: "finish", reason: "tool-calls", usage: null }] : [stop],
    );
    const { runId } = await start("compatible/mute");
    const end = (await readToEnd(viewer(), runId)).at(-1);
    expect(end).toMatchObject({ type: "run-end" });
    expect(toolsOf(await readView(viewer(), runId))).toMatchObject([{ state: "done" }]);
  });

  it("that is busy after a tool is asked again, and the tool is not run again", async () => {
    let runs = 0;
    tools.offer(aTool({ run: async () => ({ result: ++runs }) }));
    upstream.script("busy", ({ earlier }) => {
      if (earlier === 0) return [calls[1] as Action, { kind: "finish", reason: "tool-calls", usage: null }];
      const busy = { code: null, type: "server_error", message: "Busy." };
      return earlier === 1
        ? [{ kind: "refuse", status: 503, headers: { "retry-after": "0" }, error: busy }]
        : [{ kind: "text", text: "One." }, stop];
    });
    const { runId } = await start("compatible/busy");
    const events = await readToEnd(viewer(), runId);
    expect(events.filter((event) => event.type === "status" && event.code === "retrying")).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ status: "completed" });
    expect(runs).toBe(1);
    expect(bodies("busy")).toHaveLength(3);
  });
});
