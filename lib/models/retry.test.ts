import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Effort } from "#lib/core/effort.ts";
import { answeredTurn, modelAt, runStep, typesOf, wires } from "#lib/testing/step.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { failure } from "./failures.ts";
import type { ResolvedModel } from "./resolved-model.ts";
import { lighterRequest, type StepRequest } from "./retry.ts";

const request: StepRequest = {
  extras: { effort: "8192", wantsSummary: true, withSeals: true },
  outputLimit: 16_000,
  withTools: true,
  settings: {},
};
const lighter = (about: Parameters<typeof failure>[1], from = request) =>
  lighterRequest(from, failure("provider-refused", about), (limit) => (limit === null ? "4096" : "8192"))?.request ?? null;

describe("a lighter request", () => {
  it("is without what the provider objected to, and nothing else", () => {
    const { extras } = request;
    expect(lighter({ about: "effort" })).toEqual({ ...request, extras: { ...extras, effort: null } });
    expect(lighter({ about: "summary" })).toEqual({ ...request, extras: { ...extras, wantsSummary: false } });
    expect(lighter({ about: "seal" })).toEqual({ ...request, extras: { ...extras, withSeals: false } });
    expect(lighter({ about: "tools" })).toEqual({ ...request, withTools: false });
    expect(lighter({ about: null })).toBeNull();
  });

  it("first does without the limit that a budget stood beside, then without the budget", () => {
    const unlimited = lighter({ about: "budget" });
    expect(unlimited).toEqual({ ...request, extras: { ...request.extras, effort: "4096" }, outputLimit: null });
    const free = unlimited && lighter({ about: "budget" }, unlimited);
    expect(free).toEqual({ ...request, extras: { ...request.extras, effort: null }, outputLimit: null });
    expect(free && lighter({ about: "budget" }, free)).toBeNull();
  });

  it("is not made twice of the same objection", () => {
    const bare: StepRequest = {
      extras: { effort: null, wantsSummary: false, withSeals: false },
      outputLimit: null,
      withTools: false,
      settings: {},
    };
    for (const about of ["effort", "summary", "seal", "budget", "tools"] as const) expect(lighter({ about }, bare)).toBeNull();
  });

  it("does not blame a budget where the conversation is too long", () => {
    const from = { ...request, outputLimit: null };
    expect(lighterRequest(from, failure("provider-context", { about: "budget" }), () => null)).toBeNull();
  });
});

describe.each(wires)("a step over %s", (wire) => {
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream();
  });
  afterAll(() => upstream.close());

  it("asks again without a limit that is refused, and says each effort it sent", async () => {
    upstream.script("small", ({ body }) =>
      JSON.stringify(body).includes('_tokens":')
        ? [
            {
              kind: "refuse",
              status: 400,
              error: { code: "invalid_value", type: "invalid_request_error", message: "max_tokens is too large" },
            },
          ]
        : [
            { kind: "text", text: "Hello" },
            { kind: "finish", reason: "stop", usage: null },
          ],
    );
    const model: ResolvedModel = {
      ...modelAt(wire, upstream.url, "small"),
      effortWord: (_, limit) => (limit === null ? "low" : "high"),
    };
    const { drafts, outcome } = await runStep(model, { outputLimit: 99_000 });
    expect(outcome).toMatchObject({ finish: "stop", error: null, effortSent: "low" });
    expect(drafts.flatMap((draft) => (draft.type === "step-start" ? [draft.effortSent] : []))).toEqual(["high", "low"]);
    expect(typesOf(drafts).slice(0, 4)).toEqual(["step-start", "status retrying", "step-start", "status first-byte"]);
  });

  it("leaves an effort that is refused out for good, and still sends others", async () => {
    const message = "Reasoning effort high is not supported by this model.";
    upstream.script("picky", ({ body }) =>
      /effort":"high"/.test(JSON.stringify(body))
        ? [{ kind: "refuse", status: 400, error: { code: "unsupported_value", type: "invalid_request_error", message } }]
        : [{ kind: "text", text: "Hello" }, stop],
    );
    const model = modelAt(wire, upstream.url, "picky");
    const sent = async (effort: Effort) => {
      const { drafts } = await runStep(model, { effort });
      return drafts.flatMap((draft) => (draft.type === "step-start" ? [draft.effortSent] : []));
    };
    expect(await sent("high")).toEqual(["high", null]);
    expect(await sent("low")).toEqual(["low"]);
    expect(await sent("high")).toEqual([null]);
  });

  it("tells what became of earlier thoughts before the provider answers, and nothing where there were none", async () => {
    const model = modelAt(wire, upstream.url, "think-then-answer");
    const first = await runStep(model);
    expect(typesOf(first.drafts)).not.toContain("sent-back");
    const again = await runStep(model, { path: [answeredTurn("One", first.drafts), { text: "Two", view: null }] });
    expect(typesOf(again.drafts).slice(0, 3)).toEqual(["step-start", "sent-back", "status first-byte"]);
  });
});
