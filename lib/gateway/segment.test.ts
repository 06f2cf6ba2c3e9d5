import { describe, expect, it } from "vitest";
import { endKey } from "#lib/auth/key-end.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { answers, brings, says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import { part } from "#lib/testing/scripted-models.ts";
import type { Asked } from "./asked.ts";
import { followRun } from "./follow-run.ts";
import { answerNowFor, cancelFor, readForCaller } from "./read-run.ts";
import { answerEvents } from "./segment.ts";

const notFound = expect.objectContaining({ code: "not-found" }) as unknown as Error;

describe.each(databaseKinds)("an answer to a client on %s", (kind) => {
  const bench = withAsks(kind);
  const { ask, askCall, answered, handed, caller } = bench;

  const open = (asked: Pick<Asked, "runId" | "after">, change: { stopsWithReader?: boolean; exposure?: Exposure } = {}) => {
    const controller = new AbortController();
    const options = { signal: controller.signal, exposure: "full", stopsWithReader: true, ...change } as const;
    return { events: answerEvents(caller(), asked, options), leave: () => controller.abort() };
  };
  const all = async (events: AsyncIterable<RunEvent[] | "silence">) => {
    const read: RunEvent[] = [];
    for await (const batch of events) if (batch !== "silence") read.push(...batch);
    return read;
  };
  const statusOf = async (runId: string) => (await bench.row(runId)).status;

  it("is every event from where it was asked to the end of the run", async () => {
    const asked = await answered([says("Hi")], "Hello!");
    const events = await all(open(asked).events);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)?.type).toBe("run-end");
    expect(await statusOf(asked.runId)).toBe("completed");
  });

  it("ends where the run waits for the client, and the next begins after that", async () => {
    const { callIds, ...asked } = await handed([says("Hi")], ["look"]);
    const first = await all(open(asked).events);
    expect(first.at(-1)).toMatchObject({ type: "run-wait", for: "client" });
    expect(await statusOf(asked.runId)).toBe("waiting");
    const [callId = ""] = callIds;
    const next = await ask([says("Hi"), answers("", { callId, name: "look", args: {} }), brings(callId, "seen")]);
    const reading = all(open(next).events);
    (await bench.models().nextCall()).answer("Hm.", "Done.");
    const second = await reading;
    expect(second[0]).toMatchObject({ type: "run-resume", seq: next.after + 1 });
    expect(second.at(-1)?.type).toBe("run-end");
    expect(await all(open(asked).events)).toEqual(first);
  });

  it.each([
    ["before its first event is read", 0],
    ["in the midst", 1],
  ])("is stopped when its reader leaves %s", async (_, reads) => {
    const asked = await askCall([says("Hi")]);
    const { events, leave } = open(asked);
    for (let read = 0; read < reads; read++) await events.next();
    leave();
    await events.return();
    await expect.poll(() => statusOf(asked.runId)).toBe("stopped");
  });

  it("is stopped when its reader had left before it could be read", async () => {
    const asked = await askCall([says("Hi")]);
    answerEvents(caller(), asked, { signal: AbortSignal.abort(), exposure: "full", stopsWithReader: true });
    await expect.poll(() => statusOf(asked.runId)).toBe("stopped");
  });

  it("is stopped when its reader gives up reading without a word", async () => {
    const asked = await askCall([says("Hi")]);
    for await (const _ of open(asked).events) break;
    await expect.poll(() => statusOf(asked.runId)).toBe("stopped");
  });

  it("has ended for a client that leaves and asks the same again at once", async () => {
    await answered([says("Hi")], "Hello!");
    const told = [says("Hi"), answers("Hello!"), says("And now?")];
    const first = await askCall(told);
    const { events, leave } = open(first);
    await events.next();
    leave();
    const second = await ask(told);
    const turnOf = async (runId: string) => (await bench.row(runId)).turnId;
    expect(await turnOf(second.runId)).toBe(await turnOf(first.runId));
    expect(await statusOf(first.runId)).toBe("stopped");
  });

  it("goes on while one of its readers stays, and when nobody's leaving is to stop it", async () => {
    const asked = await askCall([says("Hi")]);
    const [one, other] = [open(asked), open(asked)];
    const watching = open(asked, { stopsWithReader: false });
    for (const reader of [one, watching]) {
      reader.leave();
      await all(reader.events);
    }
    expect(await statusOf(asked.runId)).toBe("running");
    const reading = all(other.events);
    asked.call.answer("Hm.", "Hello!");
    expect((await reading).at(-1)).toMatchObject({ type: "run-end", status: "completed" });
    one.leave();
    other.leave();
    expect(await statusOf(asked.runId)).toBe("completed");
  });

  it("is not stopped by leaving after it has ended, also where its run waits for the client", async () => {
    const { runId, after } = await handed([says("Hi")], ["look"]);
    const { events, leave } = open({ runId, after });
    await all(events);
    leave();
    await cancelFor(caller({ id: "key_2" }), runId).catch(() => undefined);
    expect(await statusOf(runId)).toBe("waiting");
  });

  it("ends, and with it the run, when its key is deleted", async () => {
    const asked = await askCall([says("Hi")], {}, { id: "key_gone" });
    const options = { signal: new AbortController().signal, exposure: "full", stopsWithReader: true } as const;
    const reading = all(answerEvents(caller({ id: "key_gone" }), asked, options));
    endKey("key_gone", { isDeleted: true });
    expect((await reading).some(({ type }) => type === "run-end")).toBe(false);
    await expect.poll(() => statusOf(asked.runId)).toBe("stopped");
  });

  describe("of whose thoughts not all may be seen", () => {
    /** A whole thought, a summary, and an answer. */
    const thought = async () => {
      const { call, ...asked } = await askCall([says("Hi")]);
      call.send(...part("reasoning", "p1", "secret plan"), { type: "reasoning-start", partId: "p2", form: "summary" });
      call.send({ type: "reasoning-delta", partId: "p2", delta: "in short" }, { type: "reasoning-end", partId: "p2" });
      call.send(...part("text", "p3", "Hello!"));
      call.finish("stop");
      await bench.ended(asked.runId);
      return asked;
    };

    it.each([
      ["none", "none", false, false],
      ["summary", "summary", false, true],
      ["full", "full", true, true],
      ["none", "full", false, false],
      ["full", "none", false, false],
      ["summary", "full", false, true],
    ] as const)("a key that allows %s and a request for %s", async (ceiling, wished, hasThought, hasSummary) => {
      const asked = await thought();
      const reader = caller({ exposure: ceiling });
      const signal = new AbortController().signal;
      const ofAnswer = await all(answerEvents(reader, asked, { signal, exposure: wished, stopsWithReader: true }));
      const followed = await all(await followRun(reader, asked.runId, { after: 0, signal, exposure: wished }));
      const { view } = await readForCaller(reader, asked.runId, wished);
      for (const told of [ofAnswer, followed, view].map((value) => JSON.stringify(value))) {
        expect([told.includes("secret plan"), told.includes("in short"), told.includes("Hello!")]).toEqual([
          hasThought,
          hasSummary,
          true,
        ]);
      }
    });

    it("see nothing more of them from any number on", async () => {
      const { runId } = await thought();
      const { lastSeq } = await bench.row(runId);
      const signal = new AbortController().signal;
      for (let after = 0; after <= lastSeq; after++) {
        const none = JSON.stringify(await all(await followRun(caller(), runId, { after, signal, exposure: "none" })));
        expect(none).not.toMatch(/secret|in short|reasoning-/);
        const summary = JSON.stringify(await all(await followRun(caller(), runId, { after, signal, exposure: "summary" })));
        expect(summary).not.toMatch(/secret/);
      }
    });
  });

  it("S04: is not there for another key, whatever it tries, nor for a key at all when the person asked", async () => {
    const mine = await askCall([says("Hi")]);
    const { runId: page } = await bench.startCall();
    const stranger = caller({ id: "key_2" });
    const signal = new AbortController().signal;
    for (const runId of [mine.runId, page, "run_01936f6e8c7a7b8e9f10a1b2c3d4e5f6", "run_", "", "%"]) {
      await expect(readForCaller(stranger, runId)).rejects.toThrow(notFound);
      await expect(cancelFor(stranger, runId)).rejects.toThrow(notFound);
      await expect(answerNowFor(stranger, runId)).rejects.toThrow(notFound);
      await expect(followRun(stranger, runId, { after: 0, signal, exposure: "full" })).rejects.toThrow(notFound);
      const events = answerEvents(stranger, { runId, after: 0 }, { signal, exposure: "full", stopsWithReader: true });
      await expect(events.next()).rejects.toThrow(notFound);
    }
    const other = { ...caller(), viewer: { userId: "per_other" } };
    for (const one of [other, { ...other, key: null }]) {
      await expect(readForCaller(one, mine.runId)).rejects.toThrow(notFound);
    }
    expect([await statusOf(mine.runId), await statusOf(page)]).toEqual(["running", "running"]);
    expect((await readForCaller(caller(null), mine.runId)).runId).toBe(mine.runId);
  });
});
