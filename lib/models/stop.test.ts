import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modelAt, partsOf, runStep, typesOf, wires } from "#lib/testing/step.ts";
import { answer, thoughts } from "#lib/testing/upstream/scenarios.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { streamStep } from "./stream-step.ts";

let upstream: Upstream;
beforeEach(async () => {
  upstream = await startUpstream();
});
afterEach(() => upstream.close());

describe.each(wires)("stopping a call over %s", (wire) => {
  it("in mid-thought keeps the thought, closes it, and hangs up on the provider", async () => {
    const abort = new AbortController();
    let seen = "";
    const { drafts, outcome } = await runStep(modelAt(wire, upstream.url, "held-thinking"), {
      signal: abort.signal,
      onDraft(draft) {
        if (draft.type === "reasoning-delta") seen += draft.delta;
        if (seen === thoughts[0]) abort.abort();
      },
    });
    expect(outcome).toMatchObject({ finish: "aborted", error: null });
    expect(partsOf(drafts)).toMatchObject([{ text: thoughts[0], isClosed: true }]);
    expect(drafts.at(-1)).toMatchObject({ type: "step-end", finish: "aborted" });
    await upstream.abortSeen();
    expect(upstream.requests).toMatchObject([{ isAborted: true }]);
  });

  it("before the first byte ends it too", async () => {
    const abort = new AbortController();
    const running = runStep(modelAt(wire, upstream.url, "held-start"), { signal: abort.signal });
    while (upstream.requests.length === 0) await new Promise(setImmediate);
    abort.abort();
    const { drafts, outcome } = await running;
    expect(outcome).toMatchObject({ finish: "aborted", error: null });
    expect(typesOf(drafts)).toEqual(["step-start", "step-end"]);
    await upstream.abortSeen();
  });

  it("before it began asks nobody", async () => {
    const { outcome } = await runStep(modelAt(wire, upstream.url, "think-then-answer"), { signal: AbortSignal.abort() });
    expect(outcome.finish).toBe("aborted");
    expect(upstream.requests).toEqual([]);
  });

  it("while it waits for another attempt ends the wait and asks no more", async () => {
    const abort = new AbortController();
    const { outcome } = await runStep(modelAt(wire, upstream.url, "rate-limited-for-long"), {
      signal: abort.signal,
      sleep: undefined,
      onDraft: (draft) => draft.type === "status" && draft.code === "retrying" && abort.abort(),
    });
    expect(outcome).toMatchObject({ finish: "aborted", error: null });
    expect(upstream.requests).toHaveLength(1);
  });

  it("by no longer reading it hangs up as well", async () => {
    const step = streamStep({
      model: modelAt(wire, upstream.url, "held-thinking"),
      prompt: () => ({ messages: [{ role: "user", text: "Hello" }], sent: [] }),
      tools: [],
      outputLimit: null,
      effort: "medium",
      step: 1,
      signal: new AbortController().signal,
      stallMs: 20_000,
      nextPartId: () => "p1",
    });
    for await (const draft of step) if (draft.type === "reasoning-delta") break;
    await upstream.abortSeen();
  });
});

describe.each(wires)("a slow provider over %s", (wire) => {
  it("is read as it goes: what was sent is there before what is held", async () => {
    let thought = "";
    const { drafts, outcome } = await runStep(modelAt(wire, upstream.url, "held-thinking"), {
      stallMs: 20_000,
      onDraft(draft) {
        if (draft.type === "reasoning-delta") thought += draft.delta;
        if (thought === thoughts[0] && draft.type === "reasoning-delta") upstream.release();
      },
    });
    expect(partsOf(drafts).at(-1)?.text).toBe(answer);
    expect(outcome.finish).toBe("stop");
  });

  it("says that its first byte came long before its first word", async () => {
    upstream.hold();
    const types: string[] = [];
    await runStep(modelAt(wire, upstream.url, "think-then-answer"), {
      onDraft(draft) {
        types.push(draft.type);
        if (draft.type === "status") upstream.release();
      },
    });
    expect(types.slice(0, 3)).toEqual(["step-start", "status", "reasoning-start"]);
  });

  it("is not given up while it is the reader who is slow", async () => {
    const { outcome } = await runStep(
      { ...modelAt(wire, upstream.url, "long-thinking-2000") },
      {
        stallMs: 200,
        onDraft(draft) {
          if (draft.type !== "reasoning-start") return;
          const until = performance.now() + (draft.partId === "p1" ? 400 : 0);
          while (performance.now() < until);
        },
      },
    );
    expect(outcome).toMatchObject({ finish: "stop", error: null });
  });
});
