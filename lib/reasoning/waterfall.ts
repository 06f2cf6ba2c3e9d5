/**
 * Owns: where the spans of a run stand in a box. Every number is finite and inside the box, for runs of no length,
 * open ones and huge ones. Does not own: which spans there are (`spans.ts`), how they look.
 */
import type { Mark, Span, SpanKind, TimeWindow } from "./spans.ts";

/** Pixels, or whatever unit the caller draws in. */
export interface Box {
  width: number;
  rowHeight: number;
  /** Bars are at least this wide, so that what took no time can still be seen and pointed at. */
  minBarWidth: number;
}

export interface Bar {
  spanId: string;
  kind: SpanKind;
  x: number;
  width: number;
  isOpen: boolean;
}

/** One part with all its bars, or all the waiting. */
export interface WaterfallRow {
  id: string;
  kind: SpanKind;
  label: string;
  y: number;
  bars: Bar[];
}

export interface Tick {
  x: number;
  /** Milliseconds since the window's start. */
  offsetMs: number;
}

export interface Waterfall {
  rows: WaterfallRow[];
  height: number;
  ticks: Tick[];
  marks: { kind: Mark["kind"]; x: number }[];
}

/** Rows in order of first start. What lies outside the window has no bar, but keeps its row. */
export function layoutWaterfall(spans: readonly Span[], box: Box, window: TimeWindow, marks: readonly Mark[] = []): Waterfall {
  const width = size(box.width);
  const rowHeight = size(box.rowHeight);
  const rows = [...Map.groupBy(spans, (span) => span.partId ?? span.kind)].map(([id, group], index) => {
    const main = group.find((span) => span.kind === "tool") ?? group.find((span) => span.kind !== "approval") ?? group[0];
    const bars = group.filter((span) => isInside(span, window)).map((span) => barOf(span, box, width, window));
    return { id, kind: main?.kind ?? "waiting", label: main?.label ?? "", y: index * rowHeight, bars };
  });
  return {
    rows,
    height: rows.length * rowHeight,
    ticks: ticksOf(width, window),
    marks: marks
      .filter((mark) => mark.at >= window.from && mark.at <= window.to)
      .map((mark) => ({ kind: mark.kind, x: fractionOf(mark.at, window) * width })),
  };
}

/** Where a time lies in the window, from 0 to 1; times outside lie at its edges. */
export function fractionOf(at: number, window: TimeWindow): number {
  const length = window.to - window.from;
  if (!(length > 0 && Number.isFinite(length)) || Number.isNaN(at)) return 0;
  return Math.min(1, Math.max(0, (at - window.from) / length));
}

function size(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}

function isInside(span: Span, window: TimeWindow): boolean {
  return span.startedAt <= window.to && span.endedAt >= window.from;
}

function barOf(span: Span, box: Box, boxWidth: number, window: TimeWindow): Bar {
  const from = fractionOf(span.startedAt, window) * boxWidth;
  const to = fractionOf(span.endedAt, window) * boxWidth;
  const width = Math.min(boxWidth, Math.max(to - from, size(box.minBarWidth)));
  return { spanId: span.id, kind: span.kind, x: Math.min(from, boxWidth - width), width, isOpen: span.isOpen };
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const niceSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
];
const leastTickGap = 80;
const mostTicks = 200;

/** The finest round step whose ticks do not crowd; beyond half a day, whole days times a power of two. */
export function tickStep(lengthMs: number, width: number): number {
  const most = Math.min(mostTicks, Math.max(1, Math.floor(size(width) / leastTickGap)));
  const least = size(lengthMs) / most;
  const nice = niceSteps.find((step) => step >= least);
  return nice ?? Math.min(Number.MAX_VALUE, day * 2 ** Math.max(0, Math.ceil(Math.log2(least / day))));
}

function ticksOf(width: number, window: TimeWindow): Tick[] {
  const lengthMs = size(window.to - window.from);
  if (lengthMs === 0 || width === 0) return [{ x: 0, offsetMs: 0 }];
  const step = tickStep(lengthMs, width);
  const count = Math.floor(lengthMs / step) + 1;
  return Array.from({ length: count }, (_, index) => ({
    x: Math.min(width, ((index * step) / lengthMs) * width),
    offsetMs: index * step,
  }));
}

/** A piece of the one-row bar; `start` and `size` are fractions of its width. */
export interface BarSegment {
  spanId: string;
  partId: string | null;
  kind: SpanKind;
  label: string;
  start: number;
  size: number;
  isOpen: boolean;
}

/**
 * The strip of `toSegments` as fractions that cover 0 to 1 exactly, true to scale. What is narrower than one of the
 * `widthUnits` joins its neighbours under the name of the longest of them, so there are never more pieces than units.
 */
export function layoutBarRow(segments: readonly Span[], widthUnits: number): BarSegment[] {
  const first = segments[0];
  const last = segments.at(-1);
  if (!first || !last || !(last.endedAt > first.startedAt)) return [];
  const window = { from: first.startedAt, to: last.endedAt };
  const unitMs = (window.to - window.from) / Math.max(1, Math.floor(size(widthUnits)));
  const groups: Span[][] = [];
  let open: Span[] = [];
  let openMs = 0;
  for (const segment of segments) {
    open.push(segment);
    openMs += segment.endedAt - segment.startedAt;
    if (openMs < unitMs) continue;
    groups.push(open);
    open = [];
    openMs = 0;
  }
  const lastGroup = groups.at(-1);
  if (lastGroup) lastGroup.push(...open);
  else groups.push(open);
  return groups.map((group) => segmentOf(group, window));
}

function segmentOf(group: readonly Span[], window: TimeWindow): BarSegment {
  const longest = group.reduce((best, span) => (lengthOf(span) > lengthOf(best) ? span : best));
  const start = fractionOf((group[0] as Span).startedAt, window);
  const end = fractionOf((group.at(-1) as Span).endedAt, window);
  const { id: spanId, partId, kind, label } = longest;
  return { spanId, partId, kind, label, start, size: end - start, isOpen: group.some((span) => span.isOpen) };
}

function lengthOf(span: Span): number {
  return span.endedAt - span.startedAt;
}
