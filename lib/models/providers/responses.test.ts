import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Effort } from "#lib/core/effort.ts";
import type { ErrorCode } from "#lib/core/errors.ts";
import { bodiesFor, configOf, modelOn, type ServerName } from "#lib/testing/responses-servers.ts";
import { partsOf, runStep, typesOf } from "#lib/testing/step.ts";
import { brokenThought } from "#lib/testing/upstream/faults.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { answer, thoughts } from "#lib/testing/upstream/scenarios.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { unknownListed } from "../discover.ts";
import { failureOf } from "../failures.ts";
import { openConnection } from "../open-connection.ts";

let upstream: Upstream;
beforeEach(async () => {
  upstream = await startUpstream({ key: "test-key" });
});
afterEach(() => upstream.close());

const answering = (server: ServerName, modelId: string) => {
  upstream.script(modelId, () => [{ kind: "text", text: "Hi" }, stop]);
  return modelOn(upstream, server, modelId);
};
const reasoningIn = (modelId: string) => bodiesFor(upstream, modelId).at(-1)?.reasoning;

describe("the effort of xAI's models", () => {
  it.each<[string, Effort, string | null]>([
    ["grok-4.3", "off", "none"],
    ["grok-4.3", "minimal", "low"],
    ["grok-4.3", "max", "high"],
    ["grok-4.5", "off", "low"],
    ["grok-4.6", "max", "xhigh"],
    ["grok-4.6", "off", "low"],
    ["grok-4.7", "xhigh", "high"],
    ["grok-latest", "medium", "medium"],
    ["grok-3-mini", "medium", "low"],
    ["grok-4.20-multi-agent", "high", "high"],
    ["grok-something-new", "medium", "medium"],
    ["grok-4.20-reasoning", "high", null],
    ["grok-4.20-0309-non-reasoning", "off", null],
    ["grok-4-0709", "high", null],
    ["grok-4-1-fast-reasoning", "low", null],
    ["grok-4-fast-non-reasoning", "low", null],
    ["grok-code-fast-1", "low", null],
    ["grok-3", "high", null],
  ])("%s wished %s is %s, and that is what is recorded", async (modelId, effort, sent) => {
    const { outcome } = await runStep(answering("xai", modelId), { effort });
    expect(outcome).toMatchObject({ finish: "stop", effortSent: sent });
    expect(reasoningIn(modelId)).toEqual(sent === null ? undefined : { effort: sent });
  });

  it("is left out for good where a model refuses it after all", async () => {
    const first = await runStep(modelOn(upstream, "xai", "no-effort"));
    expect(typesOf(first.drafts).slice(0, 3)).toEqual(["step-start", "status retrying", "step-start"]);
    expect(first.outcome).toMatchObject({ finish: "stop", effortSent: null });
    const second = await runStep(modelOn(upstream, "xai", "no-effort"));
    expect(second.drafts[0]).toMatchObject({ effortSent: null });
  });
});

describe("the effort of a Responses server's models", () => {
  it.each<[string, Effort, object]>([
    ["openai/gpt-oss-20b", "off", { effort: "low", summary: "auto" }],
    ["my-model", "off", { effort: "none" }],
    ["my-model", "max", { effort: "high", summary: "auto" }],
  ])("%s wished %s is %j", async (modelId, effort, reasoning) => {
    await runStep(answering("responses vllm", modelId), { effort });
    expect(reasoningIn(modelId)).toEqual(reasoning);
  });

  it("is what its list says of them", () => {
    const connection = openConnection(configOf(upstream, "responses vllm"));
    expect(connection.describe("gpt-4o", { ...unknownListed, reasons: true, efforts: ["high", "max"] })).toMatchObject({
      id: "responses/gpt-4o",
      name: "gpt-4o",
      reasons: true,
      efforts: ["high", "max"],
    });
    expect(connection.describe("my-model", { ...unknownListed, reasons: false })).toMatchObject({ reasons: false, efforts: [] });
  });

  it("is asked for without summaries, and thoughts without proofs, where a server objects", async () => {
    upstream.script("plain", ({ body }) => {
      const text = JSON.stringify(body);
      const refuse = (message: string) => [
        { kind: "refuse" as const, status: 400, error: { code: null, type: "invalid_request_error", message } },
      ];
      if (text.includes("encrypted_content")) return refuse("Encrypted content is not supported with this model.");
      return text.includes("summary") ? refuse("reasoning.summary is not supported") : [{ kind: "text", text: "Hi" }, stop];
    });
    const { outcome } = await runStep(modelOn(upstream, "responses openai", "plain"));
    expect(outcome).toMatchObject({ finish: "stop", error: null, effortSent: "medium" });
    expect(bodiesFor(upstream, "plain").at(-1)).toMatchObject({ reasoning: { effort: "medium" }, store: false });
    expect(bodiesFor(upstream, "plain").at(-1)).not.toHaveProperty("include");
  });
});

const servers = ["xai", "responses openai", "responses vllm", "responses lm-studio", "responses ollama"] as const;

describe.each(servers)("a step over %s", (server) => {
  const form = server === "responses vllm" || server === "responses lm-studio" ? "full" : "summary";
  const hasParts = server === "xai" || server === "responses openai";

  it("reads thought and answer, whatever its events, and counts what was counted", async () => {
    const { drafts, outcome } = await runStep(modelOn(upstream, server, "think-then-answer"));
    expect(partsOf(drafts).map(({ kind, text, isClosed }) => [kind, text, isClosed])).toEqual([
      ...(hasParts ? thoughts : [thoughts.join("")]).map((text) => [form, text, true]),
      ["text", answer, true],
    ]);
    expect(outcome).toMatchObject({ finish: "stop", error: null, usage: { input: 6, output: 39, reasoning: 34, cached: 0 } });
  });

  it("sends the headers of the connection and its key", async () => {
    await runStep(modelOn(upstream, server, "answer-only", { headers: { "x-team": "blue" } }));
    expect(upstream.requests).toMatchObject([{ headers: { "x-team": "blue", authorization: "Bearer test-key" } }]);
  });

  it.each<[string, ErrorCode]>([
    ["reset-mid-thought", "provider-cut"],
    ["eof-mid-thought", "provider-cut"],
    ["error-in-stream", "provider-unavailable"],
    ["overloaded-in-stream", "provider-rate-limit"],
  ])("that ends with %s in mid-thought has failed, and what came of the thought is kept and cut", async (scenario, code) => {
    const { drafts, outcome } = await runStep(modelOn(upstream, server, scenario));
    expect(outcome).toMatchObject({ finish: "error", error: { code } });
    // LM Studio tells of a thought when it is over, and this one never was.
    const kept = server === "responses lm-studio" ? [] : [{ kind: form, text: brokenThought, isClosed: true, isCut: true }];
    expect(partsOf(drafts)).toMatchObject(kept);
  });

  it.each<[string, ErrorCode]>([
    ["wrong-key", "provider-auth"],
    ["unknown-model", "provider-model"],
    ["quota", "provider-quota"],
    ["too-long", "provider-context"],
    ["refused", "provider-refused"],
    ["not-found-page", "provider-bad-response"],
    ["html-instead", "provider-bad-response"],
    ["html-as-stream", "provider-bad-response"],
    ["json-instead", "provider-bad-response"],
    ["text-instead", "provider-bad-response"],
    ["empty-body", "provider-bad-response"],
    ["json-error-with-200", "provider-quota"],
  ])("that answers %s has failed at once", async (scenario, code) => {
    const { outcome } = await runStep(modelOn(upstream, server, scenario));
    expect(outcome).toMatchObject({ finish: "error", error: { code } });
    expect(bodiesFor(upstream, scenario)).toHaveLength(1);
  });
});

describe.each(["openai", "xai", "responses vllm"] as const)("the list of %s", (server) => {
  it("is read with the key, and named after the connection", async () => {
    const connection = openConnection(configOf(upstream, server, { id: "mine" }));
    const listed = await connection.list?.(AbortSignal.timeout(5_000));
    expect([...(listed?.keys() ?? [])]).toContain("think-then-answer");
    expect(connection.describe("think-then-answer").id).toBe("mine/think-then-answer");
    const other = openConnection(configOf(upstream, server, { apiKey: "wrong" }));
    expect(other.listKey).not.toBe(connection.listKey);
    const refusal = await other.list?.(AbortSignal.timeout(5_000)).catch((error: unknown) => error);
    expect(failureOf(refusal).code).toBe("provider-auth");
  });

  it("has names to offer while it cannot be had, where the provider's are known", () => {
    const { known } = openConnection(configOf(upstream, server));
    expect(known.length > 0).toBe(server !== "responses vllm");
    expect(known.every(({ reasons, callsTools }) => reasons !== null && callsTools !== null)).toBe(true);
  });
});
