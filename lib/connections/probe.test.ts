import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelInfo } from "#lib/models/model.ts";
import { databaseKinds, withDatabase } from "#lib/testing/database.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { pickModel } from "./probe.ts";
import { probeTls } from "./probe-address.ts";
import { createConnection, deleteConnection, findConnection, listConnections, updateConnection } from "./store.ts";
import { testConnection } from "./test-connection.ts";
import { type TestReport, type TestStep, testSteps } from "./test-report.ts";

process.env.BUILTIN_WORDS_PER_SECOND = "5000";
const key = "test-key-of-the-probe";
const call = {
  choices: [
    { index: 0, delta: { tool_calls: [{ index: 0, id: "c1", function: { name: "note_number", arguments: '{"number":7}' } }] } },
  ],
};
let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream({ key });
  upstream.script("thinks", ({ body }) =>
    "tools" in (body as object)
      ? [
          { kind: "raw", data: JSON.stringify(call) },
          { kind: "finish", reason: "tool-calls", usage: "count" },
        ]
      : [{ kind: "thought", text: "17 and 25 make 42." }, { kind: "text", text: "42" }, stop],
  );
  upstream.script("no-effort", ({ body }) =>
    "reasoning_effort" in (body as object)
      ? [
          {
            kind: "refuse",
            status: 400,
            error: {
              code: "unsupported_parameter",
              type: "invalid_request_error",
              message: "Unsupported parameter: reasoning_effort",
              param: "reasoning_effort",
            },
          },
        ]
      : [{ kind: "text", text: "42" }, stop],
  );
  upstream.script("hidden", () => [
    { kind: "text", text: "42" },
    { kind: "finish", reason: "stop", usage: { input: 9, output: 60, reasoning: 58, cached: 0 } },
  ]);
  upstream.script("held", () => [{ kind: "hold" }, { kind: "text", text: "42" }, stop]);
});
afterAll(() => upstream.close());

describe.each(databaseKinds)("testing a connection on %s", (kind) => {
  const database = withDatabase(kind);
  const viewer = () => ({ userId: database().localOwnerId });

  async function connect(overrides: { baseUrl?: string; apiKey?: string } = {}): Promise<string> {
    return (await createConnection(viewer(), { kind: "compatible", baseUrl: upstream.url, apiKey: key, ...overrides })).id;
  }

  async function run(id: string, modelId: string | null, signal = new AbortController().signal) {
    const steps: TestStep[] = [];
    const test = await testConnection(viewer(), id, { modelId, signal });
    for (;;) {
      const { done, value } = await test.next();
      if (done) return { steps, report: value };
      steps.push(value);
    }
  }

  const statesOf = ({ steps }: TestReport) => Object.fromEntries(steps.map(({ step, state }) => [step, state]));
  const sentence = ({ steps }: TestReport, name: string) => steps.find(({ step }) => step === name)?.message ?? "";

  it("goes from the address to the tools with real requests, tells each step, and keeps the report", async () => {
    const id = await connect();
    const before = upstream.requests.length;
    const { steps, report } = await run(id, "thinks");
    expect(statesOf(report)).toEqual({
      address: "ok",
      tls: "skipped",
      key: "ok",
      models: "ok",
      "first-token": "ok",
      thinking: "ok",
      effort: "ok",
      tools: "ok",
    });
    expect(report.steps.map(({ step }) => step)).toEqual(testSteps);
    expect(steps.map(({ step }) => step).toSorted()).toEqual([...testSteps].toSorted());
    expect(report.modelId).toBe("thinks");
    expect(sentence(report, "thinking")).toContain("own words");
    expect(sentence(report, "effort")).toContain("low");
    const asked = upstream.requests.slice(before);
    expect(asked.map(({ path }) => path)).toEqual(["/v1/models", "/v1/chat/completions", "/v1/chat/completions"]);
    expect(asked[1]?.body).toMatchObject({ reasoning_effort: "low", max_tokens: 4096 });
    expect(asked[2]?.body).toMatchObject({ tools: [{ function: { name: "note_number" } }] });
    expect((await listConnections(viewer()))[0]?.lastTest).toEqual(report);
    expect(await updateConnection(viewer(), id, { name: "Other" })).toMatchObject({ lastTest: report });
    expect(await updateConnection(viewer(), id, { apiKey: "another-key-9999" })).toMatchObject({ lastTest: null });
    await deleteConnection(viewer(), id);
  });

  it("ends at a wrong key, and says nothing of it", async () => {
    const id = await connect({ apiKey: "wrong-key-of-the-probe" });
    const { report } = await run(id, null);
    expect(statesOf(report)).toMatchObject({
      address: "ok",
      key: "failed",
      models: "skipped",
      "first-token": "skipped",
      tools: "skipped",
    });
    expect(JSON.stringify(report)).not.toContain("wrong-key");
    await deleteConnection(viewer(), id);
  });

  it("ends where nobody listens", async () => {
    const id = await connect({ baseUrl: "http://127.0.0.1:9/v1" });
    const { report } = await run(id, null);
    expect(statesOf(report)).toMatchObject({ address: "failed", tls: "skipped", key: "skipped", models: "skipped" });
    expect(sentence(report, "address")).toBe(
      "Nothing listens at 127.0.0.1 on port 9. Start the server there, or check the port.",
    );
    await deleteConnection(viewer(), id);
  });

  it("says of an address without a list that it has none", async () => {
    const server = createServer((_, response) =>
      response.writeHead(404, { "content-type": "application/json" }).end('{"error":{}}'),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const id = await connect({ baseUrl: `http://127.0.0.1:${port}` });
    const { report } = await run(id, null);
    expect(statesOf(report)).toMatchObject({ address: "ok", key: "skipped", models: "failed", "first-token": "skipped" });
    expect(sentence(report, "models")).toBe("There is no list of models at this address. Check the base URL.");
    await deleteConnection(viewer(), id);
    server.close();
  });

  it("is honest about an effort that is refused, thinking that is hidden, and tools that are not called", async () => {
    const id = await connect();
    const refused = (await run(id, "no-effort")).report;
    expect(statesOf(refused)).toMatchObject({ "first-token": "ok", thinking: "unknown", effort: "failed", tools: "unknown" });
    expect(sentence(refused, "effort")).toBe("It refuses the effort “low”: requests go without.");
    const hidden = (await run(id, "hidden")).report;
    expect(sentence(hidden, "thinking")).toContain("58 tokens");
    await deleteConnection(viewer(), id);
  });

  it("is done once at a time for a connection, and ends when its reader leaves without leaving a report", async () => {
    const id = await connect();
    const leaving = new AbortController();
    const before = upstream.requests.length;
    const running = run(id, "held", leaving.signal);
    while (!upstream.requests.slice(before).some(({ model }) => model === "held")) await new Promise(setImmediate);
    const second = testConnection(viewer(), id, { modelId: null, signal: leaving.signal });
    await expect(second).rejects.toMatchObject({ code: "conflict" });
    leaving.abort();
    await running;
    expect((await listConnections(viewer()))[0]?.lastTest).toBeNull();
    expect((await run(id, "thinks")).report.modelId).toBe("thinks");
    await deleteConnection(viewer(), id);
  });

  it("tests what is built in through the same code, and keeps that report while the process lives", async () => {
    const { report } = await run("builtin", null);
    expect(statesOf(report)).toMatchObject({ address: "skipped", models: "ok", "first-token": "ok", thinking: "ok" });
    expect((await findConnection(viewer(), "builtin")).row).toBeNull();
    expect((await listConnections(viewer())).at(-1)?.lastTest).toEqual(report);
  });
});

describe("an address in a test", () => {
  it("that speaks no TLS is told apart from one whose certificate nobody signed", async () => {
    const signal = new AbortController().signal;
    const plain = createServer();
    const secure = createTlsServer({});
    const at = async (server: typeof plain | typeof secure) => {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    };
    expect((await probeTls(await at(plain), signal)).message).toMatch(/does not speak TLS|No encrypted connection/);
    expect(await probeTls(await at(secure), signal)).toMatchObject({ step: "tls", state: "failed" });
    plain.close();
    secure.close();
  });
});

describe("the model of a test", () => {
  const model = (id: string, reasons: boolean | null) => ({ id, name: id, reasons }) as ModelInfo;
  it("is one that thinks and is light, not the dearest", () => {
    const all = [
      model("x/o9-pro", true),
      model("x/plain-mini", false),
      model("x/thinker", true),
      model("x/thinker-mini", true),
      model("x/other", null),
    ];
    expect(pickModel(all)?.id).toBe("x/thinker-mini");
    expect(pickModel(all.slice(0, 3))?.id).toBe("x/thinker");
    expect(pickModel([])).toBeUndefined();
  });
});
