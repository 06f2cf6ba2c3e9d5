/** Owns: the bar row as numbers: pieces and ticks in percent of the turn so far. Pure. */
import { burstsOf } from "#lib/reasoning/burst.ts";
import { type Mark, type Span, type SpanKind, toMarks, toSegments, toSpans, windowOf } from "#lib/reasoning/spans.ts";
import type { View } from "#lib/reasoning/view.ts";
import { atOnceWords } from "./at-once.ts";
import { formatDuration } from "./duration.ts";
import { lanesOf } from "./lanes.ts";

export interface Piece {
  id: string;
  kind: SpanKind;
  partId: string | null;
  label: string;
  /** Percent of the whole. */
  left: number;
  width: number;
  startedAt: number;
  endedAt: number;
  isOpen: boolean;
  /** Of a thought that arrived at once: how long it was waited for. */
  waitedMs: number | null;
}

/** A tool that ran beside others, or the wait for a person beside them, in its own part of the row's height. */
export interface Lane extends Piece {
  /** From the top, from 0. */
  lane: number;
  /** How many share the height there. */
  of: number;
}

export interface Tick {
  kind: Mark["kind"];
  left: number;
  /** Since the start. */
  afterMs: number;
}

export interface Bar {
  /** The turn as one strip, without gap or overlap. */
  pieces: Piece[];
  /** What went on side by side, drawn in the place of the pieces it covers. */
  lanes: Lane[];
  ticks: Tick[];
  startedAt: number | null;
  totalMs: number;
}

/** `now` is null where only the View's own times may be used: before the first tick, and for what has ended. */
export function toBar(view: View, now: number | null): Bar {
  const window = windowOf(view, now ?? 0);
  if (!window) return { pieces: [], lanes: [], ticks: [], startedAt: null, totalMs: 0 };
  const totalMs = window.to - window.from;
  if (totalMs === 0) return { pieces: [], lanes: [], ticks: [], startedAt: window.from, totalMs };
  const percent = (at: number) => ((Math.min(Math.max(at, window.from), window.to) - window.from) / totalMs) * 100;
  const bursts = burstsOf(view);
  const pieces = toSegments(view, window.to).map((span) => pieceOf(span, percent, bursts));
  const lanes = lanesOf(
    toSpans(view, window.to),
    view.parts.map(({ id }) => id),
  ).map((place) => ({
    ...pieceOf(place.span, percent, bursts),
    lane: place.lane,
    of: place.of,
  }));
  const ticks = toMarks(view).map((mark) => ({ kind: mark.kind, left: percent(mark.at), afterMs: mark.at - window.from }));
  return { pieces, lanes, ticks, startedAt: window.from, totalMs };
}

function pieceOf(span: Span, percent: (at: number) => number, bursts: ReadonlyMap<string, number>): Piece {
  const { id, kind, partId, label, startedAt, endedAt, isOpen } = span;
  const left = percent(startedAt);
  const waitedFrom = kind === "thinking" && partId !== null ? bursts.get(partId) : undefined;
  const waitedMs = waitedFrom === undefined ? null : startedAt - waitedFrom;
  return { id, kind, partId, label, left, width: percent(endedAt) - left, startedAt, endedAt, isOpen, waitedMs };
}

/** Every stretch that can be pointed at or reached by keyboard, by its beginning: the strip's, but where there are lanes, theirs. */
export function stretchesOf({ pieces, lanes }: Pick<Bar, "pieces" | "lanes">): (Piece | Lane)[] {
  if (lanes.length === 0) return pieces;
  return [...pieces.filter((piece) => !isCovered(piece, lanes)), ...lanes].sort(
    (a, b) => a.left - b.left || laneOf(a) - laneOf(b),
  );
}

/** Whether lanes are drawn where this piece is. */
export function isCovered({ kind, left, width }: Piece, lanes: readonly Lane[]): boolean {
  if (kind !== "tool" && kind !== "approval") return false;
  const middle = left + width / 2;
  return lanes.some((lane) => lane.left <= middle && middle <= lane.left + lane.width);
}

function laneOf(piece: Piece | Lane): number {
  return "lane" in piece ? piece.lane : -1;
}

/** For drawing: more pieces than can be told apart become `most` slices, each of the kind that took most of its time. */
export function condense(pieces: readonly Piece[], most: number): readonly Piece[] {
  if (pieces.length <= most) return pieces;
  const slices: Piece[] = [];
  let next = 0;
  for (let index = 0; index < most; index += 1) {
    const from = (index * 100) / most;
    const to = ((index + 1) * 100) / most;
    while (next < pieces.length - 1 && endOf(pieces[next]) <= from) next += 1;
    const piece = longestWithin(pieces, next, from, to);
    const last = slices.at(-1);
    if (!piece) continue;
    if (last?.kind === piece.kind) last.width = to - last.left;
    else slices.push({ ...piece, left: from, width: to - from });
  }
  return slices;
}

function endOf(piece: Piece | undefined): number {
  return piece ? piece.left + piece.width : 100;
}

function longestWithin(pieces: readonly Piece[], first: number, from: number, to: number): Piece | undefined {
  const widths = new Map<SpanKind, number>();
  let best: Piece | undefined;
  for (let index = first; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (!piece || piece.left >= to) break;
    const width = (widths.get(piece.kind) ?? 0) + Math.min(endOf(piece), to) - Math.max(piece.left, from);
    widths.set(piece.kind, width);
    if (!best || width > (widths.get(best.kind) ?? 0) || best.kind === piece.kind) best = piece;
  }
  return best;
}

/**
 * The piece at a point of the row, by percent of its width and share of its height; a thin one is found from a little
 * beside it.
 */
export function pieceAt(pieces: readonly (Piece | Lane)[], percent: number, reach: number, height = 0): number {
  const isThere = (piece: Piece | Lane) =>
    !("lane" in piece) || Math.min(piece.of - 1, Math.floor(height * piece.of)) === piece.lane;
  const thin = pieces.findIndex(
    (piece) =>
      piece.width < reach &&
      Math.abs(piece.left + piece.width / 2 - percent) <= reach / 2 &&
      piece.partId !== null &&
      isThere(piece),
  );
  if (thin !== -1) return thin;
  const within = (piece: Piece) => percent >= piece.left && percent <= piece.left + piece.width;
  const exact = pieces.findIndex((piece) => within(piece) && isThere(piece));
  return exact === -1 ? pieces.findIndex(within) : exact;
}

export const kindWords: Record<SpanKind, string> = {
  waiting: "Waiting",
  thinking: "Thinking",
  tool: "Tool",
  approval: "Waiting for you",
  writing: "Writing",
  retry: "Retry",
};

export const tickWords: Record<Mark["kind"], string> = {
  "first-byte": "first byte",
  "first-thought": "first thought",
  "first-text": "first text",
};

/** How long a piece took, or how it came where that says nothing. */
export function timeOf({ startedAt, endedAt, waitedMs }: Piece): string {
  return waitedMs === null ? formatDuration(endedAt - startedAt) : atOnceWords(waitedMs);
}

/** A piece in words, without its time. */
export function nameOf(piece: Piece): string {
  const kind = kindWords[piece.kind];
  return piece.label && piece.label !== kind ? `${kind} · ${piece.label}` : kind;
}
