import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, partsOf, runStep, typesOf, wires } from "#lib/testing/step.ts";
import { answer, thoughts } from "#lib/testing/upstream/scenarios.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import type { ResolvedModel } from "./resolved-model.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

/** Cuts as soon as the first thought has come, which is as far as the provider goes until it is released. */
async function cutInThought(model: ResolvedModel) {
  const cut = new AbortController();
  let seen = "";
  const record = await runStep(model, {
    cutThinking: cut.signal,
    onDraft(draft) {
      if (draft.type === "reasoning-delta") seen += draft.delta;
      if (seen === thoughts[0]) cut.abort();
    },
  });
  return record;
}

describe.each(wires)("cutting the thinking over %s", (wire) => {
  const held = () => modelAt(wire, upstream.url, "held-thinking");

  it("ends the call where the server has no means, says so, and keeps the thought as cut", async () => {
    const { drafts, outcome } = await cutInThought(held());
    expect(outcome).toMatchObject({ finish: "aborted", error: null, isCut: true, toolCalls: [], unfinishedThought: thoughts[0] });
    expect(partsOf(drafts)).toMatchObject([{ text: thoughts[0], isClosed: true, isCut: true }]);
    expect(partsOf(drafts)[0]).not.toHaveProperty("seal");
    expect(typesOf(drafts).slice(-3)).toEqual(["status answer-now", "reasoning-end", "step-end"]);
    await upstream.abortSeen();
  });

  it("does the same where the server refuses to, or fails to", async () => {
    for (const endThinking of [async () => false, () => Promise.reject(new Error("No."))]) {
      const { outcome } = await cutInThought({ ...held(), endThinking });
      expect(outcome).toMatchObject({ finish: "aborted", isCut: true });
    }
  });

  it("before the first byte ends the call too", async () => {
    const cut = new AbortController();
    const before = upstream.requests.length;
    const running = runStep(modelAt(wire, upstream.url, "held-start"), { cutThinking: cut.signal });
    while (upstream.requests.length === before) await new Promise(setImmediate);
    cut.abort();
    const { drafts, outcome } = await running;
    expect(outcome).toMatchObject({ finish: "aborted", isCut: true, unfinishedThought: "" });
    expect(typesOf(drafts)).toEqual(["step-start", "status answer-now", "step-end"]);
  });

  it("before it began asks nobody", async () => {
    const before = upstream.requests.length;
    const { outcome } = await runStep(held(), { cutThinking: AbortSignal.abort() });
    expect(outcome).toMatchObject({ finish: "aborted", isCut: true });
    expect(upstream.requests.length).toBe(before);
  });

  it("while it waits for another attempt ends the wait", async () => {
    const cut = new AbortController();
    const { outcome } = await runStep(modelAt(wire, upstream.url, "rate-limited-for-long"), {
      cutThinking: cut.signal,
      sleep: undefined,
      onDraft: (draft) => draft.type === "status" && draft.code === "retrying" && cut.abort(),
    });
    expect(outcome).toMatchObject({ finish: "aborted", error: null, isCut: true });
  });

  it("is nothing once the answer is being written", async () => {
    const cut = new AbortController();
    const { drafts, outcome } = await runStep(modelAt(wire, upstream.url, "think-then-answer"), {
      cutThinking: cut.signal,
      onDraft: (draft) => draft.type === "text-delta" && cut.abort(),
    });
    expect(outcome).toMatchObject({ finish: "stop", error: null, isCut: false });
    expect(partsOf(drafts).at(-1)?.text).toBe(answer);
    expect(typesOf(drafts)).not.toContain("status answer-now");
  });

  it("gives way to a stop", async () => {
    const stop = new AbortController();
    const { outcome } = await runStep(held(), {
      signal: stop.signal,
      cutThinking: stop.signal,
      onDraft: (draft) => draft.type === "reasoning-delta" && stop.abort(),
    });
    expect(outcome).toMatchObject({ finish: "aborted", isCut: false });
  });
});

describe("a server that ends thinking when asked", () => {
  it("goes on to its answer in the same call, and the thought is marked", async () => {
    let asked: string | null = null;
    const model: ResolvedModel = {
      ...modelAt("compatible", upstream.url, "held-thinking"),
      async endThinking(responseId) {
        asked = responseId;
        upstream.release();
        return true;
      },
    };
    const { drafts, outcome } = await cutInThought(model);
    expect(asked).toMatch(/^chatcmpl-/);
    expect(outcome).toMatchObject({ finish: "stop", error: null, isCut: false });
    expect(partsOf(drafts)[0]).toMatchObject({ isCut: true });
    expect(partsOf(drafts).at(-1)).toMatchObject({ kind: "text", text: answer });
    expect(typesOf(drafts).filter((type) => type === "status answer-now")).toHaveLength(1);
  });
});
