/** Owns: how each kind of time looks. The kinds differ in pattern and height as well as in hue. */

import { memo, useId } from "react";
import type { SpanKind } from "#lib/reasoning/spans.ts";
import type { Lane, Piece } from "./bar.ts";

export function BarPatterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-wait`} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1={0} x2={0} y1={0} y2={5} className="stroke-ink-faint" strokeWidth={1.2} />
      </pattern>
      <pattern id={`${id}-tool`} width={4} height={4} patternUnits="userSpaceOnUse">
        <rect width={4} height={4} className="fill-tool-fill" />
        <circle cx={2} cy={2} r={0.9} className="fill-paper" />
      </pattern>
      <pattern id={`${id}-retry`} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <rect width={5} height={5} className="fill-fail-faint" />
        <line x1={0} x2={0} y1={0} y2={5} className="stroke-fail-fill" strokeWidth={2} />
      </pattern>
    </defs>
  );
}

interface PieceShapeProps {
  piece: Piece;
  /** Null: plain colours only. */
  patternId: string | null;
  height: number;
  /** A hairline of paper before it, to tell it from its neighbour. */
  hasGap: boolean;
}

export function PieceShape({ piece, patternId, height, hasGap }: PieceShapeProps) {
  const place = { x: `${piece.left}%`, width: `${piece.width}%` };
  return (
    <>
      {shape(piece.kind, place, patternId, height)}
      {hasGap && <line x1={place.x} x2={place.x} y1={0} y2={height} className="stroke-paper" strokeWidth={1.5} />}
    </>
  );
}

/** One of several that share the height: too low for a pattern, told apart by the hairline of paper between them. */
export function LaneShape({ lane, height }: { lane: Lane; height: number }) {
  const gap = height > 8 ? 1 : 0.5;
  const share = height / lane.of;
  const isLast = lane.lane === lane.of - 1;
  return (
    <g transform={`translate(0 ${lane.lane * share})`}>
      {shape(lane.kind, { x: `${lane.left}%`, width: `${lane.width}%` }, null, share - (isLast ? 0 : gap))}
    </g>
  );
}

function shape(kind: SpanKind, place: { x: string; width: string }, patternId: string | null, height: number) {
  const fill = (name: string) => (patternId ? { fill: `url(#${patternId}-${name})` } : {});
  switch (kind) {
    case "waiting":
      return patternId ? (
        <rect {...place} height={height} {...fill("wait")} />
      ) : (
        <rect {...place} height={height} className="fill-line-strong" />
      );
    case "thinking":
      return <rect {...place} height={height} className="fill-lamp-fill" />;
    case "tool":
      return <rect {...place} height={height} className={patternId ? undefined : "fill-tool-fill"} {...fill("tool")} />;
    case "approval":
      return (
        <>
          <rect {...place} height={height} className="fill-wait-faint" />
          <rect {...place} height={edgeOf(height)} className="fill-wait-fill" />
          <rect {...place} y={height - edgeOf(height)} height={edgeOf(height)} className="fill-wait-fill" />
        </>
      );
    case "writing":
      return <rect {...place} y={height / 2} height={height / 2} className="fill-write-fill" />;
    case "retry":
      return (
        <>
          <rect {...place} height={height} className={patternId ? undefined : "fill-fail-fill"} {...fill("retry")} />
          <rect {...place} y={height / 2 - 0.75} height={1.5} className="fill-fail" />
        </>
      );
    default:
      return kind satisfies never;
  }
}

/** Of an outline: thinner where the row is. */
function edgeOf(height: number): number {
  return height >= 5 ? 1.5 : 0.75;
}

/** One kind as it looks in the bar, for a key. */
export const Swatch = memo(function Swatch({ kind }: { kind: SpanKind }) {
  const id = useId();
  return (
    <svg aria-hidden="true" width={14} height={8} className="shrink-0 bg-paper-sunken">
      <BarPatterns id={id} />
      {shape(kind, { x: "0%", width: "100%" }, id, 8)}
    </svg>
  );
});
