import { describe, expect, it, vi } from "vitest";
import { assemble } from "#lib/testing/response-client.ts";
import { withResponses } from "#lib/testing/responses-bench.ts";

const weather = { type: "function", name: "weather", parameters: { type: "object" } };

describe("a response whose reader leaves, or that breaks off", () => {
  const bench = withResponses();
  const next = () => bench.models().nextCall();

  it("goes on in the background without a reader, and is stopped by cancel", async () => {
    const key = await bench.key();
    const { response } = await bench.ask(key, { input: "Long?", background: true });
    expect(response).toMatchObject({ status: "in_progress", background: true, output: [], usage: null });
    const call = await next();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "So far" });
    await vi.waitFor(async () =>
      expect((await bench.get(key, `/${response.id}`)).response.output).toMatchObject([{ status: "in_progress" }]),
    );
    const cancelled = (await (await bench.send(key, `/${response.id}/cancel`, { method: "POST" })).json()) as typeof response;
    expect(cancelled).toMatchObject({ status: "cancelled", output: [{ content: [{ text: "So far" }], status: "incomplete" }] });
    expect((await bench.get(key, `/${response.id}`)).response).toEqual(cancelled);
    expect(await (await bench.send(key, `/${response.id}/cancel`, { method: "POST" })).json()).toEqual(cancelled);
  });

  it("leaves a response that is complete as it is when it is cancelled, also while its run waits for the client", async () => {
    const key = await bench.key();
    const asking = bench.ask(key, { input: "Weather in Bonn?", tools: [weather] });
    (await next()).call({ name: "weather", args: {} });
    const { response } = await asking;
    expect(await (await bench.send(key, `/${response.id}/cancel`, { method: "POST" })).json()).toEqual(response);
    expect((await bench.row(`run_${response.id.slice(5, 37)}`)).status).toBe("waiting");
  });

  it.each([true, false])("E05 is stopped when the client that asked leaves (streamed: %s)", async (stream) => {
    const key = await bench.key();
    const leaving = new AbortController();
    const json = { model: "scripted/one", input: "Leave?", stream };
    const asking = bench.send(key, "", { json, signal: leaving.signal }).then((answer) => answer.text());
    asking.catch(() => undefined);
    const call = await next();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "So far" });
    leaving.abort();
    await vi.waitFor(() => expect(call.signal.aborted).toBe(true));
    await expect(asking).rejects.toThrow();
  });

  it("E05 is stopped whenever the client leaves, from the first moment on", async () => {
    const key = await bench.key();
    for (let ms = 0; ms < 40; ms += 2) {
      const leaving = new AbortController();
      setTimeout(() => leaving.abort(), ms);
      const json = { model: "scripted/one", input: `Leave after ${ms}?`, stream: ms % 4 === 0 };
      await bench
        .send(key, "", { json, signal: leaving.signal })
        .then((answer) => answer.text())
        .catch(() => undefined);
    }
    const live = { status: { in: ["queued", "running", "waiting"] } };
    await vi.waitFor(async () => expect(await bench.database().client.run.count({ where: live })).toBe(0), 5000);
    const stopped = await bench.database().client.run.count({ where: { status: "stopped" } });
    expect(stopped).toBeGreaterThan(0);
  });

  it("goes on when a client leaves that only asked for it again", async () => {
    const key = await bench.key();
    const { response } = await bench.ask(key, { input: "Go on?", background: true });
    const call = await next();
    const reader = (await bench.send(key, `/${response.id}?stream=true`)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    call.answer("Still here.", "Yes.");
    await bench.ended(`run_${response.id.slice(5, 37)}`);
    expect((await bench.get(key, `/${response.id}`)).response.status).toBe("completed");
  });

  const broken = { code: "provider-unavailable", message: "It is down.", suggestion: "Retry.", retryable: true } as const;
  it.each([true, false])("E06 is told by a status where it failed before anything was said (streamed: %s)", async (stream) => {
    const key = await bench.key();
    const asking = bench.send(key, "", { json: { model: "scripted/one", input: "Fail?", stream } });
    (await next()).fail(broken);
    const answer = await asking;
    expect(answer.status).toBe(502);
    expect(answer.headers.get("content-type")).toContain("application/json");
    expect(await answer.json()).toMatchObject({ error: { type: "api_error", code: "provider_unavailable", param: null } });
  });

  it("E06 is failed with what there was where it failed in the middle", async () => {
    const key = await bench.key();
    const streaming = bench.stream(key, { input: "Fail?" });
    const call = await next();
    call.send({ type: "text-start", partId: "p1" }, { type: "text-delta", partId: "p1", delta: "So far" });
    call.fail(broken);
    const { events, isDone } = await streaming;
    expect(isDone).toBe(true);
    expect(events.at(-1)).toMatchObject({
      type: "response.failed",
      response: { status: "failed", error: { code: "provider_unavailable" } },
    });
    expect(assemble(events).text).toBe("So far");
  });
});
