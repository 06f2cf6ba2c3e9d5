/** A chat over a socket with a real provider at the other end. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "#lib/core/env.ts";
import { newId } from "#lib/core/id.ts";
import { remember } from "#lib/core/remember.ts";
import { engine } from "#lib/runs/engine.ts";
import { stepsIn, withChatSockets } from "#lib/testing/chat-sockets.ts";
import { aTool } from "#lib/testing/scripted-tools.ts";
import { type Action, stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

const complete = "reasoning_complete";
let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
  // The environment is read once in a process: this one is the first to ask.
  remember("env", () => parseEnv({ OPENAI_COMPATIBLE_BASE_URL: upstream.url, STALL_SECONDS: "5" }));
});
afterAll(() => upstream.close());

/** The models of the application itself, before any bench puts its own in their place. */
const realModels = engine().models;

describe("a chat with a real provider", () => {
  const bench = withChatSockets("sqlite");

  async function asking(rounds: Action[][], payload: Record<string, unknown> = {}) {
    // The scripted ones are put back by the bench.
    engine().models = realModels;
    const model = newId("request");
    upstream.script(model, ({ earlier }) => rounds[earlier] ?? rounds.at(-1) ?? [stop]);
    const client = await bench.connect(`chat/${model}`);
    client.say("chat", { message: "Well?", model: `compatible/${model}`, stream: "token", ...payload });
    return { client, model, requests: () => upstream.requests.filter((request) => request.model === model) };
  }

  it("4, 9: is told as it is thought, and an interrupt ends the provider's work within a second, with one end", async () => {
    const thought: Action = { kind: "thought", text: "One two three" };
    const { client, requests } = await asking([[thought, { kind: "hold" }, { kind: "text", text: "Never said." }, stop]]);
    await client.next(({ type, data }) => type === "reasoning_delta" && String(data?.delta).includes("three"));
    const at = performance.now();
    client.say("interrupt");
    await upstream.abortSeen();
    expect(performance.now() - at).toBeLessThan(1000);
    expect(await client.next(complete)).toMatchObject({ reason: "cancelled" });
    expect(requests()).toMatchObject([{ isAborted: true }]);
    client.say("ping", { timestamp: 1 });
    await client.next("pong");
    expect(client.messages.filter(({ type }) => type === complete)).toHaveLength(1);
    expect(stepsIn(client.messages)).toEqual([["thought", "One two three"]]);
  });

  it("survives a provider that is busy for a moment, and says so", async () => {
    const busy: Action = { kind: "refuse", status: 429, error: { code: "rate_limit", type: "requests", message: "Slow down." } };
    const { client } = await asking([[busy], [{ kind: "text", text: "Here." }, stop]]);
    expect(await client.next("reasoning_step")).toMatchObject({
      data: { type: "error", recoverable: true, retry_in_ms: expect.any(Number) },
    });
    expect(await client.next(complete)).toMatchObject({ reason: "stop" });
    expect(stepsIn(client.messages).at(-1)).toEqual(["final_answer", "Here."]);
  });

  it("ends with a provider that refuses its key, told once and not as something to wait for", async () => {
    const refused: Action = { kind: "refuse", status: 401, error: { code: "invalid_api_key", type: "auth", message: "No." } };
    const { client, requests } = await asking([[refused]]);
    expect(await client.next(complete)).toMatchObject({ reason: "error" });
    const errors = client.messages.filter(({ data }) => data?.type === "error");
    expect(errors).toMatchObject([{ data: { code: "provider-auth", recoverable: false } }]);
    expect(requests()).toHaveLength(1);
  });

  it("2: never ends in silence, though the model wants a tool again and again", async () => {
    bench.tools().offer(aTool());
    const call: Action = { kind: "tool", id: "c1", name: "echo", args: "{}" };
    const again: Action[] = [call, { kind: "finish", reason: "tool-calls", usage: "count" }];
    const { client, requests } = await asking([again], { max_iterations: 2 });
    expect(await client.next(complete)).toMatchObject({ reason: "max_iterations" });
    expect(stepsIn(client.messages).at(-1)?.[0]).toBe("error");
    expect(requests().length).toBeLessThanOrEqual(3);
  });
});
