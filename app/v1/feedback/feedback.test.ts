import { describe, expect, it } from "vitest";
import { withOpenbbServer } from "#lib/testing/openbb-server.ts";

const bench = withOpenbbServer();

async function send(path: string, body: unknown, key: string): Promise<Response> {
  return fetch(`${bench.url()}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": key, "x-trace-id": "chat-1" },
    body: JSON.stringify(body),
  });
}

async function answered(key: string, text: string): Promise<void> {
  const asking = send(
    "query",
    { messages: [{ role: "human", content: "What is it?" }], workspace_options: { model: "scripted/two" } },
    key,
  );
  (await bench.models().nextCall()).answer("Hm.", text);
  await (await asking).text();
}

const rows = () => bench.database().client.feedback.findMany({ orderBy: { createdAt: "asc" } });

describe("what a person says of an answer", () => {
  it("is kept with the answer that is meant", async () => {
    const key = await bench.newKey();
    await answered(key, "It is so.");
    const [run] = await bench.database().client.run.findMany();
    const vote = {
      vote: "thumbs_down",
      tags: ["Other"],
      user_comment: "No.\u0000",
      ai_response: 'It is so.<citation className="x"/>',
      user_prompt: "What is it?",
      trace_id: "",
    };
    const response = await send("feedback", vote, key);
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
    expect(await rows()).toMatchObject([
      {
        runId: run?.id,
        keyId: run?.keyId,
        surface: "openbb",
        vote: "down",
        tags: '["Other"]',
        comment: expect.stringMatching(/^No\./),
      },
    ]);
  });

  it("is kept where it cannot be told which answer is meant, or it is another key's", async () => {
    const key = await bench.newKey();
    await answered(key, "It is so.");
    await send("feedback", { vote: "thumbs_up", ai_response: "Something else", user_prompt: "What is it?" }, key);
    await send("feedback", { vote: "thumbs_up", ai_response: "It is so.", user_prompt: "What is it?" }, await bench.newKey());
    await send("feedback", { vote: "thumbs_up" }, key);
    expect(await rows()).toMatchObject([{ runId: null, vote: "up" }, { runId: null }, { runId: null, tags: "[]", comment: "" }]);
  });

  it("goes with the answer when that is deleted", async () => {
    const key = await bench.newKey();
    await answered(key, "It is so.");
    await send("feedback", { vote: "thumbs_up", ai_response: "It is so." }, key);
    expect(await rows()).toHaveLength(1);
    await bench.database().client.conversation.deleteMany();
    expect(await rows()).toHaveLength(0);
  });

  it("is refused without a vote, and without a key", async () => {
    expect((await send("feedback", { vote: "maybe" }, await bench.newKey())).status).toBe(422);
    expect((await send("feedback", { vote: "thumbs_up" }, "wrong")).status).toBe(401);
  });
});
