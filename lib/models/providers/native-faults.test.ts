import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lastBodyAt, nativeModel, natives } from "#lib/testing/native.ts";
import { partsOf, runStep, type StepOptions, typesOf } from "#lib/testing/step.ts";
import { brokenThought } from "#lib/testing/upstream/faults.ts";
import { type Action, stop, type WireError } from "#lib/testing/upstream/scenario.ts";
import { scenarios } from "#lib/testing/upstream/scenarios.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream({ key: "test-key" });
});
afterAll(() => upstream.close());

describe.each(natives)("%s", (kind, modelId) => {
  const run = (scenario: string, options: StepOptions = {}) => {
    const play = scenarios[scenario];
    if (play === undefined) throw new Error(`No scenario ${scenario}`);
    upstream.script(modelId, play);
    return runStep(nativeModel(kind, upstream, modelId), options);
  };
  const refuse = (status: number, error: Partial<WireError> = {}, headers: Record<string, string> = {}) => {
    const refusal: Action = {
      kind: "refuse",
      status,
      headers,
      error: { code: null, type: "", message: "No sk-secret.", ...error },
    };
    upstream.script(modelId, () => [refusal]);
    return runStep(nativeModel(kind, upstream, modelId));
  };

  it("tells by the status what was wrong, and tries again only where that may help", async () => {
    const cases: [number, string, number][] = [
      [400, "provider-refused", 1],
      [401, "provider-auth", 1],
      [403, "provider-auth", 1],
      [404, "provider-model", 1],
      [413, "provider-context", 1],
      [429, "provider-rate-limit", 3],
      [500, "provider-unavailable", 3],
      [503, "provider-unavailable", 3],
      [529, "provider-unavailable", 3],
    ];
    for (const [status, code, attempts] of cases) {
      const before = upstream.requests.length;
      const { outcome } = await refuse(status);
      expect(outcome).toMatchObject({ finish: "error", error: { code } });
      expect(outcome.error?.message).not.toMatch(/sk-/);
      expect(upstream.requests.length - before).toBe(attempts);
    }
  });

  it.each([
    ["quota", "provider-quota"],
    ["too-long", "provider-context"],
    ["moved", "provider-bad-response"],
    ["not-found-page", "provider-bad-response"],
    ["html-instead", "provider-bad-response"],
    ["empty-body", "provider-bad-response"],
  ])("names %s %s", async (scenario, code) => {
    const { outcome } = await run(scenario);
    expect(outcome).toMatchObject({ finish: "error", error: { code } });
  });

  it("refuses a wrong key in its own words, which are understood", async () => {
    upstream.script(modelId, () => []);
    const { outcome } = await runStep(nativeModel(kind, upstream, modelId, { apiKey: "wrong" }));
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-auth" } });
  });

  it("does not know a model that is not there", async () => {
    const { outcome } = await runStep(nativeModel(kind, upstream, "no-such-model"));
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-model" } });
  });

  it("is asked again after as long as it says, and answers", async () => {
    const busy: Action = {
      kind: "refuse",
      status: 429,
      headers: { "retry-after-ms": "300" },
      error: { code: null, type: "", message: "" },
    };
    const answers: Action[][] = [[busy], [busy], [{ kind: "text", text: "Yes." }, stop]];
    upstream.script(modelId, () => answers.shift() ?? []);
    const { outcome, waits } = await runStep(nativeModel(kind, upstream, modelId));
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(waits).toEqual([300, 300]);
    expect((await refuse(429, {}, { "retry-after": "7" })).waits).toEqual([7000, 7000]);
  });

  it.each([
    ["error-in-stream", "provider-unavailable"],
    ["overloaded-in-stream", "provider-rate-limit"],
    ["broken-json", "provider-bad-response"],
    ["eof-mid-thought", "provider-cut"],
    ["reset-mid-thought", "provider-cut"],
  ])(
    "P27 may fail in mid-stream (%s): what came is kept, as a thought that was cut, and nobody asks again",
    async (scenario, code) => {
      const before = upstream.requests.length;
      const { drafts, outcome } = await run(scenario);
      expect(outcome).toMatchObject({ finish: "error", error: { code } });
      expect(partsOf(drafts)).toMatchObject([{ kind: "summary", text: brokenThought, isClosed: true, isCut: true }]);
      expect(partsOf(drafts)[0]).not.toHaveProperty("seal");
      expect(upstream.requests.length - before).toBe(1);
    },
  );

  it.each(["stall-mid-thought", "stall-at-start"])("that goes quiet (%s) is given up", async (scenario) => {
    const { outcome } = await run(scenario, { stallMs: 300 });
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-stall" } });
  });

  it("that is stopped has been aborted, with its thought cut", async () => {
    const controller = new AbortController();
    const { drafts, outcome } = await run("stall-mid-thought", {
      signal: controller.signal,
      onDraft: ({ type }) => type === "reasoning-delta" && controller.abort(),
    });
    expect(outcome).toMatchObject({ finish: "aborted", error: null });
    expect(partsOf(drafts)).toMatchObject([{ isCut: true }]);
  });

  it("that asks for a tool nobody offered has failed, and nothing runs", async () => {
    upstream.script(modelId, () => [
      { kind: "text", text: "One moment. " },
      { kind: "tool", id: "t1", name: "rm", args: "{}" },
      { kind: "finish", reason: "tool-calls", usage: "count" },
    ]);
    const { drafts, outcome } = await runStep(nativeModel(kind, upstream, modelId));
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-bad-response" } });
    expect(typesOf(drafts)).not.toContain("tool-call");
  });

  it("has thought without answering where the limit came first", async () => {
    const { drafts, outcome } = await run("length-without-text");
    expect(outcome).toMatchObject({ finish: "length", error: null });
    expect(partsOf(drafts)).toMatchObject([{ kind: "summary", isCut: true }]);
  });

  it("has its key in a header, and the owner's headers on every request", async () => {
    upstream.script(modelId, () => [
      { kind: "text", text: "Yes." },
      { kind: "finish", reason: "stop", usage: null },
    ]);
    await runStep(nativeModel(kind, upstream, modelId, { headers: { "x-team": "blue" } }));
    const request = upstream.requests.at(-1);
    expect(request?.headers).toMatchObject({
      "x-team": "blue",
      [kind === "google" ? "x-goog-api-key" : "x-api-key"]: "test-key",
    });
    expect(request?.path).not.toContain("test-key");
    expect(JSON.stringify(lastBodyAt(upstream))).not.toContain("test-key");
  });
});

it("Gemini may say in the body how long to wait", async () => {
  const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "2.5s" }];
  const error = { code: 429, message: "Slow down.", status: "RESOURCE_EXHAUSTED", details };
  upstream.script("gemini-2.5-pro", () => [
    { kind: "reply", status: 429, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) },
  ]);
  const { waits } = await runStep(nativeModel("google", upstream, "gemini-2.5-pro"));
  expect(waits).toEqual([2500, 2500]);
});
