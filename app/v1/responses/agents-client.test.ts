import { Agent, OpenAIResponsesModel, Runner, setTracingDisabled, tool } from "@openai/agents";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { exposures } from "#lib/core/exposure.ts";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { collect } from "#lib/testing/response-client.ts";
import { withResponses } from "#lib/testing/responses-bench.ts";
import { part } from "#lib/testing/scripted-models.ts";

setTracingDisabled(true);

const weather = tool({
  name: "weather",
  description: "What falls.",
  parameters: z.object({ city: z.string() }),
  execute: async ({ city }) => `rain in ${city}`,
});

describe("@openai/agents 0.20", () => {
  const bench = withResponses();
  const agentFor = (apiKey: string, withTools = false) => {
    const client = new OpenAI({ apiKey, baseURL: `${bench.origin()}/v1`, maxRetries: 0 });
    return new Agent({
      name: "Weather",
      instructions: "Help.",
      model: new OpenAIResponsesModel(client, "scripted/one"),
      tools: withTools ? [weather] : [],
      modelSettings: { reasoning: { effort: "medium", summary: "auto" } },
    });
  };
  const runner = new Runner();
  const answerOnce = async (text = "It is so.") => {
    const call = await bench.models().nextCall();
    call.answer("Hm.", text);
    return call;
  };
  const answerWithTool = async () => {
    const first = await bench.models().nextCall();
    first.send(...part("reasoning", first.nextPartId(), "I need the weather."));
    first.call({ name: "weather", args: { city: "Ulm" } });
    const second = await bench.models().nextCall();
    expect(JSON.stringify(second.messages)).toContain("rain in Ulm");
    second.answer("It rains.", "Take one.");
  };

  it.each(exposures)("runs an agent with a tool at exposure %s, streamed and whole", async (exposure) => {
    const agent = agentFor(await bench.key({ exposure }), true);
    const streaming = await runner.run(agent, "Umbrella?", { stream: true });
    const reading = collect(streaming);
    await answerWithTool();
    const events = await reading;
    expect(streaming.finalOutput).toBe("Take one.");
    const items = events.flatMap((event) => (event.type === "run_item_stream_event" ? [event.name] : []));
    const thoughts = exposure === "full" ? ["reasoning_item_created"] : [];
    expect(items).toEqual([...thoughts, "tool_called", "tool_output", ...thoughts, "message_output_created"]);
    const [whole] = await Promise.all([runner.run(agent, "Umbrella?"), answerWithTool()]);
    expect(whole.finalOutput).toBe("Take one.");
    expect(whole.state.usage.totalTokens).toBe(36);
    expect(JSON.stringify(whole.history).includes("I need the weather.")).toBe(exposure === "full");
  });

  it("sends its whole history back, thoughts and all, and stays in the same conversation", async () => {
    const agent = agentFor(await bench.key(), true);
    const before = await bench.database().client.conversation.count();
    const [first] = await Promise.all([runner.run(agent, "Umbrella today?"), answerWithTool()]);
    const history = [...first.history, { role: "user" as const, content: "And tomorrow?" }];
    const [second, call] = await Promise.all([runner.run(agent, history), answerOnce("Sun.")]);
    expect(second.finalOutput).toBe("Sun.");
    expect(call.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool", "assistant", "user"]);
    expect(await bench.database().client.conversation.count()).toBe(before + 1);
  });

  it("goes on with previousResponseId, through tools too", async () => {
    const agent = agentFor(await bench.key(), true);
    const [first] = await Promise.all([runner.run(agent, "One?"), answerOnce()]);
    const options = { previousResponseId: first.lastResponseId ?? "" };
    const [second] = await Promise.all([runner.run(agent, "Umbrella?", options), answerWithTool()]);
    expect(second.finalOutput).toBe("Take one.");
    const [third, call] = await Promise.all([
      runner.run(agent, "Three?", { previousResponseId: second.lastResponseId ?? "" }),
      answerOnce("Three."),
    ]);
    expect(third.finalOutput).toBe("Three.");
    expect(call.messages.filter(({ role }) => role === "user")).toHaveLength(3);
  });

  it("counts nothing where the provider did not, and fails where the answer did", async () => {
    const agent = agentFor(await bench.key());
    const uncounted = async () => {
      const call = await bench.models().nextCall();
      call.send(...part("text", call.nextPartId(), "Yes."));
      call.finish("stop", { ...unknownUsage, input: 3, output: 4 });
    };
    const [known] = await Promise.all([runner.run(agent, "Count?"), uncounted()]);
    expect([known.finalOutput, known.state.usage.totalTokens]).toEqual(["Yes.", 7]);
    const failing = runner.run(agent, "Fail?");
    const call = await bench.models().nextCall();
    call.send(...part("text", call.nextPartId(), "So far"));
    call.fail({ code: "provider-cut", message: "Cut.", suggestion: "Retry.", retryable: true });
    await expect(failing).rejects.toThrow("response.failed");
  });
});
