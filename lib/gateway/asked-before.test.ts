import { beforeEach, describe, expect, it } from "vitest";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { answers, brings, says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";

describe.each(databaseKinds)("E15: a request that comes again with its idempotency key on %s", (kind) => {
  const bench = withAsks(kind);
  const { ask, answered, handed } = bench;
  beforeEach(() => bench.database().client.conversation.deleteMany());
  const reused = expect.objectContaining({ code: "request-id-reused", field: "idempotency-key" }) as unknown as Error;
  const once = (idempotencyKey: string) => ({ idempotencyKey });

  it("gets the run it got, and its answer from the start", async () => {
    const { call: _, ...first } = await answered([says("Hi")], "Hello!", once("a"));
    expect(await ask([says("Hi")], once("a"))).toEqual(first);
    const told = [says("Hi"), answers("Hello!"), says("And now?")];
    const { call: __, ...second } = await answered(told, "Now this.", once("b"));
    expect(await ask(told, once("b"))).toEqual(second);
    expect(await bench.models().count()).toBe(2);
  });

  it("gets it after what was brought along", async () => {
    const call = { callId: "x1", name: "look", args: {} };
    const told = [says("One"), answers("1"), says("Two"), answers("", call), brings("x1", "seen")];
    const { call: _, ...first } = await answered(told, "2", once("a"));
    expect(first.after).toBeGreaterThan(0);
    expect(await ask(told, once("a"))).toEqual(first);
  });

  it("gets one run, however often it comes at once", async () => {
    const asked = await Promise.all(Array.from({ length: 6 }, () => ask([says("Hi")], once("a"))));
    expect(new Set(asked.map(({ runId }) => runId)).size).toBe(1);
    expect(await bench.conversations()).toBe(1);
  });

  it("gets the answer after its results, and does not bring them twice", async () => {
    const isIts = once("results");
    const { callIds } = await handed([says("Hi")], ["look"]);
    const [callId = ""] = callIds;
    const told = [says("Hi"), answers("", { callId, name: "look", args: {} }), brings(callId, "seen")];
    const [first, second] = await Promise.all([ask(told, isIts), ask(told, isIts)]);
    expect(second).toEqual(first);
    (await bench.models().nextCall()).answer("Hm.", "Done.");
    await bench.ended(first?.runId ?? "");
    expect(await ask(told, isIts)).toEqual(first);
    await expect(ask([says("Ho")], isIts)).rejects.toThrow(reused);
  });

  it("is refused with other content, and is another request with another key or on another surface", async () => {
    const first = await answered([says("Hi")], "Hello!", once("a"));
    await expect(ask([says("Ho")], once("a"))).rejects.toThrow(reused);
    await expect(ask([says("Hi")], { ...once("a"), modelId: "scripted/one" })).rejects.toThrow(reused);
    const others = [
      await answered([says("Hi")], "Hello!", once("a"), { id: "key_2" }),
      await answered([says("Hi")], "Hello!", { ...once("a"), surface: "responses" }),
      await answered([says("Hi")], "Hello!", once("b")),
      await answered([says("Hi")], "Hello!"),
    ];
    expect(new Set([first, ...others].map(({ runId }) => runId)).size).toBe(5);
  });
});
