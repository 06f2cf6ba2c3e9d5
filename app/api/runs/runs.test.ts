import type { EventSourceMessage } from "eventsource-parser";
import { describe, expect, it } from "vitest";
import { isEnded, type RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { readStream } from "#lib/testing/sse.ts";
import * as answerNowRoute from "./[runId]/answer-now/route.ts";
import * as cancelRoute from "./[runId]/cancel/route.ts";
import * as eventsRoute from "./[runId]/events/route.ts";
import * as runRoute from "./[runId]/route.ts";
import * as runsRoute from "./route.ts";

process.env.BUILTIN_WORDS_PER_SECOND = "5000";
withDatabase("sqlite");

let requests = 0;
const start = (body: Record<string, unknown>) =>
  callRoute(runsRoute.POST, "/api/runs", { method: "POST", body: { clientRequestId: `r-${++requests}`, ...body } });
const events = (runId: string, query = "", headers: Record<string, string> = {}) =>
  callRoute(eventsRoute.GET, `/api/runs/${runId}/events${query}`, { params: { runId }, headers });
const view = async (runId: string) =>
  (await callRoute(runRoute.GET, `/api/runs/${runId}`, { params: { runId } })).json() as Promise<View>;
const cancel = (runId: string) => callRoute(cancelRoute.POST, `/api/runs/${runId}/cancel`, { method: "POST", params: { runId } });
const answerNow = (runId: string) =>
  callRoute(answerNowRoute.POST, `/api/runs/${runId}/answer-now`, { method: "POST", params: { runId } });

async function startedRun(text: string): Promise<{ conversationId: string; turnId: string; runId: string }> {
  const response = await start({ text });
  expect(response.status).toBe(201);
  return response.json() as Promise<{ conversationId: string; turnId: string; runId: string }>;
}

/** The events among the messages. */
const toldBy = (messages: EventSourceMessage[]) =>
  messages.filter(({ event }) => event === "event").map(({ data }) => JSON.parse(data) as RunEvent);

const unknownRun = "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6";

describe("starting a run", () => {
  it("answers 201 with where it is, and 200 with the same body when it is asked again", async () => {
    const body = { clientRequestId: "twice", text: "What is 2 + 2?" };
    const first = await start(body);
    expect(first.status).toBe(201);
    const started = (await first.clone().json()) as { runId: string };
    expect(Object.keys(started).sort()).toEqual(["conversationId", "runId", "turnId"]);
    expect(first.headers.get("location")).toBe(`/api/runs/${started.runId}`);
    const second = await start(body);
    expect(second.status).toBe(200);
    expect(await second.text()).toBe(await first.text());
    const other = await start({ ...body, text: "What is 3 + 3?" });
    expect(await readError(other)).toMatchObject({ status: 422, code: "request-id-reused" });
  });

  it.each([
    [{}, 400, "text"],
    [{ text: "" }, 400, "text"],
    [{ text: 5 }, 400, "text"],
    [{ text: "a", clientRequestId: 1 }, 400, "clientRequestId"],
    [{ text: "a", clientRequestId: "" }, 400, "clientRequestId"],
    [{ text: "a", clientRequestId: undefined }, 400, "clientRequestId"],
    [{ text: "a", effort: "huge" }, 400, "effort"],
    [{ text: "a", userId: "per_1" }, 400, "userId"],
    [{ text: "a".repeat(100_001) }, 413, "text"],
    [{ text: "a".repeat(1024 * 1024) }, 413, "body"],
    [{ text: "a", modelId: "nobody/nothing" }, 422, "modelId"],
    [{ text: "a", parentRunId: unknownRun }, 404, "parentRunId"],
    [{ text: "a", parentRunId: "nonsense" }, 404, undefined],
    [{ text: "a", outputLimit: 255 }, 400, "outputLimit"],
    [{ text: "a", outputLimit: "300" }, 400, "outputLimit"],
    [{ text: "a", outputLimit: 1_000_001 }, 400, "outputLimit"],
    [{ text: "a", continueRunId: unknownRun }, 400, "continueRunId"],
    [{ text: "a", mostSteps: 0 }, 400, "mostSteps"],
    [{ text: "a", mostSteps: 21 }, 400, "mostSteps"],
    [{ text: "a", mostSteps: "5" }, 400, "mostSteps"],
    [{ text: "a", mostSteps: 2.5 }, 400, "mostSteps"],
    [{ text: "a", tools: true }, 400, "tools"],
    [{ text: "a", tools: ["a b"] }, 400, "tools"],
    [{ text: "a", tools: [""] }, 400, "tools"],
    [{ turnId: "trn_01936f6e8c7a7b8e9f10a1b2c3d4e5f6", continueRunId: 7 }, 400, "continueRunId"],
    [{ turnId: "trn_01936f6e8c7a7b8e9f10a1b2c3d4e5f6", continueRunId: "x" }, 404, "continueRunId"],
    [{ text: "a", turnId: "trn_01936f6e8c7a7b8e9f10a1b2c3d4e5f6" }, 400, "text"],
  ])("refuses %j and names the field", async (body, status, field) => {
    const answer = await readError(await start(body));
    expect([answer.status, answer.field]).toEqual([status, field]);
  });
});

describe("the events of a run", () => {
  it("come numbered from 1 without a gap, end with the run, and fold to the View", async () => {
    const { runId } = await startedRun("What is 12 * 12?");
    const messages = await readStream(await events(runId));
    const told = toldBy(messages);
    expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
    expect(messages.filter(({ event }) => event === "event").map(({ id }) => Number(id))).toEqual(told.map(({ seq }) => seq));
    expect(told.every((event) => event.runId === runId)).toBe(true);
    const final = await view(runId);
    expect(foldAll(emptyView(runId), told)).toEqual(final);
    expect(final.parts.some(({ kind }) => kind === "reasoning")).toBe(true);
    expect(final.parts.flatMap((part) => (part.kind === "text" ? part.text : "")).join("")).toContain("144");
    expect(messages.at(-1)).toMatchObject({ event: "end", data: JSON.stringify({ status: "completed", seq: final.seq }) });
  });

  it("go on after the number of the address or of the browser, whichever is larger", async () => {
    const { runId } = await startedRun("What is 7 * 6?");
    const all = toldBy(await readStream(await events(runId)));
    const since = async (query: string, headers: Record<string, string> = {}) =>
      toldBy(await readStream(await events(runId, query, headers)));
    expect(await since("?after=3")).toEqual(all.slice(3));
    expect(await since("?after=1", { "last-event-id": "4" })).toEqual(all.slice(4));
    expect(await since("?after=5", { "last-event-id": "2" })).toEqual(all.slice(5));
  });

  it("say the end to a reader that has them all", async () => {
    const { runId } = await startedRun("What is 1 + 1?");
    await readStream(await events(runId));
    const { seq, status } = await view(runId);
    const messages = await readStream(await events(runId, `?after=${seq}`));
    expect(messages.map(({ event, data }) => [event, JSON.parse(data)])).toEqual([["end", { status, seq }]]);
  });

  it("may be left in the middle without a trace in the run", async () => {
    const { runId } = await startedRun("What is 91 * 17?");
    const part = await readStream(await events(runId), ({ id }) => id === "3");
    expect(part).toHaveLength(3);
    const rest = await readStream(await events(runId, "?after=3"));
    expect(rest.at(-1)?.event).toBe("end");
    expect((await view(runId)).status).toBe("completed");
  });

  it.each([
    ["?after=-1", {}, "after"],
    ["?after=1e18", {}, "after"],
    ["?after=999999999999999999", {}, "after"],
    ["?after=NaN", {}, "after"],
    ["?after=", {}, "after"],
    ["?after=1&after=2", {}, "after"],
    ["?after=100000", {}, "after"],
    ["", { "last-event-id": "junk" }, "Last-Event-ID"],
    ["?after=0", { "last-event-id": "-5" }, "Last-Event-ID"],
  ])("refuse the cursor %s %j before the stream begins", async (query, headers, field) => {
    const { runId } = await startedRun("What is 1 + 2?");
    const response = await events(runId, query, headers as Record<string, string>);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await readError(response)).toEqual({ status: 400, code: "bad-request", field });
  });

  it("of a run that nobody here has are not there", async () => {
    for (const runId of [unknownRun, "run_", "x"]) {
      expect(await readError(await events(runId))).toMatchObject({ status: 404, code: "not-found" });
    }
  });

  it("have a head that opens no stream", async () => {
    const { runId } = await startedRun("What is 2 + 5?");
    const response = await callRoute(eventsRoute.HEAD, "/", { method: "HEAD", params: { runId } });
    expect([response.status, response.headers.get("content-type"), response.body]).toEqual([
      200,
      "text/event-stream; charset=utf-8",
      null,
    ]);
  });
});

describe("stopping a run", () => {
  it("ends it as stopped with what it had, and is the same the second time", async () => {
    const { runId } = await startedRun(`What is ${"12345 * ".repeat(60)}2?`);
    const stream = await events(runId);
    expect((await cancel(runId)).status).toBe(200);
    const messages = await readStream(stream);
    expect(messages.at(-1)).toMatchObject({ event: "end" });
    const ended = await view(runId);
    expect(ended.status).toBe("stopped");
    expect((await cancel(runId)).status).toBe(200);
    expect(await view(runId)).toEqual(ended);
  });

  it("of a run that nobody here has is refused", async () => {
    expect(await readError(await cancel(unknownRun))).toMatchObject({ status: 404 });
  });
});

describe("answering now", () => {
  const longSum = `What is ${"12345 * ".repeat(60)}2?`;

  it("cuts the thinking and comes to an answer in the same run, and is the same the second time", async () => {
    const { runId } = await startedRun(longSum);
    const stream = await events(runId);
    expect((await answerNow(runId)).status).toBe(200);
    expect((await answerNow(runId)).status).toBe(200);
    const told = toldBy(await readStream(stream));
    expect(told.filter((event) => event.type === "status" && event.code === "answer-now")).toHaveLength(1);
    const ended = await view(runId);
    expect(ended).toMatchObject({ status: "completed", steps: [{ step: 1 }, { step: 2 }] });
    expect(ended.parts.some(({ kind, step }) => kind === "text" && step === 2)).toBe(true);
    expect((await answerNow(runId)).status).toBe(200);
    expect(await view(runId)).toEqual(ended);
  });

  it("is refused with a sentence once it is over, and where there is no run", async () => {
    const { runId } = await startedRun("What is 3 + 3?");
    await readStream(await events(runId));
    expect(await readError(await answerNow(runId))).toMatchObject({ status: 409, code: "conflict" });
    expect(await readError(await answerNow(unknownRun))).toMatchObject({ status: 404, code: "not-found" });
  });

  it("is possible afterwards too: another answer from the thought of one that was stopped", async () => {
    const { runId, turnId } = await startedRun(longSum);
    await readStream(await events(runId), ({ data }) => data.includes("reasoning-delta"));
    await cancel(runId);
    await readStream(await events(runId));
    const response = await start({ turnId, continueRunId: runId, outputLimit: 2_000 });
    expect(response.status).toBe(201);
    const next = (await response.json()) as { runId: string };
    await readStream(await events(next.runId));
    expect(await view(next.runId)).toMatchObject({ status: "completed", turnId, continuesRunId: runId, outputLimit: 2_000 });
    const plain = await startedRun("What is 3 + 3?");
    expect(await readError(await start({ turnId: plain.turnId, continueRunId: runId }))).toMatchObject({
      status: 400,
      field: "continueRunId",
    });
  });
});

describe("one run", () => {
  it("is a View that an ended run keeps", async () => {
    const { runId, turnId } = await startedRun("What is 10 / 4?");
    await readStream(await events(runId));
    const final = await view(runId);
    expect(final).toMatchObject({ runId, turnId });
    expect(isEnded(final.status)).toBe(true);
  });
});
