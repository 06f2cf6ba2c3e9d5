import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ErrorCode } from "#lib/core/errors.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { modelAt, partsOf, runStep, typesOf, wires } from "#lib/testing/step.ts";
import { brokenThought } from "#lib/testing/upstream/faults.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const requestsFor = (wire: string, model: string) =>
  upstream.requests.filter((one) => one.model === model && one.wire === (wire === "openai" ? "responses" : "chat")).length;

describe.each(wires)("a provider over %s", (wire) => {
  const run = (scenario: string, options: Parameters<typeof runStep>[1] = {}) =>
    runStep(modelAt(wire, upstream.url, scenario), options);

  it.each<[string, ErrorCode]>([
    ["reset-mid-thought", "provider-cut"],
    ["eof-mid-thought", "provider-cut"],
    ["broken-json", "provider-bad-response"],
    ["error-in-stream", "provider-unavailable"],
    ["overloaded-in-stream", "provider-rate-limit"],
  ])("that ends with %s in mid-thought has failed, and the thought is kept and closed", async (scenario, code) => {
    const { drafts, outcome, waits } = await run(scenario);
    expect(partsOf(drafts)).toMatchObject([{ text: brokenThought, isClosed: true }]);
    expect(outcome).toMatchObject({ finish: "error", usage: unknownUsage, error: { code } });
    expect(drafts.at(-1)).toMatchObject({ type: "step-end", finish: "error" });
    expect(waits).toEqual([]);
    expect(requestsFor(wire, scenario)).toBe(1);
  });

  it.each<[string, ErrorCode]>([
    ["wrong-key", "provider-auth"],
    ["unknown-model", "provider-model"],
    ["no-such-scenario", "provider-model"],
    ["quota", "provider-quota"],
    ["too-long", "provider-context"],
    ["refused", "provider-refused"],
    ["moved", "provider-bad-response"],
    ["not-found-page", "provider-bad-response"],
    ["html-instead", "provider-bad-response"],
    ["html-as-stream", "provider-bad-response"],
    ["json-instead", "provider-bad-response"],
    ["text-instead", "provider-bad-response"],
    ["empty-body", "provider-bad-response"],
    ["json-error-with-200", "provider-quota"],
  ])("that answers %s has failed at once, without another attempt", async (scenario, code) => {
    const { drafts, outcome } = await run(scenario);
    expect(outcome).toMatchObject({ finish: "error", error: { code } });
    expect(typesOf(drafts).filter((type) => type !== "status first-byte")).toEqual(["step-start", "step-end"]);
    expect(requestsFor(wire, scenario)).toBe(1);
  });

  it.each<[string, ErrorCode]>([
    ["rate-limited", "provider-rate-limit"],
    ["server-error", "provider-unavailable"],
    ["reset-at-start", "provider-unreachable"],
  ])("that answers %s is asked three times, visibly", async (scenario, code) => {
    const { drafts, outcome, waits } = await run(scenario);
    expect(outcome).toMatchObject({ finish: "error", error: { code } });
    expect(typesOf(drafts)).toEqual(["step-start", "status retrying", "status retrying", "step-end"]);
    expect(waits).toEqual(scenario === "reset-at-start" ? [2000, 4000] : [5, 5]);
    expect(requestsFor(wire, scenario)).toBe(3);
  });

  it("that was busy twice answers in the end, and what it waited for is told", async () => {
    const { drafts, outcome, waits } = await run("rate-limited-then-ok");
    expect(outcome).toMatchObject({ finish: "stop", error: null });
    expect(waits).toEqual([300, 300]);
    expect(drafts[1]).toMatchObject({ level: "warning", details: { attempt: 2, delayMs: 300, status: 429 } });
    expect(typesOf(drafts).slice(0, 4)).toEqual(["step-start", "status retrying", "status retrying", "status first-byte"]);
  });

  it("that asks for a wait of less than a minute gets it, in words people read", async () => {
    const { drafts, waits } = await run("rate-limited-for-long");
    expect(waits).toEqual([50_000, 50_000]);
    expect(drafts[1]).toMatchObject({
      message: "The provider is receiving too many requests. Trying again in 50 s (attempt 2 of 3).",
    });
  });

  it.each(["stall-mid-thought", "stall-at-start"])("that goes quiet (%s) is given up", async (scenario) => {
    const { drafts, outcome } = await run(scenario, { stallMs: 300 });
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-stall" } });
    expect(partsOf(drafts).map(({ text }) => text)).toEqual(scenario === "stall-mid-thought" ? [brokenThought] : []);
    await upstream.abortSeen();
  });

  it("that asks for a tool nobody offered has failed, and nothing runs", async () => {
    const { drafts, outcome } = await run("calls-a-tool");
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-bad-response" } });
    expect(partsOf(drafts).map(({ text }) => text)).toEqual(["One moment. "]);
    expect(typesOf(drafts)).not.toContain("tool-call");
  });

  it("never gets its own words into ours", async () => {
    for (const scenario of ["wrong-key", "refused", "rate-limited", "server-error", "error-in-stream", "json-error-with-200"]) {
      const { drafts, outcome } = await run(scenario);
      expect(JSON.stringify([outcome.error, drafts.filter(({ type }) => type === "status")])).not.toMatch(/sk-|<b>|Trace|No\./);
    }
  });

  it("is named by the class of its refusal", async () => {
    const { outcome } = await run("refused");
    expect(outcome.error?.message).toBe("The provider refused this request (400 invalid_value input).");
  });

  it("that does not listen is unreachable", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const { outcome, waits } = await runStep(modelAt(wire, `http://127.0.0.1:${port}/v1`, "any"));
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-unreachable" } });
    expect(waits).toEqual([2000, 4000]);
  });

  it("that does not exist is unreachable", async () => {
    const { outcome } = await runStep(modelAt(wire, "http://nowhere.invalid/v1", "any"));
    expect(outcome.error?.code).toBe("provider-unreachable");
  });
});
