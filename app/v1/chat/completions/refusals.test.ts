import { describe, expect, it } from "vitest";
import { errorOf, withChatServer } from "#lib/testing/chat-server.ts";

const bench = withChatServer();

describe("a request that is refused", () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["has no key", {}, { status: 401, type: "authentication_error", code: "invalid_api_key" }],
    ["wants two answers", { n: 2 }, { status: 400, type: "invalid_request_error", param: "n" }],
    ["asks a model that is not there", { model: "nobody/nothing" }, { status: 404, code: "model_not_found", param: "model" }],
    ["asks nothing", { messages: [{ role: "assistant", content: "Hello" }] }, { status: 400, param: "messages" }],
    ["is too hot", { stream: true, temperature: 3 }, { status: 400, param: "temperature" }],
    [
      "shows a model a picture that sees none",
      { messages: pictured("data:image/gif;base64,R0lGODlhAQABAAAAACw=") },
      { status: 400, param: "messages" },
    ],
    [
      "wants a picture of this machine",
      { messages: pictured("http://127.0.0.1:4000/x.png") },
      { status: 400, param: "messages.0.content.0.image_url" },
    ],
  ])("because it %s is told so as OpenAI tells it", async (why, body, told) => {
    const key = why === "has no key" ? null : await bench.newKey({ usesTools: true });
    expect(await errorOf(await bench.ask(body, { key }))).toMatchObject(told);
  });

  it("because its key may not ask that model, or its body is too large", async () => {
    const policy = { models: ["scripted/one"] };
    expect(await errorOf(await bench.ask({}, { policy }))).toMatchObject({ status: 403, type: "permission_error" });
    const large = "x".repeat(20 * 1024 * 1024);
    expect(await errorOf(await bench.ask({ large }))).toMatchObject({ status: 413 });
  });

  it("because of its method", async () => {
    const response = await fetch(`${bench.url()}/chat/completions`, { method: "DELETE" });
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
    expect(await errorOf(response)).toMatchObject({ status: 405 });
  });
});

function pictured(url: string) {
  return [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }];
}
