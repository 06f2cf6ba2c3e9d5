import { describe, expect, it } from "vitest";
import type { ConversationDetail } from "#lib/conversations/conversation.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { createApi } from "./api.ts";
import { createSession } from "./conversation-session.ts";
import { rowsOf } from "./conversation-state.ts";
import { createDrafts, type DraftStorage } from "./drafts.ts";
import { createRunStore } from "./run-store.ts";
import { createToolless } from "./toolless.ts";

const run = (id: string, turnId: string, at: number) => ({
  id,
  turnId,
  status: "completed" as const,
  modelId: "m/1",
  createdAt: at,
});

function detail(): ConversationDetail {
  const summary = { id: "con_1", title: "One", isPinned: false, isArchived: false, createdAt: 1, updatedAt: 2 };
  return {
    conversation: { ...summary, headRunId: "run_2", activeRunId: null, waitsFor: null, origin: null },
    tree: {
      turns: [
        { id: "trn_1", parentRunId: null, text: "first", createdAt: 1 },
        { id: "trn_2", parentRunId: "run_1", text: "second", createdAt: 3 },
      ],
      runs: [run("run_1", "trn_1", 2), run("run_2", "trn_2", 4)],
      headRunId: "run_2",
    },
    views: [],
    modelId: null,
    effort: null,
  };
}

interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

/** A session whose server answers as `answer` says; null is a line that breaks before the answer. */
function stage(
  answer: (call: Call, count: number) => { status?: number; body: unknown } | null,
  given: ConversationDetail | null = detail(),
) {
  const calls: Call[] = [];
  const kept = new Map<string, string>();
  const storage: DraftStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  const drafts = createDrafts(storage);
  const api = createApi({
    pauses: [0, 0],
    async fetch(path, init) {
      const call = { method: init?.method ?? "", path: String(path), body: JSON.parse(String(init?.body ?? "{}")) };
      calls.push(call);
      const response = answer(call, calls.length);
      if (response === null) throw new TypeError("fetch failed");
      return Response.json(response.body, { status: response.status ?? 200 });
    },
  });
  const errors: string[] = [];
  let ids = 0;
  const runs = createRunStore({ async *watch() {}, pace: (publish) => publish });
  const session = createSession(given, {
    api,
    runs,
    drafts,
    toolless: createToolless(storage),
    now: () => 10,
    newRequestId: () => `request-${++ids}`,
    choice: ({ modelId, effort }) => ({ modelId: modelId ?? "m/1", modelName: "One", effort: effort ?? "medium" }),
    onAsked: () => {},
    onError: (error) => errors.push(error.message),
  });
  const settled = () =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (session.get().pending) return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = session.subscribe(check);
      check();
    });
  const words = () => rowsOf(session.get()).map((row) => `${row.turn.text}${row.run ? ` -> ${row.run.id}` : ""}`);
  return { session, calls, runs, kept, errors, settled, words };
}

const asked = { conversationId: "con_1", turnId: "trn_3", runId: "run_3" };

describe("a conversation on the page", () => {
  it("shows a message at once and keeps its place when the server names it", async () => {
    const { session, words, settled, calls } = stage(() => ({ status: 201, body: asked }));
    session.draft.set("third");
    session.send();
    expect(words()).toEqual(["first -> run_1", "second -> run_2", "third"]);
    expect(session.draft.get()).toBe("");
    const key = rowsOf(session.get()).at(-1)?.key;
    await settled();
    expect(words()).toEqual(["first -> run_1", "second -> run_2", "third -> run_3"]);
    expect(rowsOf(session.get()).at(-1)?.key).toBe(key);
    expect(calls[0]?.body).toMatchObject({ conversationId: "con_1", parentRunId: "run_2", text: "third", modelId: "m/1" });
  });

  it("asks without tools where they are turned off, and remembers that for a conversation that is only beginning", async () => {
    const { session, settled, calls } = stage(() => ({ status: 201, body: asked }), null);
    session.send("with");
    await settled();
    expect(calls[0]?.body).not.toHaveProperty("tools");
    const { session: other, settled: otherSettled, calls: otherCalls, kept } = stage(() => ({ status: 201, body: asked }), null);
    other.setToolless(true);
    other.send("without");
    await otherSettled();
    expect(otherCalls[0]?.body).toMatchObject({ text: "without", tools: false });
    expect([...kept.values()]).toContain("con_1");
  });

  it("gives the words back with the error when the server refuses, and keeps what was written since", async () => {
    const error = { code: "too-many", message: "Too many.", suggestion: "Wait.", requestId: "req_1" };
    const { session, words, settled, kept } = stage(() => ({ status: 429, body: { error } }));
    session.draft.set("third");
    session.send();
    session.draft.set("meanwhile");
    await settled();
    expect(words()).toEqual(["first -> run_1", "second -> run_2"]);
    expect(session.draft.get()).toBe("third\n\nmeanwhile");
    expect([...kept.values()]).toEqual(["third\n\nmeanwhile"]);
    expect(session.get().failure?.error).toMatchObject({ code: "too-many", requestId: "req_1" });
  });

  it("sends a submit whose answer was lost again under the same id", async () => {
    const { session, settled, calls } = stage((_call, count) => (count < 3 ? null : { body: asked }));
    session.send("third");
    await settled();
    expect(calls.map((call) => call.body.clientRequestId)).toEqual(["request-2", "request-2", "request-2"]);
    expect(session.get().failure).toBeNull();
  });

  it("retries the same words under the same id and other words under a new one", async () => {
    const { session, settled, calls } = stage(() => null);
    session.draft.set("third");
    session.send();
    await settled();
    session.send();
    await settled();
    session.draft.set("something else");
    session.send();
    await settled();
    const ids = calls.map((call) => call.body.clientRequestId);
    expect(new Set(ids.slice(0, 6)).size).toBe(1);
    expect(ids[6]).not.toBe(ids[0]);
  });

  it("asks an edited message beside the old one", async () => {
    const { session, words, settled, calls } = stage(() => ({ status: 201, body: asked }));
    session.edit("trn_2", "second, better");
    expect(words()).toEqual(["first -> run_1", "second, better"]);
    await settled();
    expect(calls[0]?.body).toMatchObject({ parentRunId: "run_1", text: "second, better" });
    expect(rowsOf(session.get()).at(-1)?.turnSiblings).toEqual({ ids: ["trn_2", "trn_3"], index: 1 });
  });

  it("opens the editor again with the words when an edit was not taken", async () => {
    const { session, settled } = stage(() => null);
    session.edit("trn_2", "second, better");
    await settled();
    expect(session.get().editing).toEqual({ turnId: "trn_2", text: "second, better" });
    expect(session.draft.get()).toBe("");
  });

  it("answers a message again beside the old answer", async () => {
    const { session, words, settled, calls } = stage(() => ({ status: 201, body: { ...asked, turnId: "trn_2" } }));
    session.regenerate("trn_2");
    expect(words()).toEqual(["first -> run_1", "second"]);
    await settled();
    expect(words()).toEqual(["first -> run_1", "second -> run_3"]);
    expect(calls[0]?.body).toMatchObject({ turnId: "trn_2" });
    expect(calls[0]?.body).not.toHaveProperty("text");
  });

  it("stops a run that was asked to stop before it had a name", async () => {
    const { session, settled, calls } = stage(() => ({ body: asked }));
    session.send("third");
    session.stop();
    await settled();
    await Promise.resolve();
    expect(calls.map((call) => call.path)).toEqual(["/api/runs", "/api/runs/run_3/cancel"]);
  });

  it("goes back to the branch it was on when the choice could not be kept", async () => {
    const { session, words, errors } = stage(() => ({ status: 404, body: { error: { code: "not-found", message: "Gone." } } }));
    const tree = session.get().tree;
    session.receive({ ...detail(), tree: { ...tree, runs: [...tree.runs, run("run_9", "trn_2", 3)] } });
    session.choose("run_9");
    expect(words()).toEqual(["first -> run_1", "second -> run_9"]);
    await expect.poll(words).toEqual(["first -> run_1", "second -> run_2"]);
    expect(errors).toEqual(["Gone."]);
  });

  it("takes over what the server knows without losing what only the page knows", async () => {
    const { session, words, settled } = stage(() => ({ body: asked }));
    session.send("third");
    await settled();
    session.receive({ ...detail(), conversation: { ...detail().conversation, updatedAt: 1 } });
    expect(words()).toEqual(["first -> run_1", "second -> run_2", "third -> run_3"]);
  });

  it("asks for the answer to a thought, and for a larger limit, of the model that thought", async () => {
    const { session, words, settled, calls, runs } = stage(() => ({ status: 201, body: { ...asked, turnId: "trn_2" } }));
    const run: View = { ...emptyView("run_2"), status: "completed", turnId: "trn_2", modelId: "m/2", effortAsked: "high" };
    session.answerFrom(run);
    await settled();
    expect(words()).toEqual(["first -> run_1", "second -> run_3"]);
    expect(calls[0]?.body).toMatchObject({ turnId: "trn_2", continueRunId: "run_2", modelId: "m/2", effort: "high" });
    expect(runs.get("run_3")).toMatchObject({ continuesRunId: "run_2", outputLimit: null, effortAsked: null });
    session.raiseLimit(run, 16_384);
    await settled();
    expect(calls[1]?.body).toMatchObject({ turnId: "trn_2", outputLimit: 16_384, modelId: "m/2" });
    expect(calls[1]?.body).not.toHaveProperty("continueRunId");
  });

  it("asks a run once to answer now, and lets it be asked again when that failed", async () => {
    const error = { code: "conflict", message: "It is not thinking.", suggestion: "Wait." };
    const { session, calls, errors } = stage(() => ({ status: 409, body: { error } }));
    session.answerNow("run_2");
    session.answerNow("run_2");
    expect(session.get().hurriedRunId).toBe("run_2");
    await expect.poll(() => errors).toEqual(["It is not thinking."]);
    expect(calls.map((call) => `${call.method} ${call.path}`)).toEqual(["POST /api/runs/run_2/answer-now"]);
    expect(session.get().hurriedRunId).toBeNull();
  });

  it("leaves a run alone that has already ended", () => {
    const { session, runs, calls } = stage(() => ({ body: {} }));
    runs.seed([{ ...emptyView("run_2"), seq: 9, status: "completed" }]);
    session.stop();
    expect(calls).toEqual([]);
  });
});
