"use client";
import { useMemo } from "react";
import type { Clock } from "#lib/core/clock.ts";
import { toLedger } from "#lib/reasoning/spans.ts";
import type { View } from "#lib/reasoning/view.ts";
import { toBar } from "./bar.ts";
import { Swatch } from "./bar-shapes.tsx";
import { formatDuration } from "./duration.ts";
import { closingOf, figuresOf, itemsOf } from "./ledger.ts";
import { useNow } from "./live-clock.tsx";

/** Where the time went, and what was counted. Also the key to the bar row's patterns. */
export function PanelFooter({ view, clock }: { view: View; clock: Clock }) {
  const isLive = view.endedAt === null && view.startedAt !== null;
  const now = useNow(clock, view.startedAt, isLive, view.parts.length > 400 ? 1000 : 0);
  const items = itemsOf(toLedger(view, now ?? 0));
  const totalMs = items.reduce((sum, item) => sum + item.ms, 0);
  const figures = useMemo(() => figuresOf(view), [view]);
  return (
    <footer className="border-line border-t px-4 pt-2.5 pb-3 text-[12px] text-ink-soft leading-[18px]">
      <dl className="tabular flex flex-wrap gap-x-4 gap-y-0.5" suppressHydrationWarning>
        {items.map(({ kind, label, ms }) => (
          <div key={kind} className="flex items-center gap-1.5 whitespace-nowrap">
            <dt className="flex items-center gap-1.5">
              <Swatch kind={kind} />
              {label}
            </dt>
            <dd className={ms > 0 ? "text-ink" : ""}>{ms > 0 ? formatDuration(ms) : "none"}</dd>
          </div>
        ))}
        <div className="ml-auto flex gap-1.5 whitespace-nowrap">
          <dt>Total</dt>
          <dd className="font-medium text-ink">{view.startedAt === null ? "–" : formatDuration(totalMs)}</dd>
        </div>
      </dl>
      <dl className="tabular mt-2 grid grid-cols-3 gap-x-4 gap-y-0.5 border-line border-t pt-2">
        {figures.map(({ label, value, title }) => (
          <div key={label} className="flex justify-between gap-2 whitespace-nowrap" title={title}>
            <dt>{label}</dt>
            <dd className="text-ink">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-0.5 flex justify-between gap-2">
        <span>End</span>
        <span className="truncate text-ink">{closingOf(view)}</span>
      </p>
      <TimeTable view={view} />
    </footer>
  );
}

const mostRows = 200;

/** The bar row as a table, for who hears it: what has ended, in order, to the millisecond. */
function TimeTable({ view }: { view: View }) {
  if (view.endedAt === null) return null;
  const { pieces, startedAt, totalMs } = toBar(view, null);
  return (
    <table className="sr-only">
      <caption>The turn in time</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Begins after, ms</th>
          <th scope="col">Lasts, ms</th>
        </tr>
      </thead>
      <tbody>
        {pieces.slice(0, mostRows).map((piece) => (
          <tr key={`${piece.id} ${piece.left}`}>
            <th scope="row">{piece.label}</th>
            <td>{piece.startedAt - (startedAt ?? piece.startedAt)}</td>
            <td>{piece.endedAt - piece.startedAt}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{pieces.length > mostRows ? `Total, of ${pieces.length} pieces` : "Total"}</th>
          <td>0</td>
          <td>{totalMs}</td>
        </tr>
      </tbody>
    </table>
  );
}
