import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Draft } from "#lib/reasoning/event.ts";
import { modelOn, recordAnswer, responsesServers } from "#lib/testing/responses-servers.ts";
import { runStep } from "#lib/testing/step.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream } from "#lib/testing/upstream.ts";
import type { ResolvedModel } from "../resolved-model.ts";
import { makeResponsesReader } from "./responses-stream.ts";

const answers = new Map<string, { bytes: Uint8Array; model: ResolvedModel }>();
beforeAll(async () => {
  const upstream = await startUpstream();
  upstream.script("short", () => [
    { kind: "thought", text: "Überlegung. " },
    { kind: "thought", text: "Weiter." },
    { kind: "sealed" },
    { kind: "text", text: "Ich sehe nach… ", phase: "commentary" },
    { kind: "tool", id: "call_1", name: "weather", args: '{"city":"Köln"}' },
    { kind: "text", text: "🧠" },
    stop,
  ]);
  for (const server of responsesServers) {
    answers.set(server, { bytes: await recordAnswer(upstream, server, "short"), model: modelOn(upstream, server, "short") });
  }
  await upstream.close();
});
const answerOf = (server: string) => {
  const answer = answers.get(server);
  if (answer === undefined) throw new Error(`Nothing was recorded of ${server}.`);
  return answer;
};

describe("the bytes of an answer", () => {
  it.each(responsesServers)("of %s may be cut at every byte", (server) => {
    const { bytes } = answerOf(server);
    const read = (pieces: Uint8Array[]) => {
      const one = makeResponsesReader(() => "call_made");
      return [...pieces.flatMap((piece) => one.push(piece)), ...one.end()];
    };
    const whole = read([bytes]);
    const told = JSON.stringify(whole);
    expect(whole.map((part) => ("text" in part ? part.text : "")).join("")).toContain("Überlegung. ");
    expect(whole.at(-1)).toMatchObject({ type: "finish", reason: "tool-calls" });
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const parts = read([bytes.subarray(0, cut), bytes.subarray(cut)]);
      if (JSON.stringify(parts) !== told) expect(parts, `cut before byte ${cut}`).toEqual(whole);
    }
    expect(read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it.each(responsesServers)("of %s make the same story however they are cut", async (server) => {
    const { bytes, model } = answerOf(server);
    const tools = [{ name: "weather", description: "The weather of a city.", inputSchema: { type: "object" } }];
    const play = async (cuts: number[]): Promise<Draft[]> => {
      const edges = [...new Set([0, ...cuts, bytes.length])].sort((a, b) => a - b);
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (const [at, edge] of edges.slice(1).entries()) controller.enqueue(bytes.slice(edges[at], edge));
          controller.close();
        },
      });
      const headers = { "content-type": "text/event-stream" };
      const { drafts, outcome } = await runStep({ ...model, reach: async () => new Response(body, { headers }) }, { tools });
      expect(outcome).toMatchObject({ finish: "tool-calls", toolCalls: [{ callId: "call_1", args: { city: "Köln" } }] });
      return drafts;
    };
    const whole = await play([]);
    expect(whole.map(({ type }) => type)).toContain("tool-call");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 40 }), async (cuts) => {
        expect(await play(cuts)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });
});
