import { describe, expect, it, vi } from "vitest";
import { cancelRun } from "#lib/runs/control.ts";
import { cutError } from "#lib/testing/beats.ts";
import { errorOf, type ReadChunk, readLines, withChatServer } from "#lib/testing/chat-server.ts";
import { part } from "#lib/testing/scripted-models.ts";
import type { ChatCompletion } from "#lib/wire/chat/completion.ts";
import { readAnswerId, readPartId } from "#lib/wire/ids.ts";

const bench = withChatServer();
const streaming = { stream: true };

async function all(response: Response) {
  const lines: (ReadChunk | string)[] = [];
  for await (const line of readLines(response)) lines.push(line);
  return lines;
}
const chunksOf = (lines: (ReadChunk | string)[]) => lines.filter((line) => typeof line !== "string");
const textOf = (lines: (ReadChunk | string)[]) =>
  chunksOf(lines)
    .map(({ choices }) => choices?.[0]?.delta.content ?? "")
    .join("");
const runIdOf = (id: string) => readAnswerId("chat", id)?.runId ?? "";

/** The next line; fails when there is none. */
async function next(lines: AsyncGenerator<ReadChunk | string>): Promise<ReadChunk> {
  const { value } = await lines.next();
  if (typeof value !== "object") throw new Error(`Not a chunk: ${value}`);
  return value;
}

describe("a streamed answer", () => {
  it("is flushed before the first token, then goes token by token, and ends with the usage and [DONE]", async () => {
    const asking = bench.ask({ ...streaming, stream_options: { include_usage: true } });
    const call = await bench.models().nextCall();
    const response = await asking;
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    const lines = readLines(response);
    const role = await next(lines);
    expect(role.choices).toEqual([{ index: 0, delta: { role: "assistant" }, finish_reason: null }]);
    const thought = call.nextPartId();
    call.send({ type: "reasoning-start", partId: thought, form: "full" });
    for (const delta of ["First", " second"]) {
      call.send({ type: "reasoning-delta", partId: thought, delta });
      expect((await next(lines)).choices[0]?.delta).toEqual({ reasoning_content: delta });
    }
    call.send({ type: "reasoning-end", partId: thought }, ...part("text", call.nextPartId(), "So."));
    call.finish("stop");
    const rest: (ReadChunk | string)[] = [];
    for await (const line of lines) rest.push(line);
    expect(rest.map((line) => (typeof line === "string" ? line : (line.choices[0] ?? line.usage)))).toEqual([
      { index: 0, delta: { content: "So." }, finish_reason: null },
      { index: 0, delta: {}, finish_reason: "stop" },
      { prompt_tokens: 7, completion_tokens: 11, total_tokens: 18, completion_tokens_details: { reasoning_tokens: 5 } },
      "[DONE]",
    ]);
    expect(chunksOf(rest).every(({ id, model }) => id === role.id && model === "scripted/two")).toBe(true);
    expect(await bench.row(runIdOf(role.id))).toMatchObject({ status: "completed", origin: "chat-completions" });
  });

  it("that fails before anything was said is a status and no stream", async () => {
    const asking = bench.ask(streaming);
    (await bench.models().nextCall()).fail(cutError);
    const response = await asking;
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await errorOf(response)).toEqual({ status: 502, type: "api_error", code: "provider_cut", param: null });
  });

  it("that fails later is an error object, no finish, and [DONE]", async () => {
    const asking = bench.ask(streaming);
    const call = await bench.models().nextCall();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "Half" });
    const lines = readLines(await asking);
    await next(lines);
    expect((await next(lines)).choices[0]?.delta).toEqual({ content: "Half" });
    call.fail(cutError);
    expect((await next(lines)).error).toMatchObject({ type: "api_error", code: "provider_cut" });
    expect(await lines.next()).toEqual({ value: "[DONE]", done: false });
    expect((await lines.next()).done).toBe(true);
  });

  it("that its owner stops closes without a finish", async () => {
    const asking = bench.ask(streaming);
    const call = await bench.models().nextCall();
    call.send(...part("text", "p1", "Half"));
    const lines = readLines(await asking);
    const { id } = await next(lines);
    await next(lines);
    await cancelRun(bench.viewer(), runIdOf(id));
    expect(await lines.next()).toEqual({ value: "[DONE]", done: false });
    expect((await lines.next()).done).toBe(true);
  });
});

describe("an answer in one piece", () => {
  it("says what the stream says", async () => {
    const answered = async (body: Record<string, unknown>) => {
      const asking = bench.ask(body);
      (await bench.models().nextCall()).answer("So it is.", "Yes.");
      return asking;
    };
    const whole = (await (await answered({})).json()) as ChatCompletion;
    const lines = await all(await answered({ ...streaming, stream_options: { include_usage: true } }));
    const chunks = chunksOf(lines);
    expect(whole.choices[0].message).toMatchObject({ content: "Yes.", reasoning_content: "So it is." });
    expect(textOf(lines)).toBe(whole.choices[0].message.content);
    expect(chunks.map(({ choices }) => choices[0]?.delta.reasoning_content ?? "").join("")).toBe("So it is.");
    expect(chunks.at(-1)?.usage).toEqual(whole.usage);
  });

  it("is an error with its status when the run fails, and one that clients do not repeat when it was stopped", async () => {
    const failing = bench.ask({});
    (await bench.models().nextCall()).fail(cutError);
    expect(await errorOf(await failing)).toMatchObject({ status: 502, code: "provider_cut" });
    const stopping = bench.ask({});
    const call = await bench.models().nextCall();
    await cancelRun(bench.viewer(), await liveRun());
    expect(call.signal.aborted).toBe(true);
    const stopped = await stopping;
    expect(stopped.headers.get("x-should-retry")).toBe("false");
    expect(await errorOf(stopped)).toMatchObject({ status: 409, code: "conflict" });
  });
});

async function liveRun(): Promise<string> {
  const { id } = await bench.database().client.run.findFirstOrThrow({ where: { status: "running" } });
  return id;
}

describe("a client that leaves stops its answer, at the provider too, within a second", () => {
  const stopped = async (signal: AbortSignal) => {
    const left = performance.now();
    await vi.waitFor(() => expect(signal.aborted).toBe(true), { timeout: 1000, interval: 5 });
    return performance.now() - left;
  };
  const rowOf = async (runId: string) => {
    await bench.ended(runId);
    return bench.row(runId);
  };

  it("before the first byte (E05)", async () => {
    const leaving = new AbortController();
    const asking = bench.ask(streaming, { signal: leaving.signal }).catch(() => null);
    const call = await bench.models().nextCall();
    const runId = await liveRun();
    leaving.abort();
    await asking;
    await stopped(call.signal);
    expect(await rowOf(runId)).toMatchObject({ status: "stopped" });
  });

  it.each(["reasoning", "text"] as const)("in the midst of %s (E05), and what it had seen is kept", async (kind) => {
    const leaving = new AbortController();
    const asking = bench.ask(streaming, { signal: leaving.signal });
    const call = await bench.models().nextCall();
    call.send(...part(kind, "p1", "Half of it").slice(0, 2));
    const lines = readLines(await asking);
    const { id } = await next(lines);
    await next(lines);
    leaving.abort();
    await stopped(call.signal);
    expect(await rowOf(runIdOf(id))).toMatchObject({ status: "stopped", reason: "reader" });
  });

  it("while it waits for an answer in one piece", async () => {
    const leaving = new AbortController();
    const asking = bench.ask({}, { signal: leaving.signal }).catch(() => null);
    const call = await bench.models().nextCall();
    const runId = await liveRun();
    leaving.abort();
    await asking;
    await stopped(call.signal);
    expect(await rowOf(runId)).toMatchObject({ status: "stopped" });
  });
});

describe("what a key lets out", () => {
  const secret = "purple elephants";
  const bytesOf = async (body: Record<string, unknown>, policy: { exposure: "none" | "summary" | "full" }, headers = {}) => {
    const asking = bench.ask(body, { policy, headers });
    (await bench.models().nextCall()).answer(`I think of ${secret}.`, "Done.");
    const response = await asking;
    return JSON.stringify([...response.headers]) + (await response.text());
  };

  it("is no word of a thought where it lets nothing out, whatever the request wishes; the count is there", async () => {
    for (const stream of [true, false]) {
      for (const format of ["reasoning_content", "reasoning", "both", "tags"]) {
        const wish = { stream, stream_options: { include_usage: true }, include_reasoning: true, reasoning_effort: "high" };
        const bytes = await bytesOf(wish, { exposure: "none" }, { "x-reasoning-format": format });
        expect(bytes).not.toMatch(/purple|elephants|"reasoning(_content)?"|<think/);
        expect(bytes).toContain('"reasoning_tokens":5');
        expect(bytes).toContain("Done.");
      }
      // The model of the bench tells its thoughts in full, and a key for summaries gets none of these.
      expect(await bytesOf({ stream }, { exposure: "summary" })).not.toMatch(/purple|elephants/);
    }
  });

  it("is none where a request wishes none, of a key that would let all of it out", async () => {
    for (const wish of [{ include_reasoning: false }, { reasoning: { exclude: true } }, { reasoning_format: "hidden" }]) {
      expect(await bytesOf({ stream: true, ...wish }, { exposure: "full" })).not.toMatch(/purple|elephants/);
    }
    expect(await bytesOf({ stream: true }, { exposure: "full" })).toContain(secret);
  });

  it("stands where the key says, unless the request says otherwise", async () => {
    const key = await bench.newKey({ format: "tags" });
    const ask = async (headers: Record<string, string>) => {
      const asking = bench.ask({}, { key, headers });
      (await bench.models().nextCall()).answer("So.", "Yes.");
      return ((await (await asking).json()) as ChatCompletion).choices[0].message;
    };
    expect((await ask({})).content).toBe("<think>So.</think>\n\nYes.");
    expect(await ask({ "x-reasoning-format": "reasoning" })).toMatchObject({ reasoning: "So.", content: "Yes." });
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
    const lines = await all(await going);
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
