import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKey } from "#lib/auth/keys.ts";
import { readRun } from "#lib/client/read-run.ts";
import type { Exposure } from "#lib/core/exposure.ts";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { callRoute, readError } from "#lib/testing/api.ts";
import { withAsks } from "#lib/testing/ask-bench.ts";
import { says } from "#lib/testing/asking.ts";
import { type InterfaceServer, serveInterfaces } from "#lib/testing/interface-server.ts";
import { part } from "#lib/testing/scripted-models.ts";
import { readStream } from "#lib/testing/sse.ts";
import type { ReasoningDelta } from "#lib/wire/reasoning-delta.ts";
import { GET } from "./route.ts";

describe("the events of a run", () => {
  const bench = withAsks("sqlite");
  let server: InterfaceServer;
  beforeAll(async () => {
    server = await serveInterfaces();
  });
  afterAll(() => server.close());

  const events = (runId: string, query = "", headers: Record<string, string> = {}) =>
    callRoute(GET, `/api/runs/${runId}/events${query}`, {
      params: { runId },
      headers: { host: new URL(server.origin).host, ...headers },
    });
  const text = async (runId: string, query = "", headers = {}) => (await events(runId, query, headers)).text();
  const deltasIn = async (response: Response) =>
    (await readStream(response)).flatMap(({ event, data }) =>
      event === "reasoning_delta" ? [JSON.parse(data) as Partial<ReasoningDelta>] : [],
    );

  async function newKey(exposure: Exposure) {
    const { id, key } = await createKey(bench.viewer(), { name: "A program", exposure, expiresAt: null });
    return { id, key, headers: { authorization: `Bearer ${key}` } };
  }

  /** Two summaries and a thought of its own, then an answer. */
  async function thoughtful(keyId: string | null = null): Promise<string> {
    const { call, runId } = await bench.askCall([says("Well?")], {}, keyId === null ? null : { id: keyId });
    for (const [form, said] of [
      ["summary", "First this."],
      ["summary", "Then that."],
      ["full", "In secret."],
    ] as const) {
      const [begin, ...rest] = part("reasoning", call.nextPartId(), said);
      call.send({ ...begin, form } as typeof begin & { type: "reasoning-start" }, ...rest);
    }
    call.answer("", "It is so.");
    await bench.ended(runId);
    return runId;
  }

  it("with deltas=reasoning are the plain ones byte for byte, and what each thought grew by beside them", async () => {
    const runId = await thoughtful();
    const plain = await text(runId);
    expect(plain).not.toContain("reasoning_delta");
    const told = await text(runId, "?deltas=reasoning");
    expect(told.replace(/event: reasoning_delta\n[^\n]*\n\n/g, "")).toBe(plain);
    const deltas = await deltasIn(await events(runId, "?deltas=reasoning"));
    expect(deltas.map(({ delta, index, kind, snapshot }) => [delta, index, kind, snapshot])).toEqual([
      ["First this.", 0, "summary", "First this."],
      ["Then that.", 1, "summary", undefined],
      ["In secret.", 2, "text", undefined],
    ]);
  });

  it("after a number bring the whole snapshot with the first delta", async () => {
    const runId = await thoughtful();
    const raw = (await readStream(await events(runId))).flatMap(({ event, data }) =>
      event === "event" ? [JSON.parse(data) as RunEvent] : [],
    );
    const second = raw.filter(({ type }) => type === "reasoning-delta")[1];
    const [first, ...rest] = await deltasIn(await events(runId, `?deltas=reasoning&after=${(second?.seq ?? 0) - 1}`));
    expect(first).toMatchObject({ delta: "Then that.", snapshot: "First this.\n\nThen that." });
    expect(rest.every((delta) => !("snapshot" in delta))).toBe(true);
    expect(await deltasIn(await events(runId, `?deltas=reasoning&after=${raw.length}`))).toEqual([]);
  });

  it("refuse other deltas, and numbers that the run does not have, with deltas as without", async () => {
    const runId = await thoughtful();
    expect(await readError(await events(runId, "?deltas=all"))).toMatchObject({ status: 400, field: "deltas" });
    for (const query of ["?after=10000", "?after=10000&deltas=reasoning"]) {
      expect(await readError(await events(runId, query))).toMatchObject({ status: 400, code: "bad-request", field: "after" });
    }
  });

  it.each([
    ["none", []],
    ["summary", ["First this.", "Then that."]],
    ["full", ["First this.", "Then that.", "In secret."]],
  ] as const)("of a key with an exposure of %s hold %j of what was thought", async (exposure, thoughts) => {
    const { id, headers } = await newKey(exposure);
    const runId = await thoughtful(id);
    const told = await text(runId, "?deltas=reasoning", headers);
    for (const thought of ["First this.", "Then that.", "In secret."]) {
      expect(told.includes(thought)).toBe((thoughts as readonly string[]).includes(thought));
    }
    expect(told).toContain("It is so.");
    expect(await text(runId, "?exposure=none", headers)).not.toContain("First this.");
  });

  it("are there for the key that asked, and for no other", async () => {
    const [mine, other] = [await newKey("full"), await newKey("full")];
    const runId = await thoughtful(mine.id);
    expect((await events(runId, "", mine.headers)).status).toBe(200);
    expect(await readError(await events(runId, "", other.headers))).toMatchObject({ status: 404 });
    expect(await readError(await events(await thoughtful(), "", mine.headers))).toMatchObject({ status: 404 });
    expect((await events(runId)).status).toBe(200);
    expect(await readError(await events(runId, "", { authorization: "Bearer aloud_x" }))).toMatchObject({ status: 401 });
  });

  it("are read by a program with its key, live, each thought with its snapshot", async () => {
    const { id, key } = await newKey("summary");
    const { call, runId } = await bench.askCall([says("Well?")], {}, { id });
    const seen: string[] = [];
    for await (const one of readRun(runId, { baseUrl: server.origin, key, reasoningDeltas: true })) {
      if (one.type === "run-start") {
        const partId = call.nextPartId();
        call.send({ type: "reasoning-start", partId, form: "summary" }, { type: "reasoning-delta", partId, delta: "Hm" });
        call.send({ type: "reasoning-end", partId });
        call.answer("In secret.", "It is so.");
      }
      if (one.type === "reasoning_delta") seen.push(one.snapshot);
      if (one.type === "text-delta") seen.push(one.delta);
    }
    expect(seen).toEqual(["Hm", "It is so."]);
  });
});
