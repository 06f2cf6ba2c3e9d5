/** Growth of the pure core: ten times the text costs about ten times the time, up to 10 MB. */

import type { RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { makeThinkSplitter } from "#lib/reasoning/think-splitter.ts";
import { emptyView } from "#lib/reasoning/view.ts";
import { median } from "./numbers.ts";
import type { Row } from "./report.ts";

const chunk = "She weighs <b>one</b> thing & `<think>` another, then 3 < 4. ";

function timeOf(work: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return median(times);
}

function split(bytes: number) {
  const splitter = makeThinkSplitter();
  splitter.push("<think>");
  for (let sent = 0; sent < bytes; sent += chunk.length) splitter.push(chunk);
  splitter.end();
}

function eventsOf(bytes: number): RunEvent[] {
  const base = { runId: "run_1", at: 1 };
  const events: RunEvent[] = [{ ...base, seq: 1, type: "reasoning-start", partId: "p1", form: "full" }];
  for (let sent = 0, seq = 2; sent < bytes; sent += chunk.length, seq += 1)
    events.push({ ...base, seq, type: "reasoning-delta", partId: "p1", delta: chunk });
  return events;
}

export function benchHeart(): Row[] {
  const sizes = [100_000, 1_000_000, 10_000_000] as const;
  const logs = sizes.map(eventsOf);
  const rows: Row[] = [];
  for (const [name, timeFor] of [
    ["Think-splitter", (index: number) => timeOf(() => split(sizes[index] ?? 0))],
    ["Fold", (index: number) => timeOf(() => void foldAll(emptyView("run_1"), logs[index] ?? []))],
  ] as const) {
    timeFor(0);
    const [small = 0, middle = 0, large = 0] = sizes.map((_, index) => timeFor(index));
    rows.push(
      { what: `${name}: 1 MB to 0.1 MB`, value: middle / small, unit: "×", goal: 20 },
      {
        what: `${name}: 10 MB to 1 MB`,
        value: large / middle,
        unit: "×",
        goal: 20,
        note: `${large.toFixed(0)} ms for 10 MB in ${Math.round(10_000_000 / chunk.length)} pieces`,
      },
    );
  }
  return rows;
}
