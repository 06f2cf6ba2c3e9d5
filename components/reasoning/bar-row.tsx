"use client";
/** Owns: the bar row, the turn in time. Its large form is one control: arrow keys go from piece to piece, Enter to the step. */
import { type KeyboardEvent, memo, type PointerEvent, useId, useMemo, useState } from "react";
import type { Clock } from "#lib/core/clock.ts";
import type { View } from "#lib/reasoning/view.ts";
import {
  type Bar,
  condense,
  isCovered,
  type Lane,
  nameOf,
  type Piece,
  pieceAt,
  stretchesOf,
  type Tick,
  tickWords,
  timeOf,
  toBar,
} from "./bar.ts";
import { BarPatterns, LaneShape, PieceShape } from "./bar-shapes.tsx";
import { formatDuration } from "./duration.ts";
import { useNow } from "./live-clock.tsx";
import { timesKey } from "./outline.ts";

interface BarRowProps {
  view: View;
  clock: Clock;
  /** `mini` and `hairline` only show; they are hidden from screen readers, which read the words beside them. */
  variant: "mini" | "hairline";
  className?: string;
}

/** The bar row where it is only a sign: in a message's line, or as a hairline in a list. */
export const BarRow = memo(function BarRow({ view, clock, variant, className = "" }: BarRowProps) {
  const bar = useBar(view, clock, variant === "mini" ? 56 : 220);
  return (
    <span aria-hidden="true" className={`block ${variant === "mini" ? "h-2" : "h-0.5"} ${className}`}>
      <BarDrawing bar={bar} height={variant === "mini" ? 8 : 2} isPlain={variant === "hairline"} />
    </span>
  );
});

/** Of the large row, in pixels, and of the space above it that belongs to it. */
const rowHeight = 12;
const paddingTop = 4;

interface BarControlProps {
  view: View;
  clock: Clock;
  onChoose(partId: string): void;
}

/** The bar row at the head of the panel, with its ticks; what is pointed at is named. */
export const BarControl = memo(function BarControl({ view, clock, onChoose }: BarControlProps) {
  const bar = useBar(view, clock, 400);
  const [chosen, setChosen] = useState<string | null>(null);
  const stretches = useMemo(() => stretchesOf(bar), [bar]);
  const index = stretches.findIndex((piece) => piece.id === chosen);
  const piece = stretches[index];
  const last = stretches.length - 1;
  const go = (to: number) => setChosen(stretches[Math.min(Math.max(to, 0), last)]?.id ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    const current = index === -1 ? last : index;
    if (event.key === "ArrowRight" || event.key === "ArrowUp") go(current + 1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowDown") go(current - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(last);
    else if ((event.key === "Enter" || event.key === " ") && piece?.partId) onChoose(piece.partId);
    else return;
    event.preventDefault();
  };
  const find = (event: PointerEvent<HTMLElement>): Piece | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const percent = ((event.clientX - box.left) / Math.max(box.width, 1)) * 100;
    const height = Math.min(Math.max((event.clientY - box.top - paddingTop) / rowHeight, 0), 0.999);
    return stretches[pieceAt(stretches, percent, 800 / Math.max(box.width, 1), height)];
  };
  return (
    <div className="relative">
      <div
        role="slider"
        tabIndex={0}
        aria-label="The turn in time"
        aria-valuemin={1}
        aria-valuemax={Math.max(stretches.length, 1)}
        aria-valuenow={index === -1 ? Math.max(stretches.length, 1) : index + 1}
        aria-valuetext={wordsOf(piece ?? stretches[last])}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => setChosen(find(event)?.id ?? null)}
        onPointerLeave={() => setChosen(null)}
        onBlur={() => setChosen(null)}
        onClick={() => piece?.partId && onChoose(piece.partId)}
        className="-my-1 block cursor-pointer py-1"
      >
        <BarDrawing bar={bar} height={rowHeight} chosen={piece} />
        <TickMarks bar={bar} />
      </div>
      {piece && <PieceWords piece={piece} ticks={bar.ticks} />}
    </div>
  );
});

/** The bar now. It is laid out anew when its times change or it has grown by about a pixel of its width, not with each word. */
function useBar(view: View, clock: Clock, width: number): Bar {
  const isLive = view.endedAt === null && view.startedAt !== null;
  const slowest = view.parts.length > 400 ? 1000 : 0;
  const now = useNow(clock, view.startedAt, isLive, (elapsed) => Math.max(slowest, roundStride(elapsed / width)));
  const key = timesKey(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for everything of the view that the bar reads
  return useMemo(() => toBar(view, now), [key, now]);
}

/** A stride that does not itself change at every tick: the next power of two in tenths of a second. */
function roundStride(ms: number): number {
  return 100 * 2 ** Math.max(0, Math.ceil(Math.log2(ms / 100)));
}

interface BarDrawingProps {
  bar: Bar;
  height: number;
  isPlain?: boolean;
  chosen?: Piece | Lane | undefined;
}

const noLanes: readonly Lane[] = [];

/** As many as a row of this width can show. */
const mostPieces = 160;

function BarDrawing({ bar, height, isPlain = false, chosen }: BarDrawingProps) {
  const id = useId();
  const pieces = condense(bar.pieces, mostPieces);
  const hasGaps = !isPlain && bar.pieces.length < (height > 8 ? 60 : 12);
  const lanes = isPlain || bar.pieces.length > mostPieces ? noLanes : bar.lanes;
  return (
    <svg aria-hidden="true" className="block w-full overflow-visible" height={height} width="100%">
      {!isPlain && <BarPatterns id={id} />}
      <rect width="100%" height={height} className="fill-paper-sunken" />
      {pieces.map((piece) =>
        isCovered(piece, lanes) ? null : (
          <PieceShape
            key={`${piece.id} ${piece.left}`}
            piece={piece}
            patternId={isPlain ? null : id}
            height={height}
            hasGap={hasGaps && piece.left > 0}
          />
        ),
      )}
      {lanes.map((lane) => (
        <LaneShape key={lane.id} lane={lane} height={height} />
      ))}
      {chosen && (
        <rect
          x={`${chosen.left}%`}
          width={`${chosen.width}%`}
          y={("lane" in chosen ? (chosen.lane * height) / chosen.of : 0) - 2}
          height={("lane" in chosen ? height / chosen.of : height) + 4}
          className="fill-none stroke-ink"
          strokeWidth={1}
        />
      )}
    </svg>
  );
}

function TickMarks({ bar }: { bar: Bar }) {
  return (
    <svg aria-hidden="true" className="block w-full overflow-visible" height={6} width="100%">
      {bar.ticks.map((tick) => (
        <g key={tick.kind}>
          <line x1={`${tick.left}%`} x2={`${tick.left}%`} y1={0} y2={5} className="stroke-ink-soft" strokeWidth={1} />
          {tick.kind !== "first-byte" && (
            <circle
              cx={`${tick.left}%`}
              cy={5}
              r={1.75}
              className={tick.kind === "first-thought" ? "fill-lamp-fill" : "fill-write-fill"}
            />
          )}
        </g>
      ))}
    </svg>
  );
}

/** What is pointed at, with the ticks that fall into it. It floats, so that nothing moves for it. */
function PieceWords({ piece, ticks }: { piece: Piece; ticks: readonly Tick[] }) {
  const within = ticks.filter((tick) => tick.left >= piece.left && tick.left < piece.left + piece.width);
  return (
    <p
      aria-hidden="true"
      className="tabular pointer-events-none absolute inset-x-0 top-full z-10 flex flex-wrap gap-x-3 rounded-md border border-line bg-paper-raised px-2 py-1 text-[12px] text-ink-soft shadow-float"
    >
      <span className="min-w-0 grow truncate text-ink">{nameOf(piece)}</span>
      <span className="whitespace-nowrap">{timeOf(piece)}</span>
      {within.map((tick) => (
        <span key={tick.kind} className="w-full">
          {tickWords[tick.kind]} after {formatDuration(tick.afterMs)}
        </span>
      ))}
    </p>
  );
}

function wordsOf(piece: Piece | undefined): string {
  if (!piece) return "Nothing yet";
  return piece.isOpen ? `${nameOf(piece)}, going on` : `${nameOf(piece)}, ${timeOf(piece)}`;
}
