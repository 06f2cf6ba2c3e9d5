/** AG-UI's own client, against the running route. */
import { type AgentSubscriber, type BaseEvent, HttpAgent, type Message, type Tool } from "@ag-ui/client";
import { describe, expect, it, vi } from "vitest";
import type { NewKey } from "#lib/auth/key-policy.ts";
import { textsOf } from "#lib/testing/ag-ui-client.ts";
import { cutError } from "#lib/testing/beats.ts";
import { withChatServer } from "#lib/testing/chat-server.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";

const bench = withChatServer();
const { models, tools, row, newKey, url } = bench;
const forwardedProps = { modelId: "scripted/one", effort: "high", somebodyElses: true };
let count = 0;

interface Watched {
  agent: HttpAgent;
  events: BaseEvent[];
  says(text: string): void;
  run(wish?: { tools?: Tool[]; forwardedProps?: Record<string, unknown> }): Promise<{ newMessages: Message[] }>;
  runId(): string;
}

async function anAgent(policy: Partial<NewKey> = {}, key?: string): Promise<Watched> {
  const bearer = key ?? (await newKey(policy));
  const agent = new HttpAgent({
    url: `${url()}/ag-ui`,
    headers: { Authorization: `Bearer ${bearer}` },
    threadId: `thread-${++count}`,
  });
  const events: BaseEvent[] = [];
  const subscriber: AgentSubscriber = { onEvent: ({ event }) => void events.push(event) };
  return {
    agent,
    events,
    says: (content) => agent.addMessage({ id: `u${++count}`, role: "user", content }),
    run: (wish = {}) => {
      events.length = 0;
      return agent.runAgent({ forwardedProps, ...wish }, subscriber);
    },
    runId: () => String((events[0]?.metadata as { runId?: string } | undefined)?.runId),
  };
}

const typesOf = (events: readonly BaseEvent[]) => events.map(({ type }) => type).filter((type) => type !== "CUSTOM");

async function answerNext(thought: string, text: string) {
  const call = await models().nextCall();
  call.answer(thought, text);
  return call;
}

describe("AG-UI's HttpAgent", () => {
  it("asks, holds thought and answer, and asks on in the same conversation", async () => {
    const { agent, events, says, run, runId } = await anAgent();
    says("Six times seven?");
    const running = run();
    const call = await answerNext("Easy.", "42.");
    await running;
    expect(call.effort).toBe("high");
    expect([textsOf(agent.messages, "reasoning"), textsOf(agent.messages, "assistant")]).toEqual([["Easy."], ["42."]]);
    expect(typesOf(events)).toEqual([
      "RUN_STARTED",
      "STEP_STARTED",
      ...["REASONING_START", "REASONING_MESSAGE_START", "REASONING_MESSAGE_CONTENT", "REASONING_MESSAGE_END"],
      ...["REASONING_ENCRYPTED_VALUE", "REASONING_END"],
      ...["TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT", "TEXT_MESSAGE_END"],
      ...["STEP_FINISHED", "RUN_FINISHED"],
    ]);
    expect(events.at(-1)).toMatchObject({
      outcome: { type: "success" },
      usage: [{ model: "scripted/one", inputTokens: 7, outputTokens: 11, totalTokens: 18, reasoningTokens: 5 }],
    });
    const first = await row(runId());
    expect(first).toMatchObject({ origin: "ag-ui", status: "completed" });

    says("And eight?");
    const next = run();
    const second = await answerNext("Also easy.", "48.");
    await next;
    expect(second.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    expect((await row(runId())).conversationId).toBe(first.conversationId);
  });

  it("runs a tool of its own, and its result goes on in the same run", async () => {
    const weather: Tool = { name: "weather", description: "Tells it.", parameters: { type: "object", properties: {} } };
    const { agent, events, says, run, runId } = await anAgent();
    says("Umbrella?");
    let pending: string[] = [];
    const running = agent.runAgent(
      { forwardedProps, tools: [weather] },
      {
        onEvent: ({ event }) => void events.push(event),
        onRunFinishedEvent: (finished) => {
          if (finished.outcome === "success") pending = finished.pendingToolCallIds;
        },
      },
    );
    const first = await models().nextCall();
    first.send(...part("text", first.nextPartId(), "I look."));
    first.call({ name: "weather", args: { city: "Ulm" } });
    await running;
    const before = runId();
    expect(pending).toHaveLength(1);
    const [held] = agent.messages.flatMap((message) => (message.role === "assistant" ? (message.toolCalls ?? []) : []));
    expect(held).toMatchObject({ id: pending[0], function: { name: "weather", arguments: '{"city":"Ulm"}' } });
    agent.addMessage({ id: "result", role: "tool", toolCallId: pending[0] ?? "", content: "rain" });
    const going = run({ tools: [weather] });
    const second = await answerNext("It rains.", "Take one.");
    await going;
    expect(JSON.stringify(second.messages)).toContain("rain");
    expect(runId()).toBe(before);
    expect(textsOf(agent.messages, "assistant")).toEqual(["I look.", "Take one."]);
  });

  it("is told of tools that run here with what came of them, and waits where their owner is asked", async () => {
    tools().offer(aTool({ effect: "with-effect" }));
    const { agent, events, says, run, runId } = await anAgent({ usesTools: true });
    says("Say six.");
    const running = run();
    (await models().nextCall()).call({ name: "echo", args: { word: "six" }, callId: "c1" });
    await vi.waitFor(() => expect(JSON.stringify(events)).toContain('"waiting"'));
    const decided = await fetch(`${url().replace("/v1", "/api")}/runs/${runId()}/approval`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ callId: "c1", approved: true }),
    });
    expect(decided.status).toBe(200);
    await answerNext("Done.", "Six.");
    await running;
    expect(agent.messages.filter(({ role }) => role === "tool")).toMatchObject([{ content: "six" }]);
    expect(textsOf(agent.messages, "assistant")).toEqual(["Six."]);
  });

  it.each(["none", "summary", "full"] as const)(
    "is told with exposure %s what the key lets out, and no more",
    async (exposure) => {
      const { agent, events, says, run } = await anAgent({ exposure });
      says("Who?");
      const running = run({ forwardedProps: { ...forwardedProps, exposure: "full" } });
      const call = await models().nextCall();
      for (const form of ["full", "summary"] as const) {
        const partId = call.nextPartId();
        const delta = `As ${form}.`;
        call.send(
          { type: "reasoning-start", partId, form },
          { type: "reasoning-delta", partId, delta },
          { type: "reasoning-end", partId },
        );
      }
      call.answer("", "Me.");
      await running;
      const expected = { none: [], summary: ["As summary."], full: ["As full.", "As summary."] }[exposure];
      expect(textsOf(agent.messages, "reasoning")).toEqual(expected);
      if (exposure === "none") expect(JSON.stringify(events)).not.toContain("REASONING");
    },
  );

  it("is told of a failure in words, after all that was begun has ended", async () => {
    const { agent, events, says, run } = await anAgent();
    says("Break.");
    const running = run();
    const call = await models().nextCall();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "Half" });
    call.fail(cutError);
    await running.catch(() => undefined);
    expect(typesOf(events).slice(-3)).toEqual(["TEXT_MESSAGE_END", "STEP_FINISHED", "RUN_ERROR"]);
    expect(events.at(-1)).toMatchObject({ code: "provider-cut", message: expect.stringContaining("broke") });
    expect(textsOf(agent.messages, "assistant")).toEqual(["Half"]);
  });

  it("stops nothing by leaving, and all of it at control with the id of its first event", async () => {
    const key = await newKey();
    const { agent, events, says, run, runId } = await anAgent({}, key);
    says("Long.");
    const running = run();
    const call = await models().nextCall();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "Half" });
    await vi.waitFor(() => expect(textsOf(agent.messages, "assistant")).toEqual(["Half"]));
    agent.abortRun();
    await running.catch(() => undefined);
    expect(await row(runId())).toMatchObject({ status: "running", cancelRequestedAt: null });
    const { id } = (events[0]?.metadata ?? {}) as { id?: string };
    const stopped = await fetch(`${url()}/chat/completions/control`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ id, action: "cancel" }),
    });
    expect(await stopped.json()).toEqual({ success: true });
    await bench.ended(runId());
    expect(await row(runId())).toMatchObject({ status: "stopped" });
  });

  it("is told that a run was cancelled by its owner", async () => {
    const { events, says, run, runId } = await anAgent();
    says("Long.");
    const running = run();
    const call = await models().nextCall();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "Half" });
    await vi.waitFor(() => expect(typesOf(events)).toContain("TEXT_MESSAGE_CONTENT"));
    await fetch(`${url().replace("/v1", "/api")}/runs/${runId()}/cancel`, { method: "POST" });
    await running;
    expect(events.at(-1)).toMatchObject({ type: "RUN_FINISHED", outcome: { type: "cancelled" } });
  });
});

describe("POST /v1/ag-ui", () => {
  const post = async (body: Record<string, unknown>, key: string | null) =>
    fetch(`${url()}/ag-ui`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({
        threadId: "t",
        runId: "r",
        messages: [{ id: "1", role: "user", content: "Hi" }],
        tools: [],
        context: [],
        ...body,
      }),
    });

  it("answers with events of JSON alone, each with its time", async () => {
    const asking = post({ parentRunId: "before", protocolVersion: "1.0", state: { any: 1 } }, await newKey());
    await answerNext("Hm.", "Hello.");
    const response = await asking;
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const frames = (await response.text()).split("\n\n").filter((frame) => frame !== "");
    expect(frames.filter((frame) => !frame.startsWith("data: {") && !frame.startsWith(":"))).toEqual([]);
    const events = frames.filter((frame) => frame.startsWith("data")).map((frame) => JSON.parse(frame.slice(6)));
    expect(events[0]).toMatchObject({ type: "RUN_STARTED", threadId: "t", runId: "r", parentRunId: "before" });
    expect(events.slice(1).every(({ timestamp }) => Number.isInteger(timestamp))).toBe(true);
  });

  it("needs a key, and says what is wrong with a request as OpenAI would", async () => {
    expect((await post({}, null)).status).toBe(401);
    const key = await newKey();
    for (const [body, param] of [
      [{ messages: "Hi" }, "messages"],
      [{ threadId: undefined }, "threadId"],
      [{ resume: [{ interruptId: "i", status: "resolved" }] }, "resume"],
      [{ forwardedProps: { effort: "much" } }, "forwardedProps.effort"],
      [{ forwardedProps: { modelId: "scripted/none" } }, "model"],
    ] as const) {
      const response = await post(body, key);
      expect([response.status >= 400, ((await response.json()) as { error: { param: string } }).error.param]).toEqual([
        true,
        param,
      ]);
    }
  });
});
