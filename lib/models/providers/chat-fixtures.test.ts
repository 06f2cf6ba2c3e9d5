import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unknownUsage } from "#lib/reasoning/event.ts";
import { bytesOf, readAnswer, readParts } from "#lib/testing/chat-answer.ts";
import { modelOf, type Place } from "#lib/testing/chat-rounds.ts";
import { runStep } from "#lib/testing/step.ts";
import type { ChatFixture } from "#lib/testing/upstream/chat-fixtures/fixture.ts";
import { hosted } from "#lib/testing/upstream/chat-fixtures/hosted.ts";
import { odd } from "#lib/testing/upstream/chat-fixtures/odd.ts";
import { openrouter } from "#lib/testing/upstream/chat-fixtures/openrouter.ts";
import { selfHosted } from "#lib/testing/upstream/chat-fixtures/self-hosted.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { noteOwners } from "./chat-servers.ts";

const fixtures = [...hosted, ...openrouter, ...selfHosted, ...odd];
const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];

const vllm = "http://vllm.example/v1";

let upstream: Upstream;
beforeAll(async () => {
  noteOwners(vllm, ["vllm"]);
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

/** Ids of calls that the server gave none are made. */
function withoutMadeIds(fixture: ChatFixture, parts: ReturnType<typeof readParts>): unknown[] {
  return parts.map((part, index) => {
    const wanted = fixture.parts[index];
    const isMade = part.kind === "call" && wanted?.kind === "call" && wanted.callId === undefined;
    return isMade ? { ...part, callId: undefined } : part;
  });
}

describe.each(fixtures)("an answer of $name", (fixture) => {
  const { body, modelId, startsInside = false } = fixture;
  const bytes = bytesOf(body);
  const read = (chunks: Uint8Array[]) => readAnswer(chunks, { modelId, startsInside });

  it("is read whole", () => {
    const answer = read([bytes]);
    expect(withoutMadeIds(fixture, readParts(answer.drafts))).toEqual(fixture.parts);
    expect(answer).toMatchObject({ finish: fixture.finish, usage: fixture.usage ?? unknownUsage, error: undefined });
  });

  it("is read alike when it is cut at any byte, and when every byte comes alone", () => {
    const whole = read([bytes]);
    for (let cut = 1; cut < bytes.length; cut++) {
      const answer = read([bytes.subarray(0, cut), bytes.subarray(cut)]);
      if (JSON.stringify(answer) !== JSON.stringify(whole)) expect({ cut, ...answer }).toEqual({ cut, ...whole });
    }
    expect(read(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))).toEqual(whole);
  });

  it("comes to the same over HTTP", async () => {
    const headers = { "content-type": fixture.contentType };
    upstream.script(modelId, () => [{ kind: "reply", status: 200, headers, body }]);
    const place: Place = startsInside ? { kind: "compatible", baseUrl: vllm } : { kind: "compatible" };
    const { drafts, outcome } = await runStep(modelOf(upstream, modelId, place), { tools });
    expect(withoutMadeIds(fixture, readParts(drafts))).toEqual(fixture.parts);
    expect(outcome).toMatchObject({ finish: fixture.finish, usage: fixture.usage ?? unknownUsage, error: null });
  });
});

describe("an answer that comes over HTTP in pieces", () => {
  it.each([hosted[1], openrouter[0], selfHosted[4], odd[0], odd[3]])("is read alike: $name", async (fixture) => {
    if (fixture === undefined) throw new Error("No such fixture");
    const { body, modelId } = fixture;
    const pieces = body.match(/[\s\S]{1,7}/g) ?? [];
    upstream.script(modelId, () => pieces.map((bytes) => ({ kind: "bytes", bytes })));
    const { drafts, outcome } = await runStep(modelOf(upstream, modelId, { kind: "compatible" }), { tools });
    expect(readParts(drafts)).toEqual(fixture.parts);
    expect(outcome.finish).toBe(fixture.finish);
  });
});
