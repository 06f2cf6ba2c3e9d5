import { describe, expect, it } from "vitest";
import { allLines, chunksOf, runIdOf, textOf, withChatServer } from "#lib/testing/chat-server.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import type { ChatCompletion } from "#lib/wire/chat/completion.ts";
import { readAnswerId, readPartId } from "#lib/wire/ids.ts";

const bench = withChatServer();
const streaming = { stream: true };

describe("tools of this application", () => {
  it("are not told of, but what they led to and what they drew on is", async () => {
    const source = { url: "https://example.org/six", title: "Six" };
    bench.tools().offer(
      aTool({
        run: async (_input, { source: found }) => {
          found(source.url, source.title);
          return { result: 42 };
        },
      }),
    );
    const asking = bench.ask(streaming, { policy: { usesTools: true } });
    const first = await bench.models().nextCall();
    first.send(...part("text", first.nextPartId(), "I look."));
    first.call({ name: "echo", args: { word: "six" } });
    (await bench.models().nextCall()).answer("So.", "It is 42.");
    const lines = await allLines(await asking);
    expect(textOf(lines)).toBe("I look.\n\nIt is 42.");
    expect(JSON.stringify(lines)).not.toMatch(/tool_calls|echo/);
    const { choices } = chunksOf(lines).at(-2) ?? { choices: [] };
    expect(choices[0]?.delta).toEqual({
      annotations: [{ type: "url_citation", url_citation: { ...source, start_index: 0, end_index: 18 } }],
    });
  });
});

describe("tools of the client", () => {
  const tools = [{ type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } }];
  const question = { role: "user", content: "Umbrella?" };

  it("are handed over, and their results go on in the same run, whose first half is not told again", async () => {
    const key = await bench.newKey();
    const asking = bench.ask({ tools, messages: [question] }, { key });
    const first = await bench.models().nextCall();
    first.send(...part("reasoning", first.nextPartId(), "I need the weather."));
    first.call({ name: "weather", args: { city: "Ulm" } });
    const handed = (await (await asking).json()) as ChatCompletion;
    const { message, finish_reason } = handed.choices[0];
    expect([finish_reason, message.content]).toEqual(["tool_calls", null]);
    expect(message.tool_calls?.[0]?.function).toEqual({ name: "weather", arguments: '{"city":"Ulm"}' });
    const callId = message.tool_calls?.[0]?.id ?? "";
    expect(readPartId("call", callId)?.runId).toBe(runIdOf(handed.id));

    // As a client sends it that drops what was thought.
    const told = { role: "assistant", content: null, tool_calls: message.tool_calls };
    const results = { role: "tool", tool_call_id: callId, content: "rain" };
    const going = bench.ask({ tools, stream: true, messages: [question, told, results] }, { key });
    const second = await bench.models().nextCall();
    expect(JSON.stringify(second.messages)).toContain("rain");
    second.answer("It rains.", "Take one.");
    const lines = await allLines(await going);
    expect(textOf(lines)).toBe("Take one.");
    expect(
      chunksOf(lines)
        .map(({ choices }) => choices[0]?.delta.reasoning_content ?? "")
        .join(""),
    ).toBe("It rains.");
    const { id } = chunksOf(lines)[0] ?? { id: "" };
    expect(runIdOf(id)).toBe(runIdOf(handed.id));
    expect(readAnswerId("chat", id)?.after).toBeGreaterThan(0);
  });

  it("go out when a call has to be made, as the request says", async () => {
    const asking = bench.ask({ tools, tool_choice: { type: "function", function: { name: "weather" } }, temperature: 0.2 });
    const call = await bench.models().nextCall();
    expect(call.settings).toEqual({ temperature: 0.2, toolChoice: { name: "weather" } });
    call.answer("", "Yes.");
    await (await asking).text();
  });
});
