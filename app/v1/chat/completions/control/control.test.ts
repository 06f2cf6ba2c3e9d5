import { describe, expect, it } from "vitest";
import { newId } from "#lib/core/id.ts";
import { withChatServer } from "#lib/testing/chat-server.ts";
import { answerId } from "#lib/wire/ids.ts";

const bench = withChatServer();

describe("the control of an answer", () => {
  const control = async (key: string, body: unknown) => {
    const answer = await fetch(`${bench.url()}/chat/completions/control`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    });
    return { status: answer.status, body: await answer.json() };
  };
  /** Begins an answer and returns the id that its first chunk tells. */
  const begun = async (key: string) => {
    const answer = await fetch(`${bench.url()}/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model: "scripted/one", stream: true, messages: [{ role: "user", content: "Hi" }] }),
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    });
    const reader = answer.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    const { id } = JSON.parse(first.slice("data: ".length).split("\n")[0] ?? "") as { id: string };
    return { id, runId: `run_${id.split("-")[1]}`, leave: () => reader?.cancel() };
  };

  it("ends the thinking, from which the answer is then made", async () => {
    const key = await bench.newKey();
    const { id, runId } = await begun(key);
    const call = await bench.models().nextCall();
    call.send({ type: "reasoning-start", partId: "p9", form: "full" }, { type: "reasoning-delta", partId: "p9", delta: "Well" });
    expect(await control(key, { id, action: "reasoning_end" })).toEqual({ status: 200, body: { success: true } });
    const next = await bench.models().nextCall();
    expect(next.messages.at(-1)).toMatchObject({ role: "unfinished-thought", text: "Well" });
    next.answer("", "So.");
    await bench.ended(runId);
    expect(await control(key, { id, action: "reasoning_end" })).toEqual({ status: 200, body: { success: true } });
  });

  it("says why it cannot, with 200", async () => {
    const key = await bench.newKey();
    const { id, runId } = await begun(key);
    (await bench.models().nextCall()).answer("Hm.", "So.");
    await bench.ended(runId);
    const over = { success: false, message: "The answer has ended already." };
    expect(await control(key, { id, action: "reasoning_end" })).toEqual({ status: 200, body: over });
    expect(await control(key, { id, action: "cancel" })).toEqual({ status: 200, body: over });
  });

  it("stops the answer", async () => {
    const key = await bench.newKey();
    const { id, runId } = await begun(key);
    await bench.models().nextCall();
    expect(await control(key, { id, action: "cancel" })).toEqual({ status: 200, body: { success: true } });
    await bench.ended(runId);
    expect((await bench.row(runId)).status).toBe("stopped");
  });

  it("S04: is not found where it is another key's, the person's own or nobody's", async () => {
    const key = await bench.newKey();
    const { id, runId } = await begun(key);
    await bench.models().nextCall();
    const { runId: page } = await bench.startCall();
    const stranger = await bench.newKey();
    const ids = [id, answerId("chat", { runId: page, after: 0 }), answerId("chat", { runId: newId("run"), after: 0 })];
    for (const each of [...ids, runId, id.replace("chatcmpl-", "resp_"), "", "chatcmpl-1"]) {
      for (const action of ["reasoning_end", "cancel"]) {
        const { status, body } = await control(stranger, { id: each, action });
        expect([status, body.error.type]).toEqual([404, "not_found_error"]);
      }
    }
    expect((await bench.row(runId)).status).toBe("running");
    expect((await bench.row(page)).status).toBe("running");
  });

  it.each([{}, { id: 1, action: "cancel" }, { id: "chatcmpl-1", action: "explode" }, { action: "cancel" }])(
    "takes nothing else: %j",
    async (body) => {
      const answer = await control(await bench.newKey(), body);
      expect([answer.status, answer.body.error.type]).toEqual([400, "invalid_request_error"]);
    },
  );
});
