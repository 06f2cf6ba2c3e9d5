import { describe, expect, it } from "vitest";
import { withRunEngine } from "#lib/testing/run-engine.ts";
import { updateConversation } from "./update.ts";
import { watchList } from "./watch-list.ts";

describe("who watches the list", () => {
  const bench = withRunEngine("sqlite");

  async function watching() {
    const reader = new AbortController();
    const words = watchList(bench.viewer(), reader.signal);
    expect((await words.next()).value).toBe("changed");
    return { words, leave: () => reader.abort() };
  }

  it("hears at once that a conversation was renamed", async () => {
    const { conversationId } = await bench.finishedRun();
    const { words, leave } = await watching();
    const heard = words.next();
    await updateConversation(bench.viewer(), conversationId, { title: "Another" });
    expect((await heard).value).toBe("changed");
    leave();
    expect((await words.next()).done).toBe(true);
  });

  it("hears nothing of other people's", async () => {
    const reader = new AbortController();
    const words = watchList({ userId: "per_somebody_else" }, reader.signal);
    await words.next();
    const heard = words.next();
    const { conversationId } = await bench.finishedRun();
    await updateConversation(bench.viewer(), conversationId, { title: "Another" });
    reader.abort();
    expect((await heard).done).toBe(true);
  });
});
