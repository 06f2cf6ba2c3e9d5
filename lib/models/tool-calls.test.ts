import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelAt, partsOf, runStep, typesOf, wires } from "#lib/testing/step.ts";
import type { Action } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import type { ToolDeclaration } from "./model-part.ts";

const tools: ToolDeclaration[] = [
  { name: "now", description: "The time.", inputSchema: { type: "object", properties: { zone: { type: "string" } } } },
  { name: "sum", description: "A sum.", inputSchema: { type: "object", properties: {} } },
];
const calls: Action[] = [
  { kind: "thought", text: "I need two things." },
  { kind: "tool", id: "call_1", name: "now", args: '{"zone":"UTC"}' },
  { kind: "tool", id: "call_2", name: "sum", args: "{}" },
];

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
  upstream.script("tools", () => [...calls, { kind: "finish", reason: "tool-calls", usage: null }]);
  upstream.script("tools-then-stop", () => [...calls, { kind: "finish", reason: "stop", usage: null }]);
  upstream.script("tools-then-cut", () => [...calls, { kind: "reset" }]);
  upstream.script("finish-without-tools", () => [
    { kind: "text", text: "One moment." },
    { kind: "finish", reason: "tool-calls", usage: null },
  ]);
});
afterAll(() => upstream.close());

describe.each(wires)("tools over %s", (wire) => {
  const run = (scenario: string, offered = tools) => runStep(modelAt(wire, upstream.url, scenario), { tools: offered });

  it("are told to the model", async () => {
    await run("tools");
    const body = JSON.stringify(upstream.requests.at(-1)?.body);
    expect(body).toContain('"name":"now"');
    expect(body).toContain('"description":"A sum."');
    expect(body).toContain('"zone"');
  });

  it("that it calls are in the log with their whole arguments, behind the thought, and the step is whole", async () => {
    const { drafts, outcome } = await run("tools");
    expect(outcome).toMatchObject({ finish: "tool-calls", error: null, isCut: false });
    expect(outcome.toolCalls).toMatchObject([
      { callId: "call_1", name: "now", args: { zone: "UTC" } },
      { callId: "call_2", name: "sum", args: {} },
    ]);
    const logged = drafts.flatMap((draft) => (draft.type === "tool-call" ? [draft] : []));
    expect(logged.map(({ partId, callId, name, args }) => ({ partId, callId, name, args }))).toEqual(outcome.toolCalls);
    expect(partsOf(drafts)).toMatchObject([{ text: "I need two things.", isClosed: true }]);
    for (const { partId } of logged) {
      const own = drafts.filter((draft) => "partId" in draft && draft.partId === partId);
      expect(typesOf(own)).toEqual(["tool-input-start", "tool-input-delta", "tool-call"]);
    }
    expect(drafts.at(-1)).toMatchObject({ type: "step-end" });
  });

  it("called by a server that then says it merely stopped are called all the same", async () => {
    const { outcome } = await run("tools-then-stop");
    expect(outcome).toMatchObject({ finish: "tool-calls", error: null, toolCalls: [{ name: "now" }, { name: "sum" }] });
  });

  it("called before the line broke do not make a whole step", async () => {
    const { outcome } = await run("tools-then-cut");
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-cut" } });
  });

  it("that were not offered are a failure when they are called", async () => {
    const { drafts, outcome } = await run("tools", []);
    expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-bad-response" } });
    expect(typesOf(drafts).filter((type) => type.startsWith("tool-"))).toEqual([]);
  });
});

it("a call that is announced and does not come is a failure", async () => {
  const { outcome } = await runStep(modelAt("compatible", upstream.url, "finish-without-tools"), { tools });
  expect(outcome).toMatchObject({ finish: "error", error: { code: "provider-bad-response" } });
});
