import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Effort } from "#lib/core/effort.ts";
import { answeredTurn, connectionTo, modelAt, runStep, typesOf } from "#lib/testing/step.ts";
import { thoughts } from "#lib/testing/upstream/scenarios.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import type { ResolvedModel } from "./resolved-model.ts";

let upstream: Upstream;
beforeEach(async () => {
  upstream = await startUpstream({ key: "test-key" });
});
afterEach(() => upstream.close());

const body = z.looseObject({
  reasoning: z.looseObject({ effort: z.string().optional(), summary: z.string().optional() }).optional(),
  reasoning_effort: z.string().optional(),
});
const lastBody = () => body.parse(upstream.requests.at(-1)?.body);
const effortIn = () => lastBody().reasoning?.effort ?? lastBody().reasoning_effort ?? null;

/** Any model, answered by the scenario of this name. */
function playing(model: ResolvedModel, scenario: string): ResolvedModel {
  upstream.script(model.info.id.slice(model.info.id.indexOf("/") + 1), () => [{ kind: "text", text: scenario }, stop]);
  return model;
}
const stop = { kind: "finish", reason: "stop", usage: "count" } as const;

describe("the effort in a request", () => {
  it.each<[string, Effort, string | null]>([
    ["gpt-5", "off", "minimal"],
    ["gpt-5", "minimal", "minimal"],
    ["gpt-5", "max", "high"],
    ["gpt-5.1", "off", "none"],
    ["gpt-5.1", "xhigh", "high"],
    ["gpt-5.2", "xhigh", "xhigh"],
    ["gpt-5.2", "max", "xhigh"],
    ["gpt-5.6", "max", "max"],
    ["gpt-6-astra", "off", "low"],
    ["gpt-6-sol", "off", "none"],
    ["gpt-5.1-codex-max", "max", "xhigh"],
    ["gpt-5-pro", "low", "high"],
    ["o3", "off", "low"],
    ["o4-mini-2025-04-16", "xhigh", "high"],
    ["gpt-4o", "high", null],
    ["gpt-5-chat-latest", "high", null],
    ["some-unknown-model", "high", "high"],
  ])("of %s wished %s is %s, and that is what is recorded", async (id, wish, sent) => {
    const { drafts, outcome } = await runStep(playing(modelAt("openai", upstream.url, id), "Hello"), { effort: wish });
    expect(outcome).toMatchObject({ finish: "stop", effortSent: sent });
    expect(effortIn()).toBe(sent);
    expect(drafts[0]).toEqual({ type: "step-start", step: 1, effortSent: sent });
  });

  it.each<[Effort, string]>([
    ["off", "none"],
    ["minimal", "low"],
    ["medium", "medium"],
    ["max", "high"],
  ])("of a compatible server's model wished %s is %s", async (wish, sent) => {
    const { outcome } = await runStep(modelAt("compatible", upstream.url, "think-then-answer"), { effort: wish });
    expect([effortIn(), outcome.effortSent]).toEqual([sent, sent]);
  });

  it("is left out for good where the provider objects, and the step says so", async () => {
    for (const wire of ["openai", "compatible"] as const) {
      const model = modelAt(wire, upstream.url, "no-effort");
      const first = await runStep(model);
      expect(typesOf(first.drafts).slice(0, 4)).toEqual(["step-start", "status retrying", "step-start", "status first-byte"]);
      expect(first.drafts[2]).toEqual({ type: "step-start", step: 1, effortSent: null });
      expect(first.outcome).toMatchObject({ finish: "stop", error: null, effortSent: null });
      expect(effortIn()).toBeNull();
      const second = await runStep(model);
      expect(second.drafts[0]).toMatchObject({ effortSent: null });
      expect(typesOf(second.drafts)[1]).toBe("status first-byte");
    }
  });
});

describe("a request to OpenAI", () => {
  it("asks for summaries and sealed thoughts and for nothing to be stored", async () => {
    await runStep(modelAt("openai", upstream.url, "think-then-answer"));
    expect(upstream.requests[0]).toMatchObject({
      path: "/v1/responses",
      headers: { authorization: "Bearer test-key" },
      body: {
        model: "think-then-answer",
        stream: true,
        store: false,
        include: ["reasoning.encrypted_content"],
        reasoning: { effort: "medium", summary: "auto" },
      },
    });
  });

  it("does without summaries where they are refused", async () => {
    upstream.script("gpt-5-unverified", ({ body: asked }) =>
      JSON.stringify(asked).includes("summary")
        ? [
            {
              kind: "reply",
              status: 400,
              body: JSON.stringify({
                error: {
                  message: "Your organization must be verified to generate reasoning summaries.",
                  type: "invalid_request_error",
                  param: "reasoning.summary",
                  code: "unsupported_value",
                },
              }),
            },
          ]
        : [{ kind: "text", text: "Hello" }, stop],
    );
    const { outcome } = await runStep(modelAt("openai", upstream.url, "gpt-5-unverified"));
    expect(outcome).toMatchObject({ finish: "stop", effortSent: "medium" });
    expect(lastBody().reasoning).toEqual({ effort: "medium" });
  });

  it("says nothing about reasoning to a model that has none", async () => {
    await runStep(playing(modelAt("openai", upstream.url, "gpt-4o"), "Hello"));
    expect(lastBody()).not.toHaveProperty("reasoning");
  });
});

describe("a request to a compatible server", () => {
  it("asks for usage, and carries no key where none is set", async () => {
    const connection = connectionTo("compatible", upstream.url);
    await runStep(connection.model("think-then-answer", connection.describe("think-then-answer")));
    expect(upstream.requests[0]).toMatchObject({
      path: "/v1/chat/completions",
      body: { stream: true, stream_options: { include_usage: true }, messages: [{ role: "user" }] },
    });
  });

  it("has one question where an answer is missing between two", async () => {
    await runStep(modelAt("compatible", upstream.url, "echo"), {
      messages: [
        { role: "user", text: "One" },
        { role: "user", text: "Two" },
      ],
    });
    expect(upstream.requests[0]?.body).toMatchObject({ messages: [{ role: "user", content: "One\n\nTwo" }] });
  });
});

describe("a seal", () => {
  const earlier = async (model: ResolvedModel) => answeredTurn("First", (await runStep(model)).drafts);
  const again = { text: "Second", view: null };

  it("goes back to where it came from, whole and in front of its answer", async () => {
    const model = modelAt("openai", upstream.url, "think-then-answer");
    const { drafts } = await runStep(model, { path: [await earlier(model), again] });
    expect(upstream.requests.at(-1)?.body).toMatchObject({
      input: [
        { role: "user" },
        {
          type: "reasoning",
          id: "rs_0",
          encrypted_content: Buffer.from("sealed thought rs_0").toString("base64"),
          summary: thoughts.map((text) => ({ type: "summary_text", text })),
        },
        { role: "assistant" },
        { role: "user" },
      ],
    });
    expect(drafts[1]).toEqual({
      type: "sent-back",
      step: 1,
      thoughts: [{ runId: "run_1", partIds: ["p1", "p2"], how: "sealed", why: null }],
    });
  });

  it("of an empty thought goes back empty, between the texts it stood between", async () => {
    const model = modelAt("openai", upstream.url, "sealed");
    await runStep(model, { path: [await earlier(model), again] });
    expect(upstream.requests.at(-1)?.body).toMatchObject({
      input: [{ role: "user" }, { type: "reasoning", summary: [] }, { role: "assistant" }, { role: "user" }],
    });
  });

  it.each(["openai", "compatible"] as const)("R01 goes to no other model (%s)", async (wire) => {
    const first = await earlier(modelAt("openai", upstream.url, "think-then-answer"));
    const { drafts } = await runStep(modelAt(wire, upstream.url, "echo"), { path: [first, again] });
    expect(JSON.stringify(upstream.requests.at(-1)?.body)).not.toMatch(/encrypted_content":|Reading the question|rs_0/);
    expect(drafts[1]).toMatchObject({ type: "sent-back", thoughts: [{ partIds: ["p1", "p2"], how: "left-out" }] });
  });

  it("R07 that is no longer taken is left out, once, and the account says so", async () => {
    const model = modelAt("openai", upstream.url, "refuses-seals");
    const first = await earlier(modelAt("openai", upstream.url, "think-then-answer"));
    const seals = new Map([...(first.seals ?? [])].map(([id, seal]) => [id, { ...seal, issuer: model.replay.issuer }]));
    const before = upstream.requests.length;
    const { drafts, outcome } = await runStep(model, { path: [{ ...first, seals }, again] });
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(upstream.requests.length - before).toBe(2);
    expect(typesOf(drafts)).toContain("status retrying");
    expect(drafts.flatMap((draft) => (draft.type === "sent-back" ? draft.thoughts : []))).toMatchObject([
      { partIds: ["p1", "p2"], how: "sealed", why: null },
      { partIds: ["p1", "p2"], how: "left-out", why: "expired" },
    ]);
  });
});
