import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseEnv } from "#lib/core/env.ts";
import { newId } from "#lib/core/id.ts";
import { remember } from "#lib/core/remember.ts";
import type { Brief } from "#lib/reasoning/brief.ts";
import type { ToolPart } from "#lib/reasoning/view.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { nativeModel } from "#lib/testing/native.ts";
import { readToEnd, readUntil } from "#lib/testing/run-engine.ts";
import { type ScriptedTools, scriptTools } from "#lib/testing/scripted-tools.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { engine } from "./engine.ts";
import { provideResults } from "./provide-results.ts";
import { startRun } from "./start.ts";
import { readView } from "./views.ts";

const calls: Action[] = [
  { kind: "thought", text: "I need the file." },
  { kind: "tool", id: "call_a", name: "read_file", args: '{"path":"a.ts"}' },
  { kind: "finish", reason: "tool-calls", usage: "count" },
];
const brief: Brief = {
  instructions: "You edit code in one file.",
  tools: [
    {
      name: "read_file",
      description: "Reads a file of the workspace.",
      inputSchema: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
    },
  ],
};
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("what a program wants of a real provider", () => {
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
  });
  const ours = engine().models;
  afterEach(() => {
    tools.restore();
    engine().models = ours;
  });

  it.each([
    ["compatible", "file-reader"],
    ["openai", "gpt-5"],
    ["anthropic", "claude-opus-4-6"],
    ["google", "gemini-3.1-pro-preview"],
  ] as const)("over %s goes out with the request, and what it brings back with the next", async (provider, model) => {
    upstream.requests.length = 0;
    if (provider === "anthropic" || provider === "google") {
      engine().models = { ...ours, resolveModel: async () => nativeModel(provider, upstream, model) };
    }
    let asked = 0;
    upstream.script(model, () => (++asked === 1 ? calls : [{ kind: "text", text: "It says six." }, stop]));
    const input = { clientRequestId: newId("request"), text: "What is in it?", modelId: `${provider}/${model}` };
    const { runId } = await startRun(viewer(), input, { brief, images: [{ mediaType: "image/png", data: pixel }] });
    await readUntil(viewer(), runId, "run-wait");
    const [call] = (await readView(viewer(), runId)).parts.filter((part): part is ToolPart => part.kind === "tool");
    expect(call).toMatchObject({ name: "read_file", args: { path: "a.ts" }, state: "handed-over" });
    await provideResults(viewer(), runId, [{ callId: call?.callId ?? "", text: "const six = 6;", isError: false }]);
    await readToEnd(viewer(), runId);
    expect(await readView(viewer(), runId)).toMatchObject({ status: "completed", reason: "stop" });
    const sent = upstream.requests.filter((request) => request.model === model).map(({ body }) => JSON.stringify(body));
    expect(sent).toHaveLength(2);
    for (const body of sent) {
      for (const word of ["You edit code in one file.", "Reads a file of the workspace.", pixel]) expect(body).toContain(word);
    }
    expect(sent[0]).not.toContain("const six");
    expect(sent[1]).toContain("const six = 6;");
  });
});
