import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf } from "#lib/models/failures.ts";
import { openConnection } from "#lib/models/open-connection.ts";
import { nativeConfig, natives } from "#lib/testing/native.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream({ key: "test-key" });
  for (let number = 0; number < 1100; number++) upstream.script(`many-${number}`, () => []);
  for (const modelId of ["claude-opus-5-5", "claude-opus-4-8", "gemini-2.5-flash", "gemini-embedding-001"]) {
    upstream.script(modelId, () => []);
  }
});
afterAll(() => upstream.close());

const signal = new AbortController().signal;
const listOf = async (kind: (typeof natives)[number][0], apiKey = "test-key") => {
  const connection = openConnection(nativeConfig(kind, upstream, { apiKey, headers: { "x-team": "blue" } }));
  return { connection, listed: await connection.list?.(signal) };
};

describe.each(natives)("the list of %s", (kind) => {
  it("is read page by page to its end, with the key in a header and the owner's headers", async () => {
    const before = upstream.requests.length;
    const { listed } = await listOf(kind);
    expect([...(listed?.keys() ?? [])].filter((modelId) => modelId.startsWith("many-"))).toHaveLength(1100);
    const requests = upstream.requests.slice(before);
    expect(requests).toHaveLength(2);
    for (const { headers } of requests) expect(headers).toMatchObject({ "x-team": "blue" });
  });

  it("is refused to a wrong key, which is understood", async () => {
    const error = await listOf(kind, "wrong").catch((reason: unknown) => reason);
    expect(failureOf(error).code).toBe("provider-auth");
  });
});

it("Anthropic's list says what a model is called, how much it reads and writes, and which efforts it takes", async () => {
  const { connection, listed } = await listOf("anthropic");
  expect(connection.describe("claude-opus-4-8", listed?.get("claude-opus-4-8"))).toMatchObject({
    name: "Model claude-opus-4-8",
    reasons: true,
    efforts: ["off", "low", "medium", "high", "max"],
    contextSize: 200_000,
    outputSize: 64_000,
    callsTools: true,
    seesImages: true,
  });
  expect(connection.describe("claude-opus-5-5", listed?.get("claude-opus-5-5")).efforts).toEqual([
    "low",
    "medium",
    "high",
    "max",
  ]);
});

it("Gemini's list names models without its prefix, and leaves out those that do not converse", async () => {
  const { connection, listed } = await listOf("google");
  expect(listed?.has("gemini-embedding-001")).toBe(false);
  expect(connection.describe("gemini-2.5-flash", listed?.get("gemini-2.5-flash"))).toMatchObject({
    id: "google/gemini-2.5-flash",
    name: "Model gemini-2.5-flash",
    reasons: true,
    contextSize: 1_048_576,
    outputSize: 65_536,
  });
  expect(connection.describe("many-1", listed?.get("many-1"))).toMatchObject({ reasons: true, efforts: [], callsTools: null });
});
