"use client";
import { type PointerEvent, useMemo, useState } from "react";
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import { drawSeries, figure, margins, type Point, seriesWords } from "./series.ts";
import { type Room, smallRoom } from "./shown-result.ts";
import TableResult from "./table-result.tsx";
import { visibleName } from "./visible-text.ts";

interface SeriesResultProps {
  series: Extract<ToolShown, { kind: "series" }>;
  room: Room;
}

/** A line of values with its axes; what is pointed at is named, and a table holds the same for who cannot point or see. */
export default function SeriesResult({ series, room }: SeriesResultProps) {
  const { title, xLabel, yLabel, points } = series;
  const isSmall = room === smallRoom;
  const box = isSmall ? { width: 350, height: 180 } : { width: 680, height: 320 };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box follows from the room
  const drawing = useMemo(() => drawSeries(points, box, room.points), [points, isSmall, room.points]);
  const [pointed, setPointed] = useState<number | null>(null);
  const [hasTable, setHasTable] = useState(false);
  const [name, x, y] = [title || "A series", xLabel || "x", yLabel || "y"].map(visibleName) as [string, string, string];
  if (!drawing) return <p className="tool-facts">{name}: no values.</p>;
  const find = (event: PointerEvent<SVGSVGElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    setPointed(nearest(drawing.places, ((event.clientX - frame.left) / Math.max(frame.width, 1)) * box.width));
  };
  const place = pointed === null ? null : drawing.places[pointed];
  return (
    <figure className="tool-series">
      <figcaption className="flex gap-3 text-[12px] leading-[18px]">
        <span dir="auto" className="min-w-0 truncate font-medium text-ink">
          {name}
        </span>
        <span aria-hidden="true" className="tabular ml-auto shrink-0 text-ink-soft">
          {place ? `${place.point.x}: ${figure(place.point.y)}` : ""}
        </span>
      </figcaption>
      <p aria-hidden="true" dir="auto" className="truncate text-[12px] text-ink-faint leading-[18px]">
        {y}
      </p>
      <svg
        role="img"
        aria-label={`${name}: ${y} over ${x}. ${seriesWords(points)}`}
        viewBox={`0 0 ${box.width} ${box.height}`}
        className="block w-full touch-pan-y select-none"
        onPointerMove={find}
        onPointerLeave={() => setPointed(null)}
      >
        <g>
          {drawing.yTicks.map(({ at, words }) => (
            <g key={at}>
              <line x1={margins.left} x2={box.width - margins.right} y1={at} y2={at} className="stroke-line" />
              <text x={margins.left - 6} y={at + 3.5} textAnchor="end">
                {words}
              </text>
            </g>
          ))}
          {drawing.zeroAt !== null && (
            <line
              x1={margins.left}
              x2={box.width - margins.right}
              y1={drawing.zeroAt}
              y2={drawing.zeroAt}
              className="stroke-line-strong"
            />
          )}
          {drawing.xTicks.map(({ at, words }, index) => (
            <text key={at} x={at} y={box.height - 6} textAnchor={anchorOf(index, drawing.xTicks.length, at, box.width)}>
              {words}
            </text>
          ))}
          <path d={drawing.line} className="fill-none stroke-tool-fill" strokeWidth={1.75} strokeLinejoin="round" />
          {drawing.places.length === 1 &&
            drawing.places.map((only) => <circle key="only" cx={only.x} cy={only.y} r={3} className="fill-tool-fill" />)}
          {place && (
            <>
              <line x1={place.x} x2={place.x} y1={margins.top} y2={box.height - margins.bottom} className="stroke-ink-faint" />
              <circle cx={place.x} cy={place.y} r={3.5} className="fill-tool-fill stroke-paper" strokeWidth={1.5} />
            </>
          )}
        </g>
      </svg>
      <div className="flex items-baseline justify-between gap-3 text-[12px] leading-[18px]">
        <button type="button" aria-expanded={hasTable} className="fold-word" onClick={() => setHasTable(!hasTable)}>
          {hasTable ? "Hide the values" : "Values as a table"}
        </button>
        <span aria-hidden="true" dir="auto" className="min-w-0 truncate text-ink-faint">
          {x}
        </span>
      </div>
      {hasTable && (
        <TableResult name={name} columns={[x, y]} rows={points.map((point: Point) => [point.x, point.y])} room={room} />
      )}
    </figure>
  );
}

/** The first and the last word stay within the drawing. */
function anchorOf(index: number, count: number, at: number, width: number): "start" | "middle" | "end" {
  if (index === 0 && at < margins.left + 12) return "start";
  return index === count - 1 && at > width - margins.right - 18 ? "end" : "middle";
}

function nearest(places: readonly { x: number }[], x: number): number {
  let best = 0;
  for (const [index, place] of places.entries()) {
    if (Math.abs(place.x - x) < Math.abs((places[best]?.x ?? 0) - x)) best = index;
  }
  return best;
}
