import { describe, expect, it, vi } from "vitest";
import { cancelRun } from "#lib/runs/control.ts";
import { cutError } from "#lib/testing/beats.ts";
import {
  allLines,
  chunksOf,
  errorOf,
  nextChunk,
  type ReadChunk,
  readLines,
  runIdOf,
  textOf,
  withChatServer,
} from "#lib/testing/chat-server.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import type { ChatCompletion } from "#lib/wire/chat/completion.ts";

const bench = withChatServer();
const streaming = { stream: true };

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
    const role = await nextChunk(lines);
    expect(role.choices).toEqual([{ index: 0, delta: { role: "assistant" }, finish_reason: null }]);
    const thought = call.nextPartId();
    call.send({ type: "reasoning-start", partId: thought, form: "full" });
    for (const delta of ["First", " second"]) {
      call.send({ type: "reasoning-delta", partId: thought, delta });
      expect((await nextChunk(lines)).choices[0]?.delta).toEqual({ reasoning_content: delta });
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
    await nextChunk(lines);
    expect((await nextChunk(lines)).choices[0]?.delta).toEqual({ content: "Half" });
    call.fail(cutError);
    expect((await nextChunk(lines)).error).toMatchObject({ type: "api_error", code: "provider_cut" });
    expect(await lines.next()).toEqual({ value: "[DONE]", done: false });
    expect((await lines.next()).done).toBe(true);
  });

  it("that its owner stops closes without a finish", async () => {
    const asking = bench.ask(streaming);
    const call = await bench.models().nextCall();
    call.send(...part("text", "p1", "Half"));
    const lines = readLines(await asking);
    const { id } = await nextChunk(lines);
    await nextChunk(lines);
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
    const lines = await allLines(await answered({ ...streaming, stream_options: { include_usage: true } }));
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
    const { id } = await nextChunk(lines);
    await nextChunk(lines);
    leaving.abort();
    await stopped(call.signal);
    expect(await rowOf(runIdOf(id))).toMatchObject({ status: "stopped", reason: "reader" });
  });

  it("in the midst of a tool (E05), which hears of it too", async () => {
    const running = Promise.withResolvers<AbortSignal>();
    bench.tools().offer(
      aTool({
        run: (_input, { signal }) => {
          running.resolve(signal);
          return new Promise((_done, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
        },
      }),
    );
    const leaving = new AbortController();
    const asking = bench.ask(streaming, { signal: leaving.signal, policy: { usesTools: true } });
    (await bench.models().nextCall()).call({ name: "echo" });
    const { id } = await nextChunk(readLines(await asking));
    const signal = await running.promise;
    leaving.abort();
    await stopped(signal);
    expect(await rowOf(runIdOf(id))).toMatchObject({ status: "stopped" });
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
