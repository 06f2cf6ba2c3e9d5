/** What whoever asks with the AI SDK's client may decide, see and come back to. */
import { lastAssistantMessageIsCompleteWithApprovalResponses } from "ai";
import { describe, expect, it, vi } from "vitest";
import { aTool } from "#lib/testing/scripted-tools.ts";
import { last, runIdOf, told, toolsOf, usual, withUiChat } from "#lib/testing/ui-chat.ts";

const bench = withUiChat();
const { models, tools, row, newChat, newChatId, transport, answerNext, api, newKey } = bench;

describe("useChat's Chat", () => {
  it("lets the person allow and refuse tools of this application", async () => {
    const ran: string[] = [];
    const careful = (name: string) =>
      aTool({
        name,
        effect: "with-effect",
        run: async () => {
          ran.push(name);
          return { result: "gone" };
        },
      });
    tools().offer(careful("delete-file"), careful("delete-all"));
    const { chat, finishes } = newChat({ sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses });
    const sending = chat.sendMessage({ text: "Clean up." });
    (await models().nextCall()).call({ name: "delete-file", args: { word: "a" } }, { name: "delete-all", args: {} });
    await sending;
    const waiting = last(chat).parts.flatMap((each) => ("approval" in each && each.approval ? [each.approval.id] : []));
    expect(waiting).toHaveLength(2);
    expect(finishes.at(-1)?.finishReason).toBe("tool-calls");
    const [file = "", all = ""] = waiting;
    await chat.addToolApprovalResponse({ id: file, approved: true });
    await chat.addToolApprovalResponse({ id: all, approved: false, reason: "Not that." });
    const second = await answerNext("Done.", "One is gone.");
    await vi.waitFor(() => expect(chat.status).toBe("ready"));
    expect(ran).toEqual(["delete-file"]);
    expect(chat.messages).toHaveLength(2);
    expect(toolsOf(last(chat)).map(({ type, state }) => [type, state])).toEqual([
      ["dynamic-tool", "output-available"],
      ["dynamic-tool", "output-denied"],
    ]);
    expect(told(last(chat))).toEqual(usual("Done.", "One is gone."));
    expect(JSON.stringify(second.messages)).toContain("Not that.");
  });

  it("is shown the rest where the person allowed it elsewhere", async () => {
    tools().offer(aTool({ name: "delete-file", effect: "with-effect" }));
    const id = newChatId();
    const { chat } = newChat({ id });
    const sending = chat.sendMessage({ text: "Clean up." });
    (await models().nextCall()).call({ name: "delete-file", callId: "c1" });
    await sending;
    const runId = runIdOf(chat);
    const decided = await fetch(`${api()}/runs/${runId}/approval`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ callId: "c1", approved: true }),
    });
    expect(decided.status).toBe(200);
    const resuming = chat.resumeStream();
    await vi.waitFor(() => expect(chat.status).not.toBe("ready"));
    await answerNext("So.", "It is gone.");
    await resuming;
    expect(chat.messages).toHaveLength(2);
    expect(toolsOf(last(chat)).map(({ state }) => state)).toEqual(["output-available"]);
    expect(told(last(chat))).toEqual(usual("So.", "It is gone."));
  });

  it("is told with a key as far as the key lets thoughts out, and finds only what was asked with it", async () => {
    const id = newChatId();
    for (const [exposure, expected] of [
      ["none", ["text: Said."]],
      ["full", usual("Hidden.", "Said.")],
    ] as const) {
      const key = await newKey({ exposure });
      const { chat } = newChat({ id, transport: transport({ headers: { authorization: `Bearer ${key}` } }) });
      const sending = chat.sendMessage({ text: "Who?" });
      const call = await models().nextCall();
      const owners = await fetch(`${api()}/chat/${id}/stream`);
      expect(owners.status).toBe(204);
      call.answer("Hidden.", "Said.");
      await sending;
      expect(told(last(chat))).toEqual(expected);
      expect(await row(runIdOf(chat))).toMatchObject({ keyId: expect.any(String) });
    }
  });

  it("meets a run of the same conversation that was asked on another page", async () => {
    const { chat } = newChat();
    const sending = chat.sendMessage({ text: "Here." });
    await answerNext("A.", "First.");
    await sending;
    const { call } = await bench.startCall({ text: "There.", parentRunId: runIdOf(chat), modelId: "scripted/one" });
    const resuming = chat.resumeStream();
    await vi.waitFor(() => expect(chat.status).not.toBe("ready"));
    call.answer("B.", "Second.");
    await resuming;
    expect(told(last(chat))).toEqual(usual("B.", "Second."));
  });
});
