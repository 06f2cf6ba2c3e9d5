import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordAnswer, responsesServers } from "#lib/testing/responses-servers.ts";
import { stop } from "#lib/testing/upstream/scenario.ts";
import { startUpstream, type Upstream } from "#lib/testing/upstream.ts";
import { makeResponsesReader } from "./responses-stream.ts";

describe("the bytes of an answer", () => {
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream();
    upstream.script("short", () => [
      { kind: "thought", text: "Überlegung. " },
      { kind: "thought", text: "Weiter." },
      { kind: "sealed" },
      { kind: "text", text: "Ich sehe nach… ", phase: "commentary" },
      { kind: "tool", id: "call_1", name: "weather", args: '{"city":"Köln"}' },
      { kind: "text", text: "🧠" },
      stop,
    ]);
  });
  afterAll(() => upstream.close());

  it.each(responsesServers)("of %s may be cut at every byte", async (server) => {
    const bytes = await recordAnswer(upstream, server, "short");
    const read = (pieces: Uint8Array[]) => {
      const one = makeResponsesReader(() => "call_made");
      return [...pieces.flatMap((piece) => one.push(piece)), ...one.end()];
    };
    const whole = read([bytes]);
    expect(whole.map((part) => ("text" in part ? part.text : "")).join("")).toContain("Überlegung. ");
    expect(whole.at(-1)).toMatchObject({ type: "finish", reason: "tool-calls" });
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(read([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole);
    }
    expect(read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });
});
