/** What goes back to providers over a whole conversation: the ledger of each run beside the request that was really sent. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createConnection } from "#lib/connections/store.ts";
import { newId } from "#lib/core/id.ts";
import type { Draft, RunEvent, SentThoughts } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { pathTo } from "#lib/reasoning/path.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { readToEnd, readUntil } from "#lib/testing/run-engine.ts";
import { type Action, type Scenario, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { cancelRun } from "./control.ts";
import { startRun } from "./start.ts";
import type { StartInput } from "./start-input.ts";
import { readNodes } from "./tree.ts";
import { readView } from "./views.ts";

/** It thinks about and answers what was said last, so that every thought is found by its text. */
const attentive: Scenario = ({ conversation }) => {
  const last = conversation.at(-1)?.split(": ").at(-1) ?? "";
  return [{ kind: "thought", text: `I ponder ${last}.` }, { kind: "text", text: `Of ${last} this is true.` }, stop];
};
const withoutAnswer = (...actions: Action[]): Scenario => {
  return (request) => [...attentive(request).filter(({ kind }) => kind === "thought"), ...actions];
};

describe("what goes back to a provider", () => {
  const database = withDatabase("sqlite");
  const viewer = () => ({ userId: database().localOwnerId });
  let upstream: Upstream;
  let models: Record<"sealing" | "otherModel" | "otherAccount" | "taking" | "refusing", string>;
  beforeAll(async () => {
    upstream = await startUpstream();
    const connect = async (kind: "openai" | "mistral" | "compatible", apiKey: string) =>
      (await createConnection(viewer(), { kind, baseUrl: upstream.url, apiKey })).id;
    const openai = await connect("openai", "one-key");
    models = {
      sealing: `${openai}/attentive`,
      otherModel: `${openai}/attentive-too`,
      otherAccount: `${await connect("openai", "another-key")}/attentive`,
      taking: `${await connect("mistral", "a-key")}/attentive`,
      refusing: `${await connect("compatible", "a-key")}/attentive`,
    };
  });
  beforeEach(() => {
    for (const name of ["attentive", "attentive-too"]) upstream.script(name, attentive);
  });
  afterAll(() => upstream.close());

  const start = (text: string, modelId: string, more: Partial<StartInput> = {}) =>
    startRun(viewer(), { clientRequestId: newId("request"), text, modelId, effort: "high", ...more });

  /** Asks, waits for the end, and holds the ledger against the body of the last request. */
  async function ask(text: string, modelId: string, more: Partial<StartInput> = {}) {
    const started = await start(text, modelId, more);
    await readToEnd(viewer(), started.runId);
    const view = await readView(viewer(), started.runId);
    const body = JSON.stringify(upstream.requests.at(-1)?.body);
    const sent = view.steps.at(-1)?.sentBack ?? [];
    await expectTruth(started.conversationId, started.runId, sent, body);
    return { ...started, view, body, sent };
  }

  /** Every earlier thought on the path is in the ledger once, and in the body exactly if the ledger says that it was sent. */
  async function expectTruth(conversationId: string, runId: string, sent: SentThoughts[], body: string) {
    const path = pathTo({ ...(await readNodes(conversationId)), headRunId: runId }, runId).slice(0, -1);
    const views = await Promise.all(path.flatMap(({ run }) => (run ? [readView(viewer(), run.id)] : [])));
    const thoughts = views.flatMap((view) => thoughtsOf(view).map((part) => ({ ...part, key: `${view.runId} ${part.id}` })));
    const fates = new Map<string, SentThoughts["how"]>(
      sent.flatMap(({ runId: of, partIds, how }) => partIds.map((id) => [`${of} ${id}`, how] as const)),
    );
    expect([...fates.keys()].sort()).toEqual(thoughts.map(({ key }) => key).sort());
    for (const { key, text } of thoughts) expect([key, body.includes(text)]).toEqual([key, fates.get(key) !== "left-out"]);
  }

  const thoughtsOf = (view: View) => view.parts.flatMap((part) => (part.kind === "reasoning" && part.text !== "" ? [part] : []));
  const fatesOf = (sent: SentThoughts[]) => sent.map(({ runId, how, why }) => [runId, why ?? how]);

  it("R01: after a change of model, key or provider is what that one takes, and all of its own again after the way back", async () => {
    const first = await ask("apples", models.sealing);
    expect(first.view.steps[0]?.sentBack).toBeNull();
    const same = await ask("pears", models.sealing, { parentRunId: first.runId });
    expect(fatesOf(same.sent)).toEqual([[first.runId, "sealed"]]);
    expect(same.body).toContain("encrypted_content");
    for (const modelId of [models.otherModel, models.otherAccount]) {
      const other = await ask("plums", modelId, { parentRunId: same.runId });
      expect(fatesOf(other.sent)).toEqual([
        [first.runId, "foreign"],
        [same.runId, "foreign"],
      ]);
      expect(other.body).not.toContain('"encrypted_content":');
    }
    const taking = await ask("figs", models.taking, { parentRunId: same.runId });
    const then = await ask("grapes", models.taking, { parentRunId: taking.runId });
    expect(then.sent.find(({ runId }) => runId === taking.runId)).toMatchObject({ how: "full" });
    const refusing = await ask("nuts", models.refusing, { parentRunId: then.runId });
    expect(new Set(refusing.sent.map(({ how }) => how))).toEqual(new Set(["left-out"]));
    const back = await ask("cherries", models.sealing, { parentRunId: refusing.runId });
    expect(fatesOf(back.sent)).toEqual([
      [first.runId, "sealed"],
      [same.runId, "sealed"],
      [taking.runId, "unsealed"],
      [then.runId, "unsealed"],
      [refusing.runId, "unsealed"],
    ]);
  });

  it("R02: does not change with the effort, and a turn without thinking leaves no trace in the ledger", async () => {
    for (const modelId of [models.sealing, models.taking]) {
      const on = await ask("apples", modelId);
      const off = await ask("pears", modelId, { parentRunId: on.runId, effort: "off" });
      expect(off.body).toMatch(/"(reasoning_effort|effort)":"none"/);
      expect(thoughtsOf(off.view)).toEqual([]);
      expect(off.sent).toHaveLength(1);
      const again = await ask("plums", modelId, { parentRunId: off.runId });
      expect(again.sent).toEqual(off.sent);
      expect(thoughtsOf(again.view)).toHaveLength(1);
    }
  });

  it("R03, R04: is the path of an edited message or of a branch, and nothing beside it", async () => {
    for (const modelId of [models.sealing, models.taking]) {
      const first = await ask("apples", modelId);
      const second = await ask("pears", modelId, { parentRunId: first.runId });
      await ask("plums", modelId, { parentRunId: second.runId });
      const edited = await ask("figs", modelId, { parentRunId: first.runId });
      expect(edited.sent.map(({ runId }) => runId)).toEqual([first.runId]);
      expect(edited.body).not.toMatch(/pears|plums/);
      const sibling = await ask("", modelId, { turnId: second.turnId, text: undefined });
      expect(sibling.sent).toEqual(edited.sent);
      const below = await ask("grapes", modelId, { parentRunId: sibling.runId });
      expect(below.sent.map(({ runId }) => runId)).toEqual([first.runId, sibling.runId]);
    }
  });

  it("R06: is no seal of somebody else's, however it came into the log", async () => {
    const runId = await storeAnswer([
      { type: "reasoning-start", partId: "r", form: "summary" },
      { type: "reasoning-delta", partId: "r", delta: "I ponder imports." },
      { type: "reasoning-end", partId: "r", seal: { issuer: "elsewhere", data: { signature: "foreign-signature" } } },
      { type: "text-start", partId: "t" },
      { type: "text-delta", partId: "t", delta: "Imported." },
      { type: "text-end", partId: "t", seal: { issuer: "elsewhere", data: { signature: "foreign-signature" } } },
    ]);
    for (const modelId of Object.values(models)) {
      const { sent, body } = await ask("apples", modelId, { parentRunId: runId });
      expect(sent).toMatchObject([{ runId, how: "left-out" }]);
      expect(body).toContain("Imported.");
      expect(body).not.toContain("foreign-signature");
    }
  });

  it("R07: is asked for again without seals when the provider no longer takes them, and the ledger says so", async () => {
    const first = await ask("apples", models.sealing);
    upstream.script("attentive", (request) => {
      if (!JSON.stringify(request.body).includes('"encrypted_content":')) return attentive(request);
      const error = {
        code: "invalid_encrypted_content",
        type: "invalid_request_error",
        message: "The encrypted content could not be verified.",
      };
      return [{ kind: "refuse", status: 400, error }];
    });
    const before = upstream.requests.length;
    const second = await ask("pears", models.sealing, { parentRunId: first.runId });
    expect(upstream.requests).toHaveLength(before + 2);
    expect(JSON.stringify(upstream.requests[before]?.body)).toContain('"encrypted_content":');
    expect(fatesOf(second.sent)).toEqual([[first.runId, "expired"]]);
    expect(second.view.status).toBe("completed");
    const told = (await readToEnd(viewer(), second.runId)).flatMap((event) => (event.type === "sent-back" ? event.thoughts : []));
    expect(fatesOf(told)).toEqual([
      [first.runId, "sealed"],
      [first.runId, "expired"],
    ]);
  });

  it("R08: is no thought that nothing followed, and the question before it still stands", async () => {
    for (const modelId of [models.sealing, models.taking]) {
      upstream.script("attentive", withoutAnswer(stop));
      const silent = await ask("apples", modelId);
      expect(silent.view.parts.map(({ kind }) => kind)).not.toContain("text");
      upstream.script("attentive", attentive);
      const next = await ask("pears", modelId, { parentRunId: silent.runId });
      expect(fatesOf(next.sent)).toEqual([[silent.runId, "idle"]]);
      expect(next.body).toContain("apples");
      expect(next.view.status).toBe("completed");
    }
  });

  it("R09: is no half of a call, and no thought of an answer that was stopped", async () => {
    const half = { index: 0, id: "call_1", type: "function", function: { name: "look_up", arguments: '{"query": "app' } };
    const raw = JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: [half] }, finish_reason: null }] });
    for (const modelId of [models.taking, models.refusing]) {
      upstream.script("attentive", withoutAnswer({ kind: "raw", data: raw }, { kind: "silence" }));
      const { runId } = await start("apples", modelId);
      await readUntil(viewer(), runId, "reasoning-end");
      await cancelRun(viewer(), runId);
      await readToEnd(viewer(), runId);
      upstream.script("attentive", attentive);
      const next = await ask("pears", modelId, { parentRunId: runId });
      expect(next.sent).toMatchObject([{ runId, how: "left-out" }]);
      expect(next.body).not.toMatch(/look_up|tool_calls/);
    }
  });

  it("R10: is a call without a result together with a result that says so", async () => {
    const runId = await storeAnswer([
      { type: "tool-call", partId: "c", callId: "call_1", name: "look_up", args: { query: "apples" } },
    ]);
    const { body, view } = await ask("pears", models.refusing, { parentRunId: runId });
    expect(view.status).toBe("completed");
    expect(JSON.parse(body)).toMatchObject({
      messages: [
        { role: "user" },
        { role: "assistant", tool_calls: [{ function: { name: "look_up" } }] },
        { role: "tool", content: expect.stringMatching(/no result/) },
        { role: "user", content: "pears" },
      ],
    });
  });

  it("is the thought that was cut, quoted, when the answer is to be made from it", async () => {
    for (const modelId of [models.sealing, models.taking, models.refusing]) {
      upstream.script("attentive", withoutAnswer({ kind: "finish", reason: "length", usage: "count" }));
      const first = await ask("apples", modelId);
      expect(first.view.reason).toBe("length");
      upstream.script("attentive", attentive);
      const { turnId, runId } = first;
      const next = await start("", modelId, { turnId, text: undefined, continueRunId: runId, outputLimit: 777 });
      await readToEnd(viewer(), next.runId);
      const view = await readView(viewer(), next.runId);
      expect(view).toMatchObject({
        status: "completed",
        continuesRunId: runId,
        steps: [{ sentBack: [{ runId, how: "context" }] }],
      });
      const body = JSON.stringify(upstream.requests.at(-1)?.body);
      expect(body).toContain("I ponder apples.");
      expect(body).toMatch(/"max_(output_|completion_)?tokens":777/);
      expect(body).toMatch(/"(reasoning_effort|effort)":"none"/);
    }
  });

  /** An ended run of somebody's with these events between its step's start and end. */
  async function storeAnswer(drafts: Draft[]): Promise<string> {
    const { runId } = await ask("before", models.refusing);
    const { client } = database();
    const unknown = { input: null, output: null, reasoning: null, cached: null };
    const all: Draft[] = [
      { type: "step-start", step: 1, effortSent: null },
      ...drafts,
      { type: "step-end", step: 1, finish: "stop", usage: unknown },
      { type: "run-end", status: "completed", reason: "stop", usage: unknown, error: null },
    ];
    const events = all.map((draft, index): RunEvent => ({ ...draft, runId, seq: index + 1, at: 1_700_000_000_000 + index }));
    await client.runEvent.deleteMany({ where: { runId } });
    await client.run.update({ where: { id: runId }, data: { status: "running", lastSeq: 0, epoch: 7, view: null } });
    await database().log.end({ runId, epoch: 7, events, view: foldAll(emptyView(runId), events) });
    return runId;
  }
});
