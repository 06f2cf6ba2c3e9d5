"use client";
import clsx from "clsx";
import { Star } from "lucide-react";
import { memo, useMemo, useRef } from "react";
import { rowTops } from "#lib/client/list-window.ts";
import { useMedia } from "#lib/client/use-media.ts";
import { usePageWindow } from "#lib/client/use-page-window.ts";
import type { ModelInfo } from "#lib/models/model.ts";
import { type ModelGroup, marksOf } from "../composer/find-models.ts";
import { modelRows } from "../composer/model-rows.ts";
import { priceLine, priceOrigin } from "./price-words.ts";

interface ModelTableProps {
  groups: readonly ModelGroup[];
  favouriteIds: readonly string[];
  onMark(id: string): void;
  onPrice(id: string): void;
}

const headingHeight = 40;
const wideRow = 54;
const narrowRow = 78;

/** Every model in one list that scrolls with the page; the rows near the window are drawn. */
export function ModelTable({ groups, favouriteIds, onMark, onPrice }: ModelTableProps) {
  const list = useRef<HTMLUListElement>(null);
  const isNarrow = useMedia("(max-width: 639.9px)", false);
  const rows = useMemo(() => modelRows(groups, null), [groups]);
  const rowHeight = isNarrow ? narrowRow : wideRow;
  const tops = useMemo(
    () => rowTops(rows.map(({ kind }) => (kind === "heading" ? headingHeight : rowHeight))),
    [rows, rowHeight],
  );
  const { from, to } = usePageWindow(list, tops);
  return (
    <ul ref={list} aria-label="Models" className="relative mt-2" style={{ height: tops.at(-1) }}>
      {rows.slice(from, to).map((row, index) => {
        const top = tops[from + index] ?? 0;
        return row.kind === "model" ? (
          <li key={row.id} className="absolute inset-x-0" style={{ top, height: rowHeight }}>
            <ModelLine
              model={row.model}
              owner={row.isFromFavourites ? row.model.connection.name : null}
              isFavourite={favouriteIds.includes(row.id)}
              onMark={onMark}
              onPrice={onPrice}
            />
          </li>
        ) : (
          <li key={row.id} className="absolute inset-x-0 pt-4" style={{ top, height: headingHeight }}>
            <h3 className="truncate text-ink-faint">{row.name}</h3>
          </li>
        );
      })}
    </ul>
  );
}

interface ModelLineProps {
  model: ModelInfo;
  /** Its connection, where the heading does not name it. */
  owner: string | null;
  isFavourite: boolean;
  onMark(id: string): void;
  onPrice(id: string): void;
}

const ModelLine = memo(function ModelLine({ model, owner, isFavourite, onMark, onPrice }: ModelLineProps) {
  const { id, name, price } = model;
  const marks = [marksOf(model), owner].filter(Boolean).join(" · ");
  return (
    <div className="flex h-full items-center gap-2 border-line border-b">
      <button
        type="button"
        aria-pressed={isFavourite}
        aria-label={`Favourite: ${name}`}
        onClick={() => onMark(id)}
        className="touch -ml-2 inline-flex size-8 shrink-0 items-center justify-center self-center rounded-md text-ink-faint hover:bg-paper-sunken hover:text-ink"
      >
        <Star size={16} strokeWidth={1.75} aria-hidden className={clsx(isFavourite && "fill-current text-ink-soft")} />
      </button>
      <div className="flex min-w-0 grow gap-x-3 max-sm:flex-col sm:items-center">
        <div className="min-w-0 grow">
          <p className="truncate" title={name}>
            {name}
          </p>
          <p className="truncate text-ink-faint">{marks || "Nothing more is known of it"}</p>
        </div>
        <button
          type="button"
          onClick={() => onPrice(id)}
          className="tabular flex shrink-0 rounded-md text-ink-soft hover:bg-paper-sunken hover:text-ink max-sm:gap-2 sm:flex-col sm:items-end sm:px-2 sm:py-1"
        >
          <span className="sr-only">
            {`Price of ${name}: ${price ? `${priceLine(price)}, ${priceOrigin(price)}` : "none, enter one"}`}
          </span>
          <span aria-hidden>{price ? priceLine(price) : "No price"}</span>
          <span aria-hidden className="text-ink-faint">
            {price ? priceOrigin(price) : "Enter one"}
          </span>
        </button>
      </div>
    </div>
  );
});
