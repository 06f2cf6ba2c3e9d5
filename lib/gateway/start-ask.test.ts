import { describe, expect, it } from "vitest";
import { readConversation } from "#lib/conversations/read.ts";
import { pathTo } from "#lib/reasoning/path.ts";
import { aCaller, anAsk, answers, says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { withRunEngine } from "#lib/testing/run-engine.ts";
import type { Ask, AskMessage } from "./ask.ts";
import { startAsk } from "./start-ask.ts";

describe.each(databaseKinds)("what a client asks on %s", (kind) => {
  const bench = withRunEngine(kind);
  const caller = (key: Parameters<typeof aCaller>[1] = {}) => aCaller(bench.viewer(), key);
  const ask = (messages: AskMessage[], change: Partial<Ask> = {}, key: Parameters<typeof aCaller>[1] = {}) =>
    startAsk(caller(key), anAsk(messages, change));
  const answered = async (messages: AskMessage[], text: string, change: Partial<Ask> = {}) => {
    const asked = await ask(messages, change);
    const call = await bench.models().nextCall();
    call.answer("Hm.", text);
    await bench.ended(asked.runId);
    return { ...asked, call };
  };
  const pathOf = async (conversationId: string) => {
    const { tree } = await readConversation(bench.viewer(), conversationId);
    return pathTo(tree, tree.headRunId).map(({ turn, run }) => [turn.text, run?.id]);
  };

  it("begins a conversation, marked with how it came and with which key", async () => {
    const asked = await answered([says("Hi")], "Hello!");
    const row = await bench.database().client.conversation.findUniqueOrThrow({ where: { id: asked.conversationId } });
    expect(row).toMatchObject({ origin: "chat-completions", keyId: "key_1", title: "Hi", headRunId: asked.runId });
    expect(await bench.row(asked.runId)).toMatchObject({ origin: "chat-completions", keyId: "key_1" });
    expect(asked).toMatchObject({ after: 0, modelId: "scripted/two" });
  });

  it("goes on in the conversation whose history it tells", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const second = await answered([says("Hi"), answers(" Hello! "), says("And now?")], "Now this.");
    expect(second.conversationId).toBe(first.conversationId);
    const third = await answered(
      [says("Hi"), answers("Hello!"), says("And now?"), answers("<think>x</think>\n\nNow this."), says("More")],
      "More of it.",
    );
    expect(await pathOf(first.conversationId)).toEqual([
      ["Hi", first.runId],
      ["And now?", second.runId],
      ["More", third.runId],
    ]);
  });
});
