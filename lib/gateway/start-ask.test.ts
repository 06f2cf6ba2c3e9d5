import { beforeEach, describe, expect, it } from "vitest";
import { deleteConversation } from "#lib/conversations/delete.ts";
import { isEnded } from "#lib/reasoning/event.ts";
import { cancelRun } from "#lib/runs/control.ts";
import { startRun } from "#lib/runs/start.ts";
import { readView } from "#lib/runs/views.ts";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { answers, says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { openingText } from "./told-path.ts";

describe.each(databaseKinds)("what a client asks on %s", (kind) => {
  const bench = withAsks(kind);
  const { ask, askCall, answered, pathOf } = bench;
  beforeEach(() => bench.database().client.conversation.deleteMany());

  const turnOf = async (runId: string) => (await bench.row(runId)).turnId;
  const told = [says("Hi"), answers("Hello!"), says("And now?")];

  it("begins a conversation, marked with how it came and with which key", async () => {
    const asked = await answered([says("Hi")], "Hello!");
    const row = await bench.database().client.conversation.findUniqueOrThrow({ where: { id: asked.conversationId } });
    expect(row).toMatchObject({ origin: "chat-completions", keyId: "key_1", title: "Hi", headRunId: asked.runId });
    expect(await bench.row(asked.runId)).toMatchObject({ origin: "chat-completions", keyId: "key_1" });
    expect((await readView(bench.viewer(), asked.runId)).origin).toEqual({ surface: "chat-completions", keyName: "A key" });
    expect(asked).toMatchObject({ after: 0, modelId: "scripted/two" });
  });

  it("leaves the person's own choice of model and effort as it was", async () => {
    await answered([says("Hi")], "Hello!", { modelId: "scripted/two", effort: "high" });
    expect(await bench.database().client.setting.count()).toBe(0);
  });

  it("begins another conversation each time when it is a first question alone", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const second = await answered([says("Hi")], "Hello!");
    expect(second.conversationId).not.toBe(first.conversationId);
  });

  it("goes on in the conversation whose history it tells, however it writes that down", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const second = await answered(told, "Now this.");
    const messages = [
      says("Hi "),
      answers("<think>x</think>\n\n Hello!\n"),
      says("And now?"),
      answers("Now\nthis."),
      says("More"),
    ];
    const third = await answered(messages, "More of it.");
    expect([second.conversationId, third.conversationId]).toEqual([first.conversationId, first.conversationId]);
    expect(await pathOf(third)).toEqual([
      ["Hi", "Hello!"],
      ["And now?", "Now this."],
      ["More", "More of it."],
    ]);
    expect(third.call.messages.map((message) => message.role)).toEqual(["user", "assistant", "user", "assistant", "user"]);
  });

  it("keeps two chats apart that began alike", async () => {
    const [one, other] = [await answered([says("Hi")], "Hello!"), await answered([says("Hi")], "Hello!")];
    const followers = [await answered(told, "This."), await answered([says("Hi"), answers("Hello!"), says("Or so?")], "That.")];
    const ids = followers.map(({ conversationId }) => conversationId);
    expect(new Set(ids)).toEqual(new Set([one.conversationId, other.conversationId]));
  });

  it("is another run of the same turn when the same path is asked again", async () => {
    await answered([says("Hi")], "Hello!");
    const second = await answered(told, "Now this.");
    const again = await answered(told, "Now that.");
    expect(await turnOf(again.runId)).toBe(await turnOf(second.runId));
    expect(await pathOf(again)).toEqual([
      ["Hi", "Hello!"],
      ["And now?", "Now that."],
    ]);
    const back = await answered([...told, answers("Now this."), says("More")], "More.");
    expect(await pathOf(back)).toEqual([
      ["Hi", "Hello!"],
      ["And now?", "Now this."],
      ["More", "More."],
    ]);
  });

  it("is a turn beside the other while the same is still being answered", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const second = await askCall(told);
    const third = await askCall(told);
    expect(third.conversationId).toBe(first.conversationId);
    expect(await turnOf(third.runId)).not.toBe(await turnOf(second.runId));
    third.call.answer("Hm.", "This.");
    await bench.ended(third.runId);
    expect(await pathOf(third)).toEqual([
      ["Hi", "Hello!"],
      ["And now?", "This."],
    ]);
  });

  it("never clashes with the same asked at the same moment", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const asked = await Promise.all(Array.from({ length: 8 }, () => ask(told)));
    expect(new Set(asked.map(({ runId }) => runId)).size).toBe(8);
    expect(new Set(asked.map(({ conversationId }) => conversationId))).toEqual(new Set([first.conversationId]));
  });

  it("is a turn beside the other when an earlier question was edited", async () => {
    const first = await answered([says("Hi")], "Hello!");
    await answered(told, "Now this.");
    const edited = await answered([says("Hi"), answers("Hello!"), says("And then?")], "Then that.");
    expect(edited.conversationId).toBe(first.conversationId);
    expect(await pathOf(edited)).toEqual([
      ["Hi", "Hello!"],
      ["And then?", "Then that."],
    ]);
  });

  it("goes on from the deepest answer that is told as it was given, with what came after brought along", async () => {
    const first = await answered([says("Hi")], "Hello!");
    await answered(told, "Now this.");
    const messages = [
      ...told,
      answers("Now something else."),
      says("And a question elsewhere"),
      answers("Answered there."),
      says("More"),
    ];
    const asked = await answered(messages, "More.");
    expect(asked.conversationId).toBe(first.conversationId);
    const path: [string, string][] = [
      ["Hi", "Hello!"],
      ["And now?", "Now something else."],
      ["And a question elsewhere", "Answered there."],
      ["More", "More."],
    ];
    expect(await pathOf(asked)).toEqual(path);
    const next = await answered([...messages, answers("More."), says("Yet more")], "Yes.");
    expect(await pathOf(next)).toEqual([...path, ["Yet more", "Yes."]]);
    const runs = await bench.database().client.run.findMany({ where: { conversationId: first.conversationId } });
    expect(runs.filter(({ reason }) => reason === "imported")).toHaveLength(2);
  });

  it("brings a whole history along that the house has not seen, once", async () => {
    const messages = [says("Hi"), answers("Greetings!"), says("And now?")];
    const asked = await answered(messages, "Now this.");
    expect(asked.call.messages.map((message) => ("text" in message ? message.text : message))).toMatchObject([
      "Hi",
      { role: "assistant" },
      "And now?",
    ]);
    const next = await answered([...messages, answers("Now this."), says("More")], "More.");
    expect(next.conversationId).toBe(asked.conversationId);
    expect(await pathOf(next)).toEqual([
      ["Hi", "Greetings!"],
      ["And now?", "Now this."],
      ["More", "More."],
    ]);
    expect(await bench.conversations()).toBe(1);
  });

  it("may come in odd orders, and makes a tree that says the same", async () => {
    const asked = await answered([answers("Welcome!"), says("One"), says("Two"), answers(""), says("Three")], "Done.");
    expect(await pathOf(asked)).toEqual([
      [openingText, "Welcome!"],
      ["One", ""],
      ["Two", ""],
      ["Three", "Done."],
    ]);
    const next = await answered(
      [answers("Welcome!"), says("One"), says("Two"), says("Three"), answers("Done."), says("Four")],
      "Well.",
    );
    expect(next.conversationId).toBe(asked.conversationId);
  });

  it("goes on after an answer that failed, in the same conversation", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const { call, runId } = await askCall(told);
    call.fail({ code: "provider-cut", message: "Cut.", suggestion: "Again.", retryable: true });
    await bench.ended(runId);
    const next = await answered([...told, says("Are you there?")], "Yes.");
    expect(next.conversationId).toBe(first.conversationId);
    expect(await pathOf(next)).toEqual([
      ["Hi", "Hello!"],
      ["And now?", ""],
      ["Are you there?", "Yes."],
    ]);
  });

  it("goes on after an answer that was stopped, of which the client may have seen less than there is", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const { call, runId } = await askCall(told);
    call.send({ type: "text-start", partId: "p9" }, { type: "text-delta", partId: "p9", delta: "Now this and that" });
    await expect.poll(async () => (await readView(bench.viewer(), runId)).parts.length).toBeGreaterThan(0);
    // The client asks on at once, while the run is still about to end.
    await cancelRun(bench.viewer(), runId);
    const next = await answered([...told, answers("Now this"), says("Enough")], "Fine.");
    expect(next.conversationId).toBe(first.conversationId);
    expect(await pathOf(next)).toEqual([
      ["Hi", "Hello!"],
      ["And now?", "Now this and that"],
      ["Enough", "Fine."],
    ]);
    expect((await bench.row(runId)).status).toBe("stopped");
  });

  it("does not wait for an answer that is still being written, and does not take its place", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const { runId } = await askCall(told);
    const next = await answered([...told, says("Never mind")], "Fine.");
    expect(next.conversationId).toBe(first.conversationId);
    expect(await pathOf(next)).toEqual([
      ["Hi", "Hello!"],
      ["And now?", ""],
      ["Never mind", "Fine."],
    ]);
    expect(isEnded((await readView(bench.viewer(), runId)).status)).toBe(false);
  });

  it("begins anew where its conversation was deleted", async () => {
    const first = await answered([says("Hi")], "Hello!");
    await deleteConversation(bench.viewer(), first.conversationId);
    const second = await answered(told, "Now this.");
    expect(second.conversationId).not.toBe(first.conversationId);
    expect(await pathOf(second)).toEqual([
      ["Hi", "Hello!"],
      ["And now?", "Now this."],
    ]);
  });

  it("enters no conversation of another key, nor of the person's own page", async () => {
    const { runId } = await bench.start({ text: "Hi" });
    (await bench.models().nextCall()).answer("Hm.", "Hello!");
    await bench.ended(runId);
    const others = [
      await bench.row(runId),
      await answered([says("Hi")], "Hello!", {}, { id: "key_2" }),
      await answered([says("Hi")], "Hello!", { surface: "ui-stream" }, null),
    ].map(({ conversationId }) => conversationId);
    const asked = await answered(told, "Now this.");
    expect(others).not.toContain(asked.conversationId);
    const without = await answered(told, "Now this.", { surface: "ui-stream" }, null);
    expect(without.conversationId).toBe(others[2]);
    const page = await startRun(bench.viewer(), { clientRequestId: "page", text: "And now?", parentRunId: asked.runId });
    expect(page.conversationId).toBe(asked.conversationId);
  });

  it("does not go on from what the person asked in between on the page", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const page = await bench.startCall({ text: "And now?", parentRunId: first.runId });
    page.call.answer("Hm.", "Now this.");
    await bench.ended(page.runId);
    const asked = await answered([...told, answers("Now this."), says("More")], "More.");
    expect(asked.conversationId).toBe(first.conversationId);
    expect((await bench.row(asked.runId)).turnId).not.toBe(page.turnId);
    const turn = await bench.database().client.turn.findUniqueOrThrow({ where: { id: await turnOf(asked.runId) } });
    expect(turn.parentRunId).not.toBe(page.runId);
  });

  it("is asked beside the turn that its owner has answered once more at this moment", async () => {
    const first = await answered([says("Hi")], "Hello!");
    const second = await answered(told, "Now this.");
    await bench.startCall({ turnId: await turnOf(second.runId) });
    const again = await answered(told, "Now that.");
    expect(again.conversationId).toBe(first.conversationId);
    expect(await turnOf(again.runId)).not.toBe(await turnOf(second.runId));
  });
});
