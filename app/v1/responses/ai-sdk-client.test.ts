import { createOpenResponses } from "@ai-sdk/open-responses";
import { createOpenAI } from "@ai-sdk/openai";
import { generateText, isStepCount, type ModelMessage, streamText, tool } from "ai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Exposure, exposures } from "#lib/core/exposure.ts";
import { collect } from "#lib/testing/response-client.ts";
import { withResponses } from "#lib/testing/responses-bench.ts";
import { part } from "#lib/testing/scripted-models.ts";

const weather = tool({
  description: "What falls.",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `rain in ${city}`,
});
const tools = { weather };
const stopWhen = isStepCount(4);

describe("the AI SDK", () => {
  const bench = withResponses();
  const openai = async (exposure: Exposure, options: Record<string, boolean | string> = {}) => {
    const provider = createOpenAI({ apiKey: await bench.key({ exposure }), baseURL: `${bench.origin()}/v1` });
    return { model: provider.responses("scripted/one"), providerOptions: { openai: { forceReasoning: true, ...options } } };
  };
  const openResponses = async (exposure: Exposure) => {
    const provider = createOpenResponses({
      name: "aloud",
      apiKey: await bench.key({ exposure }),
      url: `${bench.origin()}/v1/responses`,
    });
    return { model: provider("scripted/one") };
  };
  const answerOnce = async (text = "It is so.") => {
    const call = await bench.models().nextCall();
    call.answer("Hm.", text);
    return call;
  };
  /** Thinks, has the weather looked up by the client, thinks again, answers. */
  const answerWithTool = async () => {
    const first = await bench.models().nextCall();
    first.send(...part("reasoning", first.nextPartId(), "I need the weather."));
    first.call({ name: "weather", args: { city: "Ulm" } });
    const second = await bench.models().nextCall();
    expect(JSON.stringify(second.messages)).toContain("rain in Ulm");
    second.answer("It rains.", "Take one.");
  };
  const conversations = () => bench.database().client.conversation.count();
  const clients = {
    "@ai-sdk/openai 4.0.118": openai,
    "@ai-sdk/openai 4.0.118 with store:false": (exposure: Exposure) => openai(exposure, { store: false }),
    "@ai-sdk/open-responses 2.0.36": openResponses,
  };

  describe.each(Object.entries(clients))("%s", (_, client) => {
    it.each(exposures)("reads thought and text at exposure %s, streamed and whole", async (exposure) => {
      const call = await client(exposure);
      const streaming = streamText({ ...call, prompt: "Is it so?" });
      await Promise.all([answerOnce(), streaming.consumeStream()]);
      const expected = exposure === "full" ? "Hm." : "";
      expect(await streaming.text).toBe("It is so.");
      expect((await streaming.reasoningText) ?? "").toBe(expected);
      expect([await streaming.finishReason, (await streaming.usage).totalTokens]).toEqual(["stop", 18]);
      const [whole] = await Promise.all([generateText({ ...call, prompt: "Is it so?" }), answerOnce()]);
      expect([whole.text, whole.reasoningText ?? "", whole.finishReason]).toEqual(["It is so.", expected, "stop"]);
    });

    it.each(exposures)("runs its tool and asks on in the same conversation at exposure %s", async (exposure) => {
      const call = await client(exposure);
      const before = await conversations();
      const messages: ModelMessage[] = [{ role: "user", content: `Umbrella? ${exposure}` }];
      const streaming = streamText({ ...call, messages, tools, stopWhen });
      await Promise.all([answerWithTool(), streaming.consumeStream()]);
      expect(await streaming.text).toBe("Take one.");
      expect((await streaming.steps).map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
      expect((await streaming.steps).map(({ reasoningText }) => reasoningText ?? "")).toEqual(
        exposure === "full" ? ["I need the weather.", "It rains."] : ["", ""],
      );
      messages.push(...(await streaming.response).messages, { role: "user", content: "And tomorrow?" });
      const [second, asked] = await Promise.all([generateText({ ...call, messages, tools, stopWhen }), answerOnce("Sun.")]);
      expect(second.text).toBe("Sun.");
      expect(asked.messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "assistant", "user"]);
      expect(await conversations()).toBe(before + 1);
    });

    it("ends in an error where the answer breaks off", async () => {
      const streaming = streamText({ ...(await client("full")), prompt: "Break", maxRetries: 0, onError: () => {} });
      const call = await bench.models().nextCall();
      call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "So far" });
      call.fail({ code: "provider-cut", message: "Cut.", suggestion: "Retry.", retryable: true });
      const parts = await collect(streaming.fullStream);
      expect(parts.some(({ type }) => type === "error")).toBe(true);
      expect(parts.flatMap((each) => (each.type === "text-delta" ? [each.text] : [])).join("")).toBe("So far");
    });

    it("says that tokens ran out", async () => {
      const streaming = streamText({ ...(await client("full")), prompt: "Run out", maxOutputTokens: 5 });
      const call = await bench.models().nextCall();
      call.send(...part("reasoning", call.nextPartId(), "Hm."));
      call.finish("length");
      await streaming.consumeStream();
      expect(await streaming.finishReason).toBe("length");
    });
  });

  it("sends references for what is stored, and whole items with sealed thoughts for what is not", async () => {
    const bodies: string[] = [];
    const ask = async (store: boolean) => {
      const recording: typeof fetch = (input, init) => {
        bodies.push(String(init?.body));
        return fetch(input, init);
      };
      const provider = createOpenAI({ apiKey: await bench.key(), baseURL: `${bench.origin()}/v1`, fetch: recording });
      const call = { model: provider.responses("scripted/one"), providerOptions: { openai: { forceReasoning: true, store } } };
      const messages: ModelMessage[] = [{ role: "user", content: `References? ${store}` }];
      const [first] = await Promise.all([generateText({ ...call, messages }), answerOnce()]);
      messages.push(...first.response.messages, { role: "user", content: "More?" });
      await Promise.all([generateText({ ...call, messages }), answerOnce()]);
      return JSON.parse(bodies.at(-1) ?? "").input;
    };
    expect((await ask(true)).map((item: { type?: string }) => item.type)).toEqual([
      undefined,
      "item_reference",
      "item_reference",
      undefined,
    ]);
    const [, thought] = await ask(false);
    expect(thought).toMatchObject({ type: "reasoning", encrypted_content: expect.stringMatching(/^1\./) });
  });
});
