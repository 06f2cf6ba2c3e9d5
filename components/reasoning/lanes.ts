/** Owns: which tools went on side by side, and in which part of the row's height each is drawn. Pure. */
import type { Span } from "#lib/reasoning/spans.ts";

export interface LanePlace {
  span: Span;
  /** From the top, from 0. */
  lane: number;
  of: number;
}

/** As many as can be told apart in the height of the row. */
const mostLanes = 4;

/**
 * Tools, and waits for a person, of which at least two went on at once; what comes one after the other needs no lanes. A
 * call that is asked about and then runs beside others keeps its lane. Of those
 * that begin at once the first called is on top. `spans` sorted by start; `partIds` as the calls were made.
 */
export function lanesOf(spans: readonly Span[], partIds: readonly string[]): LanePlace[] {
  const order = new Map<string | null, number>(partIds.map((id, index) => [id, index]));
  const places: LanePlace[] = [];
  for (const cluster of clustersOf(spans.filter(({ kind }) => kind === "tool" || kind === "approval"))) {
    const laneOfPart = new Map<string | null, number>();
    const ends: number[] = [];
    const inOrder = cluster.toSorted(
      (a, b) => a.startedAt - b.startedAt || (order.get(a.partId) ?? 0) - (order.get(b.partId) ?? 0),
    );
    for (const { partId, startedAt } of inOrder) {
      if (laneOfPart.has(partId)) continue;
      const last = Math.max(...cluster.filter((span) => span.partId === partId).map((span) => span.endedAt));
      const free = ends.findIndex((end) => end <= startedAt);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = last;
      laneOfPart.set(partId, lane);
    }
    if (ends.length < 2) continue;
    const of = Math.min(ends.length, mostLanes);
    for (const span of cluster) places.push({ span, lane: (laneOfPart.get(span.partId) ?? 0) % of, of });
  }
  return places;
}

/** Stretches that hang together by overlapping. */
function clustersOf(spans: readonly Span[]): Span[][] {
  const clusters: Span[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    if (span.startedAt < end) clusters.at(-1)?.push(span);
    else clusters.push([span]);
    end = Math.max(end, span.endedAt);
  }
  return clusters;
}
