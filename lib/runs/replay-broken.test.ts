import { describe, expect, it } from "vitest";
import { attentive, attentiveWithoutAnswer, fatesOf, withReplay } from "#lib/testing/replay.ts";
import { readToEnd, readUntil } from "#lib/testing/run-engine.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { cancelRun } from "./control.ts";
import { readView } from "./views.ts";

describe("what goes back to a provider of an answer that did not go well", () => {
  const { ask, start, models, upstream, viewer, storeAnswer } = withReplay();

  it("R06: is no seal of somebody else's, however it came into the log", async () => {
    const runId = await storeAnswer([
      { type: "reasoning-start", partId: "r", form: "summary" },
      { type: "reasoning-delta", partId: "r", delta: "I ponder imports." },
      { type: "reasoning-end", partId: "r", seal: { issuer: "elsewhere", data: { signature: "foreign-signature" } } },
      { type: "text-start", partId: "t" },
      { type: "text-delta", partId: "t", delta: "Imported." },
      { type: "text-end", partId: "t", seal: { issuer: "elsewhere", data: { signature: "foreign-signature" } } },
    ]);
    for (const modelId of Object.values(models().byKind)) {
      const { sent, body } = await ask("apples", modelId, { parentRunId: runId });
      expect(sent).toMatchObject([{ runId, how: "left-out" }]);
      expect(body).toContain("Imported.");
      expect(body).not.toContain("foreign-signature");
    }
  });

  it("R07: is asked for again without seals when the provider no longer takes them, and the ledger says so", async () => {
    const first = await ask("apples", models().sealing);
    upstream().script("attentive", (request) => {
      if (!JSON.stringify(request.body).includes('"encrypted_content":')) return attentive(request);
      const error = {
        code: "invalid_encrypted_content",
        type: "invalid_request_error",
        message: "The encrypted content could not be verified.",
      };
      return [{ kind: "refuse", status: 400, error }];
    });
    const before = upstream().requests.length;
    const second = await ask("pears", models().sealing, { parentRunId: first.runId });
    expect(upstream().requests).toHaveLength(before + 2);
    expect(JSON.stringify(upstream().requests[before]?.body)).toContain('"encrypted_content":');
    expect(fatesOf(second.sent)).toEqual([[first.runId, "expired"]]);
    expect(second.view.status).toBe("completed");
    const told = (await readToEnd(viewer(), second.runId)).flatMap((event) => (event.type === "sent-back" ? event.thoughts : []));
    expect(fatesOf(told)).toEqual([
      [first.runId, "sealed"],
      [first.runId, "expired"],
    ]);
  });

  it("R08: is no thought that nothing followed, and the question before it still stands", async () => {
    for (const modelId of Object.values(models().byKind)) {
      upstream().script("attentive", attentiveWithoutAnswer(stop));
      const silent = await ask("apples", modelId);
      expect(silent.view.parts.map(({ kind }) => kind)).not.toContain("text");
      upstream().script("attentive", attentive);
      const next = await ask("pears", modelId, { parentRunId: silent.runId });
      expect(next.sent).toMatchObject([{ runId: silent.runId, how: "left-out" }]);
      expect(next.body).toContain("apples");
      expect(next.view.status).toBe("completed");
    }
  });

  it("R09: is no half of a call, and no thought of an answer that was stopped", async () => {
    const half = { index: 0, id: "call_1", type: "function", function: { name: "look_up", arguments: '{"query": "app' } };
    const raw = JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: [half] }, finish_reason: null }] });
    for (const modelId of [models().taking, models().refusing]) {
      upstream().script("attentive", attentiveWithoutAnswer({ kind: "raw", data: raw }, { kind: "silence" }));
      const { runId } = await start("apples", modelId);
      await readUntil(viewer(), runId, "reasoning-end");
      await cancelRun(viewer(), runId);
      await readToEnd(viewer(), runId);
      upstream().script("attentive", attentive);
      const next = await ask("pears", modelId, { parentRunId: runId });
      expect(next.sent).toMatchObject([{ runId, how: "left-out" }]);
      expect(next.body).not.toMatch(/look_up|tool_calls/);
    }
  });

  it("R10: is a call without a result together with a result that says so", async () => {
    const runId = await storeAnswer([
      { type: "tool-call", partId: "c", callId: "call_1", name: "look_up", args: { query: "apples" } },
    ]);
    for (const [kind, modelId] of Object.entries(models().byKind)) {
      const { body, view } = await ask("pears", modelId, { parentRunId: runId });
      expect([kind, view.status]).toEqual([kind, "completed"]);
      expect(body).toMatch(/look_up.*There is no result.*pears/s);
    }
  });

  it("is the thought that was cut, quoted, when the answer is to be made from it", async () => {
    for (const [kind, modelId] of Object.entries(models().byKind)) {
      upstream().script("attentive", attentiveWithoutAnswer({ kind: "finish", reason: "length", usage: "count" }));
      const first = await ask("apples", modelId);
      expect([kind, first.view.reason]).toEqual([kind, "length"]);
      upstream().script("attentive", attentive);
      const { turnId, runId } = first;
      const next = await start("", modelId, { turnId, text: undefined, continueRunId: runId, outputLimit: 777 });
      await readToEnd(viewer(), next.runId);
      const view = await readView(viewer(), next.runId);
      expect(view).toMatchObject({
        status: "completed",
        continuesRunId: runId,
        steps: [{ sentBack: [{ runId, how: "context" }] }],
      });
      const body = JSON.stringify(upstream().requests.at(-1)?.body);
      expect(body).toContain("I ponder apples.");
      expect([kind, body]).toEqual([
        kind,
        expect.stringMatching(/"(max_(output_|completion_)?tokens|maxOutputTokens|num_predict)":777/),
      ]);
      // One that cannot be told not to think is told to think little; a name that says nothing may take no word about it.
      expect(["off", "low"]).toContain(view.effortAsked);
      const isOff = view.effortAsked === "off" && view.steps[0]?.effortSent !== null;
      const off = isOff ? /"none"|"disabled"|"think":false|"enabled":false/ : /./;
      expect([kind, body]).toEqual([kind, expect.stringMatching(off)]);
    }
  });
});
