import { describe, expect, it } from "vitest";
import { type Trial, tryGateway } from "./try-gateway.ts";

const hex = "01936f6e8c7a7b8e9f10a1b2c3d4e5f6";
const chunk = (delta: object, more: object = {}) =>
  `data: ${JSON.stringify({ id: `chatcmpl-${hex}-0`, choices: [{ index: 0, delta, finish_reason: null, ...more }] })}\n\n`;
const usage = (reasoning_tokens: number) =>
  `data: ${JSON.stringify({ id: "x", choices: [], usage: { completion_tokens_details: { reasoning_tokens } } })}\n\n`;
const done = "data: [DONE]\n\n";

/** Asks a server that answers so; the clock goes on by a second a look. */
async function ask(answer: Response | Error, signal = new AbortController().signal) {
  const requests: { path: string; init: RequestInit }[] = [];
  const states: Trial[] = [];
  let at = 0;
  await tryGateway({
    key: "aloud_1",
    modelId: "builtin/reasoner",
    question: "What is 12% of 250?",
    signal,
    onChange: (trial) => states.push(trial),
    now: () => {
      at += 1000;
      return at;
    },
    async fetch(path, init) {
      requests.push({ path: String(path), init: init ?? {} });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const last = states.at(-1);
  if (!last) throw new Error("Nothing was said.");
  return { last, states, requests };
}

const stream = (...frames: string[]) => new Response(frames.join(""), { headers: { "content-type": "text/event-stream" } });

describe("a question asked as a program asks it", () => {
  it("carries the key, is streamed, and is told as it comes", async () => {
    const { last, states, requests } = await ask(
      stream(
        ": keep-alive\n\n",
        chunk({ role: "assistant" }),
        chunk({ reasoning_content: "Ten percent " }),
        chunk({ reasoning_content: "is 25." }),
        chunk({ content: "30" }),
        chunk({}, { finish_reason: "stop" }),
        usage(12),
        done,
      ),
    );
    const [{ path, init } = { path: "", init: {} as RequestInit }] = requests;
    expect(path).toBe("/v1/chat/completions");
    expect(new Headers(init.headers).get("authorization")).toBe("Bearer aloud_1");
    expect(JSON.parse(String(init.body))).toMatchObject({ model: "builtin/reasoner", stream: true });
    expect(states[0]?.phase).toBe("asking");
    expect(states.some(({ thought, text }) => thought === "Ten percent " && text === "")).toBe(true);
    expect(last).toMatchObject({
      phase: "done",
      thought: "Ten percent is 25.",
      text: "30",
      thoughtTokens: 12,
      runId: `run_${hex}`,
      failure: null,
    });
    expect(last.firstByteMs).toBeLessThan(last.firstThoughtMs ?? 0);
    expect(last.firstThoughtMs).toBeLessThan(last.firstTextMs ?? 0);
    expect(last.totalMs).toBeGreaterThan(last.firstTextMs ?? 0);
  });

  it("says in the server's sentences why it was refused", async () => {
    const message = "The API key is not known. Make one in the settings.";
    const { last } = await ask(Response.json({ error: { message } }, { status: 401 }));
    expect(last).toMatchObject({ phase: "failed", failure: { message }, firstByteMs: null });
    expect((await ask(new Response("<html>", { status: 502 }))).last.failure?.message).toContain("502");
  });

  it("is no success without its end, with an error in the middle, or without a server", async () => {
    expect((await ask(stream(chunk({ content: "3" }), done))).last.failure?.message).toContain("broke off");
    const error = `data: ${JSON.stringify({ error: { message: "The provider is gone. Try again." } })}\n\n`;
    const { last } = await ask(stream(chunk({ content: "3" }), error, done));
    expect(last).toMatchObject({ phase: "failed", text: "3", failure: { message: "The provider is gone. Try again." } });
    expect((await ask(new TypeError("failed to fetch"))).last.failure?.message).toBe("Aloud could not be reached.");
  });

  it("can be stopped, which is no failure", async () => {
    const { last } = await ask(new DOMException("aborted", "AbortError"), AbortSignal.abort());
    expect(last).toMatchObject({ phase: "stopped", failure: null });
  });
});
