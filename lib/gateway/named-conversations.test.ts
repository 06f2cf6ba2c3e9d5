import { beforeEach, describe, expect, it } from "vitest";
import { deleteConversation } from "#lib/conversations/delete.ts";
import { newId } from "#lib/core/id.ts";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { answers, brings, says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";

const error = (code: string) => expect.objectContaining({ code }) as unknown as Error;

describe.each(databaseKinds)("a conversation that a client names on %s", (kind) => {
  const bench = withAsks(kind);
  const { ask, askCall, answered, handed, pathOf } = bench;
  beforeEach(() => bench.database().client.conversation.deleteMany());
  const turnOf = async (runId: string) => (await bench.row(runId)).turnId;

  describe("by a name of its own", () => {
    const inT1 = { surface: "ui-stream", threadId: "t-1" } as const;
    const told = [says("Hi"), answers("Hello!"), says("And now?")];

    it("is that of the name, and no other, however alike they are", async () => {
      const first = await answered([says("Hi")], "Hello!", inT1);
      const other = await answered([says("Hi")], "Hello!", { ...inT1, threadId: "t-2" });
      expect(other.conversationId).not.toBe(first.conversationId);
      const next = await answered(told, "Now this.", inT1);
      expect(next.conversationId).toBe(first.conversationId);
      const third = await answered(told, "Now this.", { ...inT1, threadId: "t-3" });
      expect([first.conversationId, other.conversationId]).not.toContain(third.conversationId);
      expect(await pathOf(third)).toEqual([
        ["Hi", "Hello!"],
        ["And now?", "Now this."],
      ]);
    });

    it("is another for another key and on another surface", async () => {
      const asked = [
        await answered([says("Hi")], "Hello!", inT1),
        await answered(told, "Now this.", inT1, { id: "key_2" }),
        await answered(told, "Now this.", inT1, null),
        await answered(told, "Now this.", { ...inT1, surface: "ag-ui" }),
      ];
      expect(new Set(asked.map(({ conversationId }) => conversationId)).size).toBe(4);
    });

    it("has its first question answered once more, or edited, in the same tree", async () => {
      const first = await answered([says("Hi")], "Hello!", inT1);
      const again = await answered([says("Hi")], "Hey!", inT1);
      expect(await turnOf(again.runId)).toBe(await turnOf(first.runId));
      const edited = await answered([says("Ho")], "Hoho!", inT1);
      expect(edited.conversationId).toBe(first.conversationId);
      expect(await pathOf(edited)).toEqual([["Ho", "Hoho!"]]);
    });

    it("takes up a history that does not begin where it did", async () => {
      const first = await answered([says("Hi")], "Hello!", inT1);
      const later = await answered([says("Something"), answers("cut out"), says("And now?")], "Now this.", inT1);
      expect(later.conversationId).toBe(first.conversationId);
      expect(await pathOf(later)).toEqual([
        ["Something", "cut out"],
        ["And now?", "Now this."],
      ]);
    });

    it("begins anew where it was deleted", async () => {
      const first = await answered([says("Hi")], "Hello!", inT1);
      await deleteConversation(bench.viewer(), first.conversationId);
      const next = await answered(told, "Now this.", inT1);
      expect(next.conversationId).not.toBe(first.conversationId);
      expect((await answered([...told, answers("Now this."), says("More")], "M.", inT1)).conversationId).toBe(
        next.conversationId,
      );
    });

    it("is one, also when the same is asked of it at once for the first time", async () => {
      const asked = await Promise.all([1, 2, 3, 4].map(() => ask([says("Hi")], inT1)));
      expect(new Set(asked.map(({ conversationId }) => conversationId)).size).toBe(1);
      expect(new Set(asked.map(({ runId }) => runId)).size).toBe(4);
    });

    it("may have any name", async () => {
      for (const threadId of ["", " ", "x".repeat(5000), "\0\ud800", "' OR 1=1 --", "名前"]) {
        const first = await answered([says("Hi")], "Hello!", { ...inT1, threadId });
        expect((await answered(told, "Now this.", { ...inT1, threadId })).conversationId).toBe(first.conversationId);
      }
    });

    it("is gone on with by what is new alone on the surface whose clients say no more", async () => {
      const socket = { surface: "websocket", threadId: "s-1" } as const;
      const first = await answered([says("Hi")], "Hello!", socket, null);
      const second = await answered([says("Hi")], "Hello again!", socket, null);
      const third = await answered([says("More")], "More.", socket, null);
      expect(await pathOf(third)).toEqual([
        ["Hi", "Hello!"],
        ["Hi", "Hello again!"],
        ["More", "More."],
      ]);
      expect([second.conversationId, third.conversationId]).toEqual([first.conversationId, first.conversationId]);
      const { call, ...going } = await askCall([says("And?")], socket, null);
      await expect(ask([says("Hurry")], socket, null)).rejects.toThrow(error("conflict"));
      call.answer("Hm.", "So.");
      await bench.ended(going.runId);
      expect((await answered([says("Thanks")], "Yes.", socket, null)).conversationId).toBe(first.conversationId);
    });
  });

  describe("by the run it replies to", () => {
    it("goes on after that run with what is new", async () => {
      const first = await answered([says("Hi")], "Hello!");
      const second = await answered([says("And now?")], "Now this.", { parentRunId: first.runId });
      expect(await pathOf(second)).toEqual([
        ["Hi", "Hello!"],
        ["And now?", "Now this."],
      ]);
      const other = await answered([says("Or else?")], "Else that.", { parentRunId: first.runId });
      expect(await pathOf(other)).toEqual([
        ["Hi", "Hello!"],
        ["Or else?", "Else that."],
      ]);
      const again = await answered([says("And now?")], "Now that.", { parentRunId: first.runId });
      expect(await turnOf(again.runId)).toBe(await turnOf(second.runId));
      const more = await answered([says("One"), answers("brought"), says("Two")], "2", { parentRunId: second.runId });
      expect(await pathOf(more)).toEqual([
        ["Hi", "Hello!"],
        ["And now?", "Now this."],
        ["One", "brought"],
        ["Two", "2"],
      ]);
    });

    it("is recognised as well when its whole history is told later", async () => {
      const first = await answered([says("Hi")], "Hello!");
      const second = await answered([says("And now?")], "Now this.", { parentRunId: first.runId });
      const messages = [says("Hi"), answers("Hello!"), says("And now?"), answers("Now this."), says("More")];
      const third = await answered(messages, "More.");
      expect(third.conversationId).toBe(first.conversationId);
      const turn = await bench.database().client.turn.findUniqueOrThrow({ where: { id: await turnOf(third.runId) } });
      expect(turn.parentRunId).toBe(second.runId);
    });

    it("ends what that run waited for", async () => {
      const first = await handed([says("Hi")], ["look"]);
      const next = await answered([says("Never mind")], "Fine.", { parentRunId: first.runId });
      expect(await bench.row(first.runId)).toMatchObject({ status: "completed", reason: "tool-calls" });
      expect(next.conversationId).toBe(first.conversationId);
    });

    it("is refused while that run is being written", async () => {
      const first = await askCall([says("Hi")]);
      await expect(ask([says("More")], { parentRunId: first.runId })).rejects.toThrow(error("conflict"));
    });

    it("is not found where it is another key's, the person's own or nobody's", async () => {
      const mine = await answered([says("Hi")], "Hello!");
      const { runId: page } = await bench.finishedRun();
      const without = await answered([says("Hi")], "Hello!", { surface: "ui-stream" }, null);
      const before = await bench.database().client.run.count();
      for (const parentRunId of [mine.runId, page, without.runId, newId("run"), "run_1", ""]) {
        for (const messages of [[says("More")], [brings("call_01936f6e8c7a7b8e9f10a1b2c3d4e5f6_p1", "x")]]) {
          await expect(ask(messages, { parentRunId }, { id: "key_2" })).rejects.toThrow(error("not-found"));
        }
      }
      for (const parentRunId of [mine.runId, page]) {
        await expect(ask([says("More")], { parentRunId, surface: "ui-stream" }, null)).rejects.toThrow(error("not-found"));
      }
      expect(await bench.database().client.run.count()).toBe(before);
    });
  });
});
