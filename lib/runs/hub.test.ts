import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeHub } from "./hub.ts";

const runId = "run_1";

function event(seq: number, delta = "x"): RunEvent {
  return { type: "text-delta", partId: "p1", delta, runId, seq, at: seq };
}

describe("the hub", () => {
  it("law 5: whatever it hands out follows the number asked for, without a gap", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 2_500 }), { minLength: 1, maxLength: 20 }),
        (batchSizes, numbers) => {
          const hub = makeHub();
          hub.open(runId);
          let last = 0;
          for (const size of batchSizes) {
            hub.publish(
              runId,
              Array.from({ length: size }, (_, index) => event(last + index + 1)),
            );
            last += size;
          }
          for (const after of numbers) {
            const events = hub.read(runId, after, 200);
            const expected = Array.from({ length: Math.min(200, Math.max(0, last - after)) }, (_, index) => after + index + 1);
            if (events === null) expect(after > last || last - after > 512).toBe(true);
            else expect(events.map(({ seq }) => seq)).toEqual(expected);
          }
        },
      ),
    );
  });

  it("P7: keeps at most 512 events and 256 KiB of a run", () => {
    const hub = makeHub();
    hub.open(runId);
    for (let seq = 1; seq <= 2_000; seq++) hub.publish(runId, [event(seq)]);
    expect(hub.read(runId, 2_000 - 512, 1_000)).toHaveLength(512);
    expect(hub.read(runId, 2_000 - 513, 1_000)).toBeNull();
    for (let seq = 2_001; seq <= 2_020; seq++) hub.publish(runId, [event(seq, "y".repeat(64 * 1024))]);
    expect(hub.read(runId, 2_016, 1_000)).toHaveLength(4);
    expect(hub.read(runId, 2_015, 1_000)).toBeNull();
  });

  it("knows nothing of a run that is not live here", () => {
    const hub = makeHub();
    hub.open(runId);
    hub.publish(runId, [event(1)]);
    hub.close(runId);
    hub.publish(runId, [event(2)]);
    expect(hub.read(runId, 0, 10)).toBeNull();
  });
});
