import { describe, expect, it } from "vitest";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { says } from "#lib/testing/asking.ts";
import { databaseKinds } from "#lib/testing/database.ts";
import type { AskMessage } from "#lib/wire/request/ask.ts";

const called = (text: string): AskMessage[] => [
  { role: "assistant", text: "", calls: [{ callId: "c1", name: "look", args: {} }] },
  { role: "tool", callId: "c1", text, isError: false },
];

describe.each(databaseKinds)("results of calls that the house did not make on %s", (kind) => {
  const bench = withAsks(kind);
  const toldTo = async (...messages: AskMessage[]) => {
    const { call } = await bench.answered(messages, "Fine.");
    return call.messages.flatMap((message) => (message.role === "tool" ? [message.result] : []));
  };

  it("reach the model also where the same was asked before without them, or with others", async () => {
    await toldTo(says("Look"), says("Well?"));
    expect(await toldTo(says("Look"), ...called("one"), says("And?"))).toEqual(["one"]);
    expect(await toldTo(says("Look"), ...called("two"), says("And?"))).toEqual(["two"]);
  });

  it("do not keep a conversation that grows from being one", async () => {
    const before = await bench.conversations();
    const long = "x".repeat(700_000);
    const told = [says("Read it"), ...called(long), says("And?")];
    await toldTo(...told);
    told.push({ role: "assistant", text: "Fine.", calls: [] }, says("More?"));
    expect(await toldTo(...told)).toEqual([long]);
    expect(await bench.conversations()).toBe(before + 1);
  });
});
