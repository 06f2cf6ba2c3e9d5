import OpenAI from "openai";
import type { ResponseInput, ResponseStreamEvent } from "openai/resources/responses/responses";
import { describe, expect, it } from "vitest";
import { exposures } from "#lib/core/exposure.ts";
import { collect } from "#lib/testing/response-client.ts";
import { withResponses } from "#lib/testing/responses-bench.ts";
import { part } from "#lib/testing/scripted-models.ts";

const model = "scripted/one";
const weather = {
  type: "function" as const,
  name: "weather",
  description: "What falls.",
  parameters: { type: "object", properties: { city: { type: "string" } } },
  strict: false,
};

describe("openai 7.55", () => {
  const bench = withResponses();
  const clientFor = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${bench.origin()}/v1`, maxRetries: 0 });
  const answerOnce = async () => (await bench.models().nextCall()).answer("Hm.", "It is so.");
  const all = (stream: AsyncIterable<ResponseStreamEvent>) => collect(stream);

  it.each(exposures)("reads a stream event by event, puts one together, and gets one whole, at exposure %s", async (exposure) => {
    const client = clientFor(await bench.key({ exposure }));
    const [stream] = await Promise.all([client.responses.create({ model, input: "Is it so?", stream: true }), answerOnce()]);
    const events = await all(stream);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    const thought = events.map((event) => (event.type === "response.reasoning_summary_text.delta" ? event.delta : "")).join("");
    expect(thought).toBe(exposure === "full" ? "Hm." : "");

    const helper = client.responses.stream({ model, input: "Is it so?", reasoning: { summary: "auto" } });
    await answerOnce();
    const final = await helper.finalResponse();
    expect([final.status, final.output_text, final.usage?.total_tokens]).toEqual(["completed", "It is so.", 18]);

    const [whole] = await Promise.all([client.responses.create({ model, input: "Is it so?" }), answerOnce()]);
    expect(whole.output_text).toBe("It is so.");
    expect(whole.output.map(({ type }) => type)).toEqual(exposure === "full" ? ["reasoning", "message"] : ["message"]);
    expect(JSON.stringify([final, whole]).includes("Hm.")).toBe(exposure === "full");
  });

  it("puts thoughts together word for word where it asks for them", async () => {
    const client = clientFor(await bench.key());
    const helper = client.responses.stream({ model, input: "Is it so?", include: ["reasoning.content" as never] });
    await answerOnce();
    expect((await helper.finalResponse()).output[0]).toMatchObject({
      content: [{ type: "reasoning_text", text: "Hm." }],
      summary: [],
    });
  });

  it("runs a tool and goes on with previous_response_id, and with the items themselves", async () => {
    const client = clientFor(await bench.key());
    const callOnce = async () => {
      const call = await bench.models().nextCall();
      call.send(...part("reasoning", call.nextPartId(), "I need the weather."));
      call.call({ name: "weather", args: { city: "Ulm" } });
    };
    const [first] = await Promise.all([client.responses.create({ model, input: "Umbrella?", tools: [weather] }), callOnce()]);
    const call = first.output.find((item) => item.type === "function_call");
    if (!call) throw new Error("There is no call.");
    const result = { type: "function_call_output" as const, call_id: call.call_id, output: "rain" };
    const goingOn = { model, tools: [weather], previous_response_id: first.id, input: [result] };
    const [second] = await Promise.all([client.responses.create(goingOn), answerOnce()]);
    expect(second.output_text).toBe("It is so.");

    const input = [{ role: "user" as const, content: "Umbrella today?" }];
    const [third] = await Promise.all([client.responses.create({ model, input, tools: [weather], store: false }), callOnce()]);
    const again = third.output.find((item) => item.type === "function_call");
    const told = [...input, ...(third.output as ResponseInput), { ...result, call_id: again?.call_id ?? "" }];
    const [fourth] = await Promise.all([
      client.responses.create({ model, tools: [weather], store: false, input: told }),
      answerOnce(),
    ]);
    expect(fourth.output_text).toBe("It is so.");
    expect(fourth.id.slice(0, 37)).toBe(third.id.slice(0, 37));
  });

  it("leaves an answer in the background, finds it again at a number, and stops another", async () => {
    const client = clientFor(await bench.key());
    const started = await client.responses.create({ model, input: "Long?", background: true });
    expect(started.status).toBe("in_progress");
    await answerOnce();
    const events = await all(await client.responses.retrieve(started.id, { stream: true }));
    const rest = await all(await client.responses.retrieve(started.id, { stream: true, starting_after: 4 }));
    expect(rest).toEqual(events.slice(5));
    expect((await client.responses.retrieve(started.id)).output_text).toBe("It is so.");
    const replayed = client.responses.stream({ response_id: started.id, starting_after: 4 });
    expect((await replayed.finalResponse()).output_text).toBe("It is so.");

    const other = await client.responses.create({ model, input: "Longer?", background: true });
    await bench.models().nextCall();
    expect((await client.responses.cancel(other.id)).status).toBe("cancelled");
  });

  it("throws its own errors for ours", async () => {
    const client = clientFor(await bench.key());
    await expect(clientFor("sk-wrong").responses.create({ model, input: "Hi" })).rejects.toBeInstanceOf(
      OpenAI.AuthenticationError,
    );
    await expect(client.responses.retrieve("resp_x")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(client.responses.create({ model: "no/model", input: "Hi" })).rejects.toMatchObject({ code: "model_not_found" });
    const wrong = client.responses.create({ model, input: "Hi", conversation: "conv_1" });
    await expect(wrong).rejects.toMatchObject({ status: 400, param: "conversation", type: "invalid_request_error" });
    await expect(wrong).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  });

  it("ends with what there is where the answer breaks off, runs out or is stopped", async () => {
    const client = clientFor(await bench.key());
    const begin = async () => {
      const call = await bench.models().nextCall();
      call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "So far" });
      return call;
    };
    const broken = client.responses.stream({ model, input: "Break" });
    (await begin()).fail({ code: "provider-cut", message: "Cut.", suggestion: "Retry.", retryable: true });
    const failed = await broken.finalResponse();
    expect([failed.status, failed.output_text, failed.error?.code]).toEqual(["failed", "So far", "provider_cut"]);

    const long = client.responses.stream({ model, input: "Run out", max_output_tokens: 5 });
    (await begin()).finish("length");
    const cut = await long.finalResponse();
    expect([cut.status, cut.output_text, cut.incomplete_details?.reason]).toEqual(["incomplete", "So far", "max_output_tokens"]);
  });
});
