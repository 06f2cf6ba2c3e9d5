import { describe, expect, it, vi } from "vitest";
import { cutError } from "#lib/testing/beats.ts";
import { checkedEvents } from "#lib/testing/openbb-check.ts";
import { toldBy, withOpenbbServer, workspaceOptions } from "#lib/testing/openbb-server.ts";
import { answerText, statusesOf } from "#lib/testing/openbb-stories.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { readWorkspaceStream } from "#lib/testing/workspace.ts";

const bench = withOpenbbServer();

const question = { role: "human", content: "What is it?" };

describe("an answer to OpenBB Workspace", () => {
  it("starts, shows its steps, says its text, completes and closes, without [DONE]", async () => {
    const asking = bench.post({ messages: [question], workspace_options: workspaceOptions }, { headers: { "x-trace-id": "t1" } });
    (await bench.models().nextCall()).answer("First this. Then that.", "It is so.");
    const response = await asking;
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "x-trace-id": "t1",
    });
    const stream = await response.text();
    expect(stream).not.toContain("[DONE]");
    expect(stream).not.toContain("\r");
    const events = checkedEvents(readWorkspaceStream(stream));
    expect(statusesOf(events)).toEqual([
      "INFO Starting to answer the question...",
      "INFO Asking Model scripted/two.",
      "INFO Thinking.",
      "INFO First this. Then that.",
      "INFO Answering.",
      "INFO Answering complete!",
    ]);
    expect(answerText(events)).toBe("It is so.");
    expect(await bench.runs()).toMatchObject([{ status: "completed", origin: "openbb", turn: { text: "What is it?" } }]);
  });

  it.each(["none", "summary", "full"] as const)("shows as much of the thinking as the key allows: %s", async (exposure) => {
    const asking = bench.post(
      { messages: [question], workspace_options: workspaceOptions },
      { key: await bench.newKey({ exposure }) },
    );
    (await bench.models().nextCall()).answer("A private thought.", "It is so.");
    const text = await (await asking).text();
    expect(text.includes("private thought")).toBe(exposure === "full");
    expect(text).toContain("It is so.");
  });

  it("shows less where the person wishes it, never more", async () => {
    for (const [exposure, thinking, isShown] of [
      ["full", "none", false],
      ["none", "full", false],
    ] as const) {
      const options = { ...workspaceOptions, thinking };
      const asking = bench.post({ messages: [question], workspace_options: options }, { key: await bench.newKey({ exposure }) });
      (await bench.models().nextCall()).answer("A private thought.", "It is so.");
      expect((await (await asking).text()).includes("private thought")).toBe(isShown);
    }
  });

  it("that fails on the way says so in the stream", async () => {
    const asking = bench.post({ messages: [question], workspace_options: workspaceOptions });
    const call = await bench.models().nextCall();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "Half" });
    call.fail(cutError);
    const events = await toldBy(await asking);
    expect(statusesOf(events).at(-1)).toMatch(/^ERROR The connection to the provider broke/);
    expect(answerText(events)).toMatch(/^Half\n\n\[The answer broke off: /);
  });

  it("stops when Workspace leaves", async () => {
    const leaving = new AbortController();
    const asking = bench.post({ messages: [question], workspace_options: workspaceOptions }, { signal: leaving.signal });
    const call = await bench.models().nextCall();
    call.send(...part("text", "p1", "Half"));
    const reader = (await asking).body?.getReader();
    await reader?.read();
    leaving.abort();
    await vi.waitFor(async () => expect(await bench.runs()).toMatchObject([{ status: "stopped" }]));
  });

  it("stops when Workspace leaves before the first word", async () => {
    const leaving = new AbortController();
    const asking = bench.post({ messages: [question], workspace_options: workspaceOptions }, { signal: leaving.signal });
    await bench.models().nextCall();
    leaving.abort();
    await asking.catch(() => undefined);
    await vi.waitFor(async () => expect(await bench.runs()).toMatchObject([{ status: "stopped" }]));
  });

  it("takes effort and what stands beside the question to the model", async () => {
    const asking = bench.post({
      messages: [question],
      workspace_options: { ...workspaceOptions, effort: "high" },
      context: [{ content: "The rate is 4." }],
      api_keys: { openai_api_key: "sk-secret-of-a-person" },
    });
    const call = await bench.models().nextCall();
    expect(call.effort).toBe("high");
    expect(call.messages[0]).toMatchObject({ role: "system", text: expect.stringContaining("The rate is 4.") });
    expect(call.messages.at(-1)).toEqual({ role: "user", text: "What is it?" });
    call.answer("", "Yes.");
    await toldBy(await asking);
    const events = await bench.database().client.runEvent.findMany();
    expect(JSON.stringify(events.map(({ payload }) => payload))).not.toContain("sk-secret");
  });
});

describe("a chat", () => {
  it("goes on in one conversation, by the name that Workspace gives it", async () => {
    const chat = await bench.openChat({});
    for (const [asked, answered] of [
      ["One?", "Uno."],
      ["Two?", "Due."],
    ] as const) {
      chat.ask(asked);
      const sending = chat.send();
      (await bench.models().nextCall()).answer("Hm.", answered);
      await sending;
    }
    const all = await bench.runs();
    expect(new Set(all.map(({ conversationId }) => conversationId)).size).toBe(1);
    expect(all.map(({ turn }) => turn.parentRunId)).toEqual([null, all[0]?.id]);
  });

  it("goes on where Workspace has left an answer out, as it does with those that are JSON", async () => {
    const chat = await bench.openChat();
    for (const answered of ["42", "Because."]) {
      chat.ask(`What comes before ${answered}`);
      const sending = chat.send();
      (await bench.models().nextCall()).answer("Hm.", answered);
      expect(answerText((await sending).events)).toBe(answered);
    }
    expect(chat.messages().map(({ role }) => role)).toEqual(["human", "human", "ai"]);
    expect(await bench.database().client.conversation.count()).toBe(1);
  });

  it("is another one under another name", async () => {
    for (const threadId of ["chat-a", "chat-b"]) {
      const chat = await bench.openChat({}, {}, threadId);
      chat.ask("One?");
      const sending = chat.send();
      (await bench.models().nextCall()).answer("Hm.", "Uno.");
      await sending;
    }
    expect(new Set((await bench.runs()).map(({ conversationId }) => conversationId)).size).toBe(2);
  });
});
