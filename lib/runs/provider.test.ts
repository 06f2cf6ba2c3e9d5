import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "#lib/core/env.ts";
import { newId } from "#lib/core/id.ts";
import { remember } from "#lib/core/remember.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { readToEnd, readUntil } from "#lib/testing/run-engine.ts";
import { brokenThought } from "#lib/testing/upstream/faults.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { answer, thoughts } from "#lib/testing/upstream/scenarios.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { answerNow, cancelRun } from "./control.ts";
import { startRun } from "./start.ts";
import { readView } from "./views.ts";

describe("a run of a real provider", () => {
  const database = withDatabase("sqlite");
  const viewer = () => ({ userId: database().localOwnerId });
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream();
    // The environment is read once in a process: this one is the first to ask.
    remember("env", () =>
      parseEnv({
        OPENAI_COMPATIBLE_BASE_URL: upstream.url,
        OPENAI_BASE_URL: upstream.url,
        OPENAI_API_KEY: "test-key",
        STALL_SECONDS: "1",
      }),
    );
  });
  afterAll(() => upstream.close());

  const start = (model: string, more: { text?: string; parentRunId?: string; modelId?: string } = {}) =>
    startRun(viewer(), { clientRequestId: newId("request"), text: "What is 17 × 24?", modelId: `compatible/${model}`, ...more });

  it("is thought, answered, stored and counted as the provider did", async () => {
    const { runId } = await start("think-then-answer");
    const events = await readToEnd(viewer(), runId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const view = await readView(viewer(), runId);
    expect(view).toMatchObject({ status: "completed", reason: "stop", error: null });
    expect(view.parts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["reasoning", "text"]));
    expect(view.parts.every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(view.usage.output).toBeGreaterThan(0);
  });

  it("is asked the whole path at the next turn", async () => {
    const first = await start("think-then-answer");
    await readToEnd(viewer(), first.runId);
    const { runId } = await start("echo", { text: "And 18 × 24?", parentRunId: first.runId });
    await readToEnd(viewer(), runId);
    const { parts } = await readView(viewer(), runId);
    const echoed = parts.flatMap((part) => (part.kind === "text" ? part.text : [])).join("");
    expect(echoed.split("\n")[0]).toBe("user: What is 17 × 24?");
    expect(echoed.split("\n").at(-1)).toBe("user: And 18 × 24?");
    expect(echoed).toContain("408");
  });

  it("gets its sealed thoughts back in the next request, and no other model gets them", async () => {
    const modelId = "openai/think-then-answer";
    const first = await start("", { modelId });
    await readToEnd(viewer(), first.runId);
    const ask = async (next: string) => {
      const { runId } = await start("", { text: "And 18 × 24?", parentRunId: first.runId, modelId: next });
      await readToEnd(viewer(), runId);
      return upstream.requests.at(-1);
    };
    expect(await ask(modelId)).toMatchObject({
      path: "/v1/responses",
      body: {
        input: [
          { role: "user" },
          { type: "reasoning", id: "rs_0", encrypted_content: Buffer.from("sealed thought rs_0").toString("base64") },
          { role: "assistant" },
          { role: "user" },
        ],
      },
    });
    for (const other of ["openai/echo", "compatible/think-then-answer"]) {
      expect(JSON.stringify((await ask(other))?.body)).not.toMatch(/rs_0|encrypted_content":/);
    }
  });

  it.each([
    ["reset-mid-thought", "provider-cut"],
    ["eof-mid-thought", "provider-cut"],
    ["broken-json", "provider-bad-response"],
    ["error-in-stream", "provider-unavailable"],
  ])("P8: that breaks by %s has failed with %s and keeps the thought", async (scenario, code) => {
    const { runId } = await start(scenario);
    const events = await readToEnd(viewer(), runId);
    expect(events.at(-1)).toMatchObject({ type: "run-end", status: "failed", error: { code } });
    expect((await readView(viewer(), runId)).parts).toMatchObject([{ kind: "reasoning", text: brokenThought }]);
  });

  it("P2: lets the provider go at Stop, with what it had said kept", async () => {
    const { runId } = await start("held-thinking");
    const seen = await readUntil(viewer(), runId, "reasoning-delta");
    await cancelRun(viewer(), runId);
    const events = await readToEnd(viewer(), runId);
    expect(events.slice(0, seen.length)).toEqual(seen);
    expect(events.at(-1)).toMatchObject({ status: "stopped", reason: "reader" });
    await upstream.abortSeen();
  });

  it("P2: lets the provider go when the answer is wanted now, and asks it once more with what it had thought", async () => {
    upstream.script("slow", ({ earlier }) => {
      const end: Action[] = [{ kind: "text", text: answer }, stop];
      return earlier === 0 ? [{ kind: "thought", text: thoughts[0] }, { kind: "hold" }, ...end] : end;
    });
    const { runId } = await start("slow");
    await readUntil(viewer(), runId, "reasoning-delta");
    const before = upstream.requests.length;
    await answerNow(viewer(), runId);
    const events = await readToEnd(viewer(), runId);
    expect(upstream.requests[before - 1]).toMatchObject({ isAborted: true });
    expect(upstream.requests).toHaveLength(before + 1);
    const view = await readView(viewer(), runId);
    const [cut] = view.parts.filter((part) => part.kind === "reasoning");
    expect(cut).toMatchObject({ step: 1, isCut: true, text: expect.stringContaining("**Reading") });
    const content = expect.stringContaining(cut?.text.trim() ?? "");
    expect(upstream.requests[before]?.body).toMatchObject({ reasoning_effort: "none", messages: [{ role: "user", content }] });
    expect(view.parts.at(-1)).toMatchObject({ kind: "text", step: 2, text: answer });
    expect(events.at(-1)).toMatchObject({ status: "completed", reason: "stop", usage: { input: null } });
  });

  it("lets the built-in model answer too", async () => {
    const { runId } = await startRun(viewer(), {
      clientRequestId: newId("request"),
      text: "What is 3/4 + 5/6?",
      modelId: "builtin/reasoner",
    });
    await readUntil(viewer(), runId, "reasoning-delta");
    await cancelRun(viewer(), runId);
    expect((await readToEnd(viewer(), runId)).at(-1)).toMatchObject({ type: "run-end" });
  });
});
