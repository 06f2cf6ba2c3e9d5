import { describe, expect, it } from "vitest";
import { readAgUiRequest } from "./read-request.ts";
import { agUiRequestBody } from "./request-body.ts";

const image = { mediaType: "image/png", data: "" };

async function read(body: Record<string, unknown>) {
  const addresses: string[] = [];
  const parsed = agUiRequestBody.parse({ threadId: "t", runId: "r", messages: [], tools: [], context: [], ...body });
  const request = await readAgUiRequest(parsed, new Headers(), async (url) => {
    addresses.push(url);
    return image;
  });
  return { ...request, addresses };
}

describe("RunAgentInput", () => {
  it("is read message by message: thoughts and activities passed over, what belongs together joined", async () => {
    const { ask, addresses } = await read({
      messages: [
        { id: "1", role: "system", content: "Be kind." },
        { id: "2", role: "developer", content: [{ type: "text", text: "Be short." }] },
        {
          id: "3",
          role: "user",
          content: [
            { type: "text", text: "What is it?" },
            { type: "image", source: { type: "data", value: "AA", mimeType: "image/png" } },
            { type: "image", source: { type: "url", value: "https://example.org/a.png" } },
          ],
        },
        { id: "4", role: "reasoning", content: "Hidden.", encryptedValue: "sealed" },
        {
          id: "5",
          role: "assistant",
          content: "I look.",
          toolCalls: [{ id: "c1", type: "function", function: { name: "weather", arguments: "{}" } }],
        },
        { id: "6", role: "activity", activityType: "A", content: {} },
        {
          id: "7",
          role: "assistant",
          toolCalls: [{ id: "c2", type: "function", function: { name: "clock", arguments: "not json" } }],
        },
        { id: "8", role: "tool", toolCallId: "c1", content: [{ type: "text", text: "rain" }] },
        { id: "9", role: "tool", toolCallId: "c2", content: "", error: "It stopped." },
      ],
      context: [{ description: "Where", value: "Ulm" }],
    });
    expect(ask.instructions).toBe("Be kind.\n\nBe short.\n\nWhere:\nUlm");
    expect(addresses).toEqual(["data:image/png;base64,AA", "https://example.org/a.png"]);
    const calls = [
      { callId: "c1", name: "weather", args: {} },
      { callId: "c2", name: "clock", args: "not json" },
    ];
    expect(ask.messages).toEqual([
      { role: "user", text: "What is it?", images: [image, image] },
      { role: "assistant", text: "I look.", calls },
      { role: "tool", callId: "c1", text: "rain", isError: false },
      { role: "tool", callId: "c2", text: "It stopped.", isError: true },
    ]);
  });

  it("brings tools, and wishes in what it forwards; what is not ours there says nothing", async () => {
    const tools = [{ name: "weather", description: "Tells it.", parameters: { properties: { city: {} } }, metadata: {} }];
    const { ask, exposure } = await read({
      tools,
      forwardedProps: { modelId: "m", effort: "low", exposure: "summary", other: 1 },
    });
    expect(ask).toMatchObject({ modelId: "m", effort: "low", threadId: "t", surface: "ag-ui" });
    expect(ask.tools).toEqual([
      { name: "weather", description: "Tells it.", inputSchema: { type: "object", properties: { city: {} } } },
    ]);
    expect(exposure).toBe("summary");
    for (const forwardedProps of [undefined, null, "text", [1], {}]) {
      expect((await read({ forwardedProps, state: { any: 1 }, resume: [] })).ask.modelId).toBeNull();
    }
  });

  it("is refused where it brings what no model here takes", async () => {
    const bad = [
      { id: "1", role: "user", content: [{ type: "audio", source: { type: "data", value: "AA", mimeType: "audio/wav" } }] },
    ];
    await expect(read({ messages: bad })).rejects.toMatchObject({ code: "bad-request", field: "messages.0.content.0" });
  });
});
