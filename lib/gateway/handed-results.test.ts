import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { cancelRun, endHanded } from "#lib/runs/control.ts";
import { readView } from "#lib/runs/views.ts";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { answers, brings, says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { partIdOut } from "#lib/wire/ids.ts";

const tools = ["look", "write"].map((name) => ({ name, description: `Does ${name}.`, inputSchema: { type: "object" } }));
const wrong = (message: RegExp) =>
  expect.objectContaining({
    code: "bad-request",
    field: "messages",
    message: expect.stringMatching(message),
  }) as unknown as Error;
const call = (callId: string, name = "look") => ({ callId, name, args: { of: name } });

describe.each(databaseKinds)("results that a client brings on %s", (kind) => {
  const bench = withAsks(kind);
  const { ask, answered, handed, pathOf } = bench;
  beforeEach(() => bench.database().client.conversation.deleteMany());

  const answerNext = async (runId: string, text: string) => {
    const call = await bench.models().nextCall();
    call.answer("I see.", text);
    await bench.ended(runId);
    return call;
  };
  const viewOf = (runId: string) => readView(bench.viewer(), runId);
  const resultsIn = async (runId: string) =>
    (await viewOf(runId)).parts.flatMap((part) =>
      part.kind === "tool" ? [part.state === "done" ? part.result : part.error] : [],
    );

  /** Hands out these tools for a first question; `told` is what the client then has. */
  const begun = async (...names: string[]) => {
    const asked = await handed([says("Hi")], names);
    const calls = asked.callIds.map((callId, index) => call(callId, names[index]));
    return { ...asked, told: [says("Hi"), answers("", ...calls)] };
  };

  it("go on with the run that waits for them, and the answer begins where it waited", async () => {
    const { runId, callIds, told, conversationId } = await begun("look", "write");
    const [look = "", write = ""] = callIds;
    const asked = await ask([...told, brings(look, "seen"), brings(write, "no room", true)], { tools });
    expect(asked).toMatchObject({ runId, conversationId, modelId: "scripted/two" });
    expect(asked.after).toBeGreaterThan(0);
    const { messages } = await answerNext(runId, "Done.");
    expect(messages.slice(-2)).toMatchObject([
      { role: "tool", result: "seen", isError: false },
      { role: "tool", result: "no room", isError: true },
    ]);
    const events = await bench.database().log.read(runId, asked.after, 100);
    expect(events[0]?.type).toBe("run-resume");
    expect(await resultsIn(runId)).toEqual(["seen", "no room"]);
    const next = await answered(
      [...told, brings(look, "seen"), brings(write, "no room", true), answers("Done."), says("More")],
      "More.",
    );
    expect(next.conversationId).toBe(conversationId);
    expect(await pathOf(next)).toEqual([
      ["Hi", "Done."],
      ["More", "More."],
    ]);
  });

  it("may come round after round", async () => {
    const { runId, callIds, told } = await begun("look");
    const first = [...told, brings(callIds[0] ?? "", "seen")];
    const second = await handed(first, ["write"]);
    expect(second.runId).toBe(runId);
    const third = await ask([
      ...first,
      answers("", call(second.callIds[0] ?? "", "write")),
      brings(second.callIds[0] ?? "", "done"),
    ]);
    expect(third.runId).toBe(runId);
    expect(third.after).toBeGreaterThan(second.after);
    await answerNext(runId, "Done.");
    expect(await resultsIn(runId)).toEqual(["seen", "done"]);
  });

  it("may leave some out: of those the model is told that there is none", async () => {
    const { runId, callIds, told } = await begun("look", "write");
    await ask([...told, brings(callIds[1] ?? "", "written")]);
    await answerNext(runId, "Done.");
    expect(await resultsIn(runId)).toEqual([expect.stringMatching(/no result/), "written"]);
  });

  it("may come without the message that made the calls", async () => {
    const { runId, callIds } = await begun("look");
    expect((await ask([says("Hi"), brings(callIds[0] ?? "", "seen")])).runId).toBe(runId);
    await answerNext(runId, "Done.");
    expect(await resultsIn(runId)).toEqual(["seen"]);
  });

  it("may come alone, after the run that the client names", async () => {
    const { runId, callIds } = await begun("look");
    expect((await ask([brings(callIds[0] ?? "", "seen")], { parentRunId: runId })).runId).toBe(runId);
    await answerNext(runId, "Done.");
    expect(await resultsIn(runId)).toEqual(["seen"]);
  });

  it("come with the wishes that hold from then on", async () => {
    const { runId, callIds, told } = await begun("look");
    await ask([...told, brings(callIds[0] ?? "", "seen")], { instructions: "Be brief.", tools: tools.slice(1) });
    const next = await answerNext(runId, "Done.");
    expect(next.messages[0]).toEqual({ role: "system", text: "Be brief." });
    expect(next.tools?.map(({ name }) => name)).toEqual(["write"]);
  });

  it("that come again are another run of the same turn, after the steps that are told", async () => {
    const { runId, callIds, told } = await begun("look");
    const messages = [...told, brings(callIds[0] ?? "", "seen")];
    await ask(messages);
    await answerNext(runId, "Done.");
    const again = await answered(messages, "Done otherwise.");
    expect(again.runId).not.toBe(runId);
    expect((await bench.row(again.runId)).turnId).toBe((await bench.row(runId)).turnId);
    expect(again.after).toBeGreaterThan(0);
    expect(again.call.messages).toMatchObject([{ role: "user" }, { role: "assistant" }, { role: "tool", result: "seen" }]);
    expect(await viewOf(again.runId)).toMatchObject({ importedSteps: 1, status: "completed" });
    const next = await answered([...messages, answers("Done otherwise."), says("More")], "More.");
    expect(await pathOf(next)).toEqual([
      ["Hi", "Done otherwise."],
      ["More", "More."],
    ]);
  });

  it("that come again alone, after the run has answered, are answered once more, and not what it answered", async () => {
    const { runId, callIds } = await begun("look");
    await ask([brings(callIds[0] ?? "", "seen")], { parentRunId: runId });
    await answerNext(runId, "Done.");
    for (const more of [{ parentRunId: runId }, {}]) {
      const again = await answered([brings(callIds[0] ?? "", "seen again")], "Done otherwise.", more);
      expect(again.runId).not.toBe(runId);
      expect(again.call.messages).toMatchObject([
        { role: "user" },
        { role: "assistant" },
        { role: "tool", result: "seen again" },
      ]);
      expect(again.call.messages).toHaveLength(3);
    }
  });

  it("that come twice at the same moment clash with nothing: each has its run", async () => {
    const { runId, callIds, told, conversationId } = await begun("look");
    const messages = [...told, brings(callIds[0] ?? "", "seen")];
    const asked = await Promise.all([ask(messages), ask(messages), ask(messages)]);
    expect(new Set(asked.map((each) => each.runId)).size).toBe(3);
    expect(asked.filter((each) => each.runId === runId)).toHaveLength(1);
    expect(asked.every((each) => each.conversationId === conversationId)).toBe(true);
  });

  it.each([
    ["was stopped", (runId: string) => cancelRun(bench.viewer(), runId)],
    ["was given up", (runId: string) => endHanded(bench.viewer(), runId)],
  ])("of a run that %s begin another run of its turn", async (_, end) => {
    const { runId, callIds, told } = await begun("look");
    await end(runId);
    const asked = await answered([...told, brings(callIds[0] ?? "", "seen")], "Done.");
    expect(asked.runId).not.toBe(runId);
    expect((await bench.row(asked.runId)).turnId).toBe((await bench.row(runId)).turnId);
    const alone = await answered([brings(callIds[0] ?? "", "seen")], "Done.", { parentRunId: runId });
    expect((await bench.row(alone.runId)).turnId).toBe((await bench.row(runId)).turnId);
    expect(alone.call.messages).toMatchObject([
      { role: "user", text: "Hi" },
      { role: "assistant" },
      { role: "tool", result: "seen" },
    ]);
  });

  it("whose ids are not ours begin another run of the turn that handed out those calls", async () => {
    const { runId, conversationId } = await begun("look");
    const asked = await answered([says("Hi"), answers("", call("x1")), brings("x1", "seen")], "Done.");
    expect(asked.conversationId).toBe(conversationId);
    expect((await bench.row(asked.runId)).turnId).toBe((await bench.row(runId)).turnId);
    expect(await bench.row(runId)).toMatchObject({ status: "completed", reason: "tool-calls" });
  });

  it("of calls that the house has not seen begin a conversation after the steps that are told", async () => {
    const asked = await answered([says("Hi"), answers("I look.", call("x1")), brings("x1", "seen")], "Done.");
    expect(await pathOf(asked)).toEqual([["Hi", "I look.Done."]]);
    const next = await answered(
      [says("Hi"), answers("I look.", call("x1")), brings("x1", "seen"), answers("Done."), says("More")],
      "M.",
    );
    expect(next.conversationId).toBe(asked.conversationId);
    expect(await bench.conversations()).toBe(1);
  });

  it("of another key's run are never given to it, and nothing tells that there is one", async () => {
    const { runId, callIds, told, conversationId } = await begun("look");
    const messages = [...told, brings(callIds[0] ?? "", "stolen")];
    const asked = await answered(messages, "Done.", {}, { id: "key_2" });
    expect(asked.conversationId).not.toBe(conversationId);
    expect(await bench.row(runId)).toMatchObject({ status: "waiting" });
    const without = await answered(messages, "Done.", { surface: "ui-stream" }, null);
    expect(without.conversationId).not.toBe(conversationId);
    for (const runOfNobody of [runId, newId("run")]) {
      const callId = partIdOut("call", { runId: runOfNobody, partId: "p1" });
      await expect(ask([says("Hi"), brings(callId, "x")], {}, { id: "key_2" })).rejects.toThrow(wrong(/no message before it/));
      const alone = ask([brings(callId, "x")], { parentRunId: runOfNobody }, { id: "key_2" });
      await expect(alone).rejects.toThrow(expect.objectContaining({ code: "not-found" }) as unknown as Error);
    }
  });

  it("with another model than before are another run of the turn, by that model", async () => {
    const { runId, callIds, told } = await begun("look");
    const asked = await answered([...told, brings(callIds[0] ?? "", "seen")], "Done.", { modelId: "scripted/one" });
    expect(asked).toMatchObject({ modelId: "scripted/one" });
    expect(asked.runId).not.toBe(runId);
    expect((await bench.row(asked.runId)).turnId).toBe((await bench.row(runId)).turnId);
    expect(await bench.row(runId)).toMatchObject({ status: "completed", reason: "tool-calls" });
  });

  describe("when a user's message comes instead", () => {
    it("end the run with what it had, and the message replies to it", async () => {
      const { runId, told, conversationId } = await begun("look");
      const asked = await answered([...told, says("Never mind")], "Fine.");
      expect(asked.conversationId).toBe(conversationId);
      expect(await bench.row(runId)).toMatchObject({ status: "completed", reason: "tool-calls" });
      expect(await pathOf(asked)).toEqual([
        ["Hi", ""],
        ["Never mind", "Fine."],
      ]);
    });

    it("are kept where they are told before it", async () => {
      const { runId, callIds, told, conversationId } = await begun("look", "write");
      const asked = await answered([...told, brings(callIds[0] ?? "", "seen"), says("And be quick")], "Fine.");
      expect(asked.conversationId).toBe(conversationId);
      expect(await bench.row(runId)).toMatchObject({ status: "completed", reason: "tool-calls" });
      expect(await resultsIn(runId)).toEqual(["seen", expect.stringMatching(/no result/)]);
      expect(asked.call.messages).toMatchObject([
        { role: "user", text: "Hi" },
        { role: "assistant" },
        { role: "tool", result: "seen" },
        { role: "tool", isError: true },
        { role: "user", text: "And be quick" },
      ]);
      expect(await bench.conversations()).toBe(1);
    });

    it("are kept where they come with it after the run that the client names", async () => {
      const { runId, callIds, conversationId } = await begun("look");
      const asked = await answered([brings(callIds[0] ?? "", "seen"), says("And be quick")], "Fine.", { parentRunId: runId });
      expect(asked.conversationId).toBe(conversationId);
      expect(await resultsIn(runId)).toEqual(["seen"]);
      expect(asked.call.messages.slice(2)).toMatchObject([
        { role: "tool", result: "seen" },
        { role: "user", text: "And be quick" },
      ]);
    });

    it("are told to the model also where the run ended without them", async () => {
      const { runId, callIds, conversationId } = await begun("look");
      await endHanded(bench.viewer(), runId);
      const asked = await answered([brings(callIds[0] ?? "", "seen"), says("And be quick")], "Fine.", { parentRunId: runId });
      expect(asked.conversationId).toBe(conversationId);
      expect(asked.call.messages.slice(2)).toMatchObject([
        { role: "tool", result: "seen" },
        { role: "user", text: "And be quick" },
      ]);
    });
  });
});
