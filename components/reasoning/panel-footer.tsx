"use client";
import { Fragment, memo, useMemo } from "react";
import type { Clock } from "#lib/core/clock.ts";
import { toLedger } from "#lib/reasoning/spans.ts";
import type { View } from "#lib/reasoning/view.ts";
import { toBar } from "./bar.ts";
import { Swatch } from "./bar-shapes.tsx";
import { formatClock, formatDuration } from "./duration.ts";
import { figuresOf, itemsOf, meaningOf, wordsOf } from "./ledger.ts";
import { useNow } from "./live-clock.tsx";
import { timesKey } from "./outline.ts";

/** Letters of a figure that are kept on one line. */
const longestUnbroken = 32;

/** Where the time went, and what was counted. Also the key to the bar row's patterns. */
export const PanelFooter = memo(function PanelFooter({ view, clock }: { view: View; clock: Clock }) {
  const isLive = view.endedAt === null && view.startedAt !== null;
  const now = useNow(clock, view.startedAt, isLive, (elapsed) => (elapsed < 10_000 ? 200 : 500));
  const key = timesKey(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for everything of the view that the ledger reads
  const items = useMemo(() => itemsOf(toLedger(view, now ?? 0), view), [key, now]);
  const totalMs = items.reduce((sum, item) => sum + item.ms, 0);
  const rows = useMemo(() => figuresOf(view), [view]);
  return (
    <footer className="border-line border-t px-4 pt-2.5 pb-3 text-[12px] text-ink-soft leading-[18px]">
      <dl className="tabular grid grid-cols-2 gap-x-6 gap-y-0.5" suppressHydrationWarning>
        {items.map((item) => (
          <div key={item.kind} className="flex justify-between gap-1.5 whitespace-nowrap">
            <dt className="flex min-w-0 items-center gap-1.5">
              <Swatch kind={item.kind} />
              {item.label}
            </dt>
            <dd title={meaningOf(item)} className={item.isSeen ? "text-ink" : "text-ink-faint"}>
              {wordsOf(item, isLive)}
            </dd>
          </div>
        ))}
        <div className="col-start-2 flex justify-between gap-1.5 whitespace-nowrap">
          <dt>Total</dt>
          <dd className="font-medium text-ink">
            {view.startedAt === null ? "–" : isLive ? formatClock(totalMs) : formatDuration(totalMs)}
          </dd>
        </div>
      </dl>
      <dl className="tabular mt-2 grid grid-cols-[52px_1fr] gap-y-0.5 border-line border-t pt-2">
        {rows.map((row) => (
          <Fragment key={row.label}>
            <dt>{row.label}</dt>
            <dd className="flex flex-wrap gap-x-3">
              {row.figures.map(({ label, value, note = "", title }) => (
                <Fragment key={label}>
                  <span
                    title={title}
                    className={label.length + value.length + note.length > longestUnbroken ? "" : "whitespace-nowrap"}
                  >
                    {label && `${label} `}
                    <span className="text-ink">{value}</span>
                    {note && ` ${note}`}
                  </span>{" "}
                </Fragment>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
      <TimeTable view={view} />
    </footer>
  );
});

const mostRows = 200;

/** The bar row as a table, for who hears it: what has ended, in order, to the millisecond. */
function TimeTable({ view }: { view: View }) {
  if (view.endedAt === null) return null;
  const { pieces, startedAt, totalMs } = toBar(view, null);
  return (
    <div className="sr-only">
      <table>
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
    </div>
  );
}
