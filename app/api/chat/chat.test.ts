import { describe, expect, it, vi } from "vitest";
import { newId } from "#lib/core/id.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import { withUiChat } from "#lib/testing/ui-chat.ts";
import { partIdOut } from "#lib/wire/ids.ts";

const { models, tools, row, api, newKey, answerNext, newChatId } = withUiChat();

const says = (text: string) => ({ id: "u1", role: "user", parts: [{ type: "text", text }] });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

function post(body: Record<string, unknown>, headers: Record<string, string> = {}) {
  return fetch(`${api()}/chat`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ id: newChatId(), modelId: "scripted/one", messages: [says("Hi")], ...body }),
  });
}

async function chunksOf(response: Response) {
  const lines = (await response.text()).split("\n\n").filter((line) => line.startsWith("data: "));
  expect(lines.at(-1)).toBe("data: [DONE]");
  return lines.slice(0, -1).map((line) => JSON.parse(line.slice(6)) as { type: string } & Record<string, unknown>);
}

const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; field?: string; message: string } };
  return { status: response.status, code: error.code, field: error.field };
};

describe("POST /api/chat", () => {
  it("has the headers by which clients know the protocol and proxies hold nothing back, and ends with [DONE]", async () => {
    const asking = post({});
    await answerNext("Hm.", "Hello.");
    const response = await asking;
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      "x-vercel-ai-ui-message-stream": "v1",
    });
    const chunks = await chunksOf(response);
    const { runId = "" } = (chunks[0]?.messageMetadata ?? {}) as { runId?: string };
    expect(chunks[0]).toMatchObject({ type: "start", messageId: partIdOut("message", { runId, partId: "answer" }) });
    expect(chunks.filter(({ type }) => type !== "data-status").map(({ type }) => type)).toEqual([
      "start",
      "start-step",
      ...["reasoning-start", "reasoning-delta", "reasoning-end"],
      ...["text-start", "text-delta", "text-end"],
      "finish-step",
      "message-metadata",
      "finish",
    ]);
    expect(chunks.filter(({ type }) => type === "data-status").every(({ transient }) => transient === true)).toBe(true);
  });

  it("hears what else is wished: effort, instructions, tools to choose from, and less of the thoughts", async () => {
    const wishes = {
      effort: "high",
      instructions: "Be short.",
      exposure: "none",
      tools: [{ name: "weather", description: "Tells it." }],
      toolChoice: "required",
    };
    const asking = post(wishes);
    const call = await answerNext("Hidden.", "Hello.");
    expect(call.messages[0]).toEqual({ role: "system", text: "Be short." });
    expect([call.effort, call.settings]).toEqual(["high", { toolChoice: "required" }]);
    const chunks = await chunksOf(await asking);
    expect(chunks.filter(({ type }) => type.startsWith("reasoning"))).toEqual([]);
    expect(JSON.stringify(chunks)).not.toContain("Hidden.");
  });

  it("says what is wrong, naming the field", async () => {
    for (const [body, expected] of [
      [{ id: undefined }, { status: 400, code: "bad-request", field: "id" }],
      [{ messages: undefined }, { status: 400, code: "bad-request", field: "messages" }],
      [{ messages: [] }, { status: 400, code: "bad-request", field: "messages" }],
      [
        { messages: [{ role: "user", parts: [{ type: "file", mediaType: "application/pdf", url: "data:," }] }] },
        { status: 400, code: "bad-request", field: "messages.0.parts.0" },
      ],
      [
        { messages: [says("Hi"), { role: "assistant", parts: [{ type: "text", text: "Ho" }] }] },
        { status: 400, code: "bad-request", field: "messages" },
      ],
      [{ effort: "much" }, { status: 400, code: "bad-request", field: "effort" }],
      [{ tools: [{ name: "a" }, { name: "a" }] }, { status: 400, code: "bad-request", field: "tools.1.name" }],
      [{ toolChoice: { name: "b" } }, { status: 400, code: "bad-request", field: "toolChoice" }],
      [
        { messages: undefined, message: says("Edited"), messageId: "u1" },
        { status: 400, code: "bad-request", field: "message" },
      ],
      [{ modelId: "scripted/none" }, { status: 422, code: "model-unknown", field: "model" }],
    ] as const) {
      expect([body, await errorOf(await post(body))]).toEqual([body, expected]);
    }
  });

  it("gives the same answer to a request that comes again with its idempotency key", async () => {
    const [id, headers] = [newChatId(), { "idempotency-key": "once" }];
    const asking = post({ id }, headers);
    await answerNext("Hm.", "Hello.");
    const [first] = await chunksOf(await asking);
    const [again] = await chunksOf(await post({ id }, headers));
    expect(again).toEqual(first);
  });

  it("S10 does not let a key allow a tool: its owner does, and the stream goes on by itself", async () => {
    tools().offer(aTool({ effect: "with-effect" }));
    const key = await newKey({ usesTools: true });
    const asking = post({}, bearer(key));
    (await models().nextCall()).call({ name: "echo", args: { word: "six" }, callId: "c1" });
    const response = await asking;
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("tool-approval-request")) text += (await reader?.read())?.value ?? "";
    const found = /"approvalId":"([^"]+)".*?"isAutomatic":true/.exec(text);
    const toolCallId = found?.[1] ?? "";
    const runId = /"runId":"([^"]+)"/.exec(text)?.[1] ?? "";
    const part = {
      type: "dynamic-tool",
      toolName: "echo",
      toolCallId,
      state: "approval-responded",
      approval: { id: toolCallId, approved: true },
    };
    const decided = { messages: [says("Hi"), { id: "a1", role: "assistant", parts: [part] }] };
    expect((await errorOf(await post(decided, bearer(key)))).code).toBe("forbidden");
    expect(await row(runId)).toMatchObject({ status: "waiting" });

    const owners = await post(decided);
    await answerNext("Done.", "Six.");
    const told = await chunksOf(owners);
    expect(told.map(({ type }) => type)).toContain("tool-output-available");
    expect(told[0]).toMatchObject({ messageId: "a1" });
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) text += piece.value;
    expect(text).toContain('"delta":"Six."');
    expect(text).toContain("[DONE]");

    // What was decided before stays so, and the rest is told once more.
    const again = await chunksOf(
      await post({
        messages: [
          says("Hi"),
          { id: "a1", role: "assistant", parts: [{ ...part, approval: { id: toolCallId, approved: false } }] },
        ],
      }),
    );
    expect(again.slice(1)).toEqual(told.slice(1));
  });

  it("S04 takes no decision about a call that waits for none, or that is nobody's", async () => {
    for (const toolCallId of ["call_1", partIdOut("call", { runId: newId("run"), partId: "p1" })]) {
      const part = { type: "tool-x", toolCallId, state: "approval-responded", approval: { id: "1", approved: true } };
      const { status } = await errorOf(await post({ messages: [says("Hi"), { role: "assistant", parts: [part] }] }));
      expect([400, 404]).toContain(status);
    }
  });
});

describe("GET /api/chat/:id/stream", () => {
  const stream = (id: string, query = "", headers: Record<string, string> = {}) =>
    fetch(`${api()}/chat/${encodeURIComponent(id)}/stream${query}`, { headers });

  it("is empty where nothing is running: no such chat, one that has ended, one that waits for its client", async () => {
    expect((await stream("none")).status).toBe(204);
    const [ended, waiting] = [newChatId(), newChatId()];
    const asking = post({ id: ended });
    await answerNext("Hm.", "Hello.");
    await (await asking).text();
    const handing = post({ id: waiting, tools: [{ name: "weather" }] });
    (await models().nextCall()).call({ name: "weather" });
    await (await handing).text();
    expect([(await stream(ended)).status, (await stream(waiting)).status]).toEqual([204, 204]);
  });

  it("replays what is running from its start, with less of the thoughts where that is wished, and S04 to nobody else", async () => {
    const [id, key] = ["chat of/any name?", await newKey()];
    const asking = post({ id }, bearer(key));
    const call = await models().nextCall();
    call.send({ type: "reasoning-start", partId: "p1", form: "full" }, { type: "reasoning-delta", partId: "p1", delta: "Hid" });
    await asking;
    const others = [await stream(id), await stream(id, "", bearer(await newKey()))];
    expect(others.map(({ status }) => status)).toEqual([204, 204]);
    const [all, none] = [await stream(id, "", bearer(key)), await stream(id, "?exposure=none", bearer(key))];
    call.send({ type: "reasoning-delta", partId: "p1", delta: "den." }, { type: "reasoning-end", partId: "p1" });
    call.answer("", "Said.");
    const [allText, noneText] = await Promise.all([all.text(), none.text()]);
    expect(allText).toContain("den.");
    expect(noneText).not.toMatch(/reasoning-|den\./);
    expect(noneText).toContain("Said.");
  });

  it("tells nothing of tools that the client has run to be run again", async () => {
    const id = newChatId();
    const body = { id, tools: [{ name: "weather" }] };
    const asking = post(body);
    (await models().nextCall()).call({ name: "weather", args: { city: "Ulm" } });
    const handed = (await chunksOf(await asking)).find(({ type }) => type === "tool-input-available");
    const part = {
      type: "tool-weather",
      toolCallId: handed?.toolCallId,
      state: "output-available",
      input: { city: "Ulm" },
      output: "rain",
    };
    const going = post({ ...body, messages: [says("Hi"), { id: "a1", role: "assistant", parts: [part] }] });
    const call = await models().nextCall();
    await going;
    const replay = await stream(id);
    call.answer("", "Take one.");
    const chunks = await chunksOf(replay);
    expect(
      chunks
        .filter(({ type }) => type.startsWith("tool-"))
        .map(({ type, ...rest }) => [type, rest.inputTextDelta ?? rest.output]),
    ).toEqual([
      ["tool-input-start", undefined],
      ["tool-input-delta", '{"city":"Ulm"}'],
      ["tool-output-available", "rain"],
    ]);
    await vi.waitFor(async () => expect((await stream(id)).status).toBe(204));
  });
});
