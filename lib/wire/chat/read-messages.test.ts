import { describe, expect, it } from "vitest";
import { parse } from "#lib/http/parse.ts";
import { imageOf, readDataImage } from "../request/data-image.ts";
import { type ReadMessages, readMessages } from "./read-messages.ts";
import { requestMessage } from "./request-message.ts";

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const pngUrl = `data:image/png;base64,${png}`;

async function read(...messages: unknown[]): Promise<ReadMessages> {
  const parsed = messages.map((message) => parse(requestMessage, message, "message"));
  return readMessages(parsed, async (url, field) => readDataImage(url, field));
}
const said = async (...messages: unknown[]) => (await read(...messages)).messages;

describe("messages", () => {
  it("are taken as text or as parts, with whatever a client adds", async () => {
    expect(
      await said(
        { role: "user", content: "One", name: "anna" },
        {
          role: "assistant",
          content: [
            { type: "text", text: "T" },
            { type: "text", text: "wo" },
          ],
          id: "x",
        },
        {
          role: "user",
          content: [
            { type: "text", text: "Th", cache_control: {} },
            { type: "text", text: "ree" },
          ],
        },
      ),
    ).toEqual([
      { role: "user", text: "One" },
      { role: "assistant", text: "Two", calls: [] },
      { role: "user", text: "Three" },
    ]);
  });

  it("of system and developer are the instructions, in their order", async () => {
    const { instructions, messages } = await read(
      { role: "system", content: "Be short." },
      { role: "user", content: "Hi" },
      { role: "developer", content: [{ type: "text", text: "Be kind." }] },
    );
    expect([instructions, messages.length]).toEqual(["Be short.\n\nBe kind.", 1]);
    expect((await read({ role: "system", content: "  " }, { role: "user", content: "Hi" })).instructions).toBeNull();
  });

  it("of the assistant may bring thoughts in every known field: none of them is what was said", async () => {
    const thoughts = {
      reasoning_content: "secret",
      reasoning: "secret",
      reasoning_details: [{ type: "reasoning.text", text: "secret" }],
      thinking_blocks: [{ type: "thinking", thinking: "secret", signature: "x" }],
    };
    const parts = [
      { type: "thinking", thinking: "secret" },
      { type: "redacted_thinking", data: "x" },
      { type: "text", text: "Said." },
    ];
    const messages = await said(
      { role: "assistant", content: parts, ...thoughts },
      { role: "assistant", content: null, ...thoughts },
    );
    expect(messages).toEqual([
      { role: "assistant", text: "Said.", calls: [] },
      { role: "assistant", text: "", calls: [] },
    ]);
  });

  it("of an assistant that refused hold what it said instead", async () => {
    expect(
      await said(
        { role: "assistant", content: [{ type: "refusal", refusal: "No." }] },
        { role: "assistant", content: null, refusal: "Never." },
      ),
    ).toEqual([
      { role: "assistant", text: "No.", calls: [] },
      { role: "assistant", text: "Never.", calls: [] },
    ]);
  });

  it("with calls have their arguments read, and kept as they were written where they are no JSON", async () => {
    const call = (id: string, text: string | null) => ({ id, type: "function", function: { name: "f", arguments: text } });
    const deep = `${"[".repeat(40_000)}${"]".repeat(40_000)}`;
    const calls = [call("a", '{"x":1}'), call("b", ""), call("c", null), call("d", "{broken"), call("e", deep)];
    expect(
      await said(
        { role: "assistant", content: null, tool_calls: calls },
        { role: "tool", tool_call_id: "a", content: [{ type: "text", text: "1" }] },
      ),
    ).toEqual([
      {
        role: "assistant",
        text: "",
        calls: [
          { callId: "a", name: "f", args: { x: 1 } },
          { callId: "b", name: "f", args: {} },
          { callId: "c", name: "f", args: {} },
          { callId: "d", name: "f", args: "{broken" },
          { callId: "e", name: "f", args: deep },
        ],
      },
      { role: "tool", callId: "a", text: "1", isError: false },
    ]);
  });
});

describe("pictures", () => {
  const withPicture = (url: unknown) => ({
    role: "user",
    content: [
      { type: "text", text: "What?" },
      { type: "image_url", image_url: url },
    ],
  });

  it("come as data URLs, whichever way the address is written", async () => {
    for (const url of [
      { url: pngUrl, detail: "low" },
      pngUrl,
      { url: `data:image/png;charset=x;base64,${png.slice(0, 20)}\n${png.slice(20)}` },
    ]) {
      expect(await said(withPicture(url))).toEqual([
        { role: "user", text: "What?", images: [{ mediaType: "image/png", data: png }] },
      ]);
    }
  });

  it("are of the kind that their bytes are, whatever they are said to be", async () => {
    const base64 = (bytes: string) => Buffer.from(bytes, "latin1").toString("base64");
    const typeOf = (data: string) => readDataImage(`data:image/png;base64,${data}`, "f").mediaType;
    expect(typeOf(base64("\xff\xd8\xff\xe0 jpeg"))).toBe("image/jpeg");
    expect(typeOf(base64("GIF89a gif"))).toBe("image/gif");
    expect(typeOf(base64("RIFF\x01\n\x03\x04WEBP webp"))).toBe("image/webp");
  });

  it.each([
    ["no picture", `data:image/png;base64,${Buffer.from("<svg></svg>").toString("base64")}`],
    ["no base64", "data:image/png;base64,%%%"],
    ["plain text in a data URL", "data:text/plain,hello"],
    ["nothing", "data:image/png;base64,"],
  ])("are refused by name when they are %s", async (_, url) => {
    await expect(read(withPicture(url))).rejects.toMatchObject({ code: "bad-request", field: "messages.0.content.1.image_url" });
  });

  it("are refused when they are too large, or too many", async () => {
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    expect(() => imageOf(large, "f")).toThrow(expect.objectContaining({ code: "too-large" }));
    const many = Array.from({ length: 51 }, () => ({ type: "image_url", image_url: pngUrl }));
    await expect(read({ role: "user", content: many })).rejects.toMatchObject({ code: "bad-request" });
  });
});
