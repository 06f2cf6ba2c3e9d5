import { describe, expect, it } from "vitest";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { answerText, gatedEvents, openbbRunId, someOffer } from "#lib/testing/openbb-stories.ts";
import { scenario } from "#lib/testing/scenarios.ts";
import { readWorkspaceStream } from "#lib/testing/workspace.ts";
import { answerFrames } from "./answer-frames.ts";
import { makeAnswerTeller } from "./tell-answer.ts";

async function framesOf(batches: (RunEvent[] | "silence")[]): Promise<string[]> {
  const base = { runId: openbbRunId, exposure: "full", offer: someOffer, earlier: [], fetched: [], kept: null } as const;
  async function* source() {
    yield* batches;
  }
  const frames: string[] = [];
  for await (const frame of answerFrames(source(), makeAnswerTeller(base))) frames.push(frame);
  return frames;
}

describe("an answer as frames", () => {
  it("has a comment in every silence, which Workspace passes over", async () => {
    const [before, after] = [gatedEvents(scenario("plain")).slice(0, 3), gatedEvents(scenario("plain")).slice(3)];
    const frames = await framesOf([before, "silence", "silence", after]);
    expect(frames.slice(1, 3)).toEqual([": ping\n\n", ": ping\n\n"]);
    expect(answerText(readWorkspaceStream(frames.join("")))).toBe("Seven times six is **42**.");
  });

  it("has no frame for events that say nothing", async () => {
    const [start] = gatedEvents(scenario("plain"));
    const frames = await framesOf([
      start ? [start] : [],
      [{ type: "text-delta", partId: "p", delta: "", runId: openbbRunId, seq: 2, at: 0 }],
    ]);
    expect(frames.every((frame) => frame !== "")).toBe(true);
  });
});
