"use client";
import clsx from "clsx";
import { Check, Star } from "lucide-react";
import type { HTMLAttributes, RefObject } from "react";
import { useListWindow } from "#lib/client/use-list-window.ts";
import { marksOf } from "./find-models.ts";
import { type ModelRow, rowHeights } from "./model-rows.ts";

interface ModelOptionsProps {
  ref: RefObject<HTMLDivElement | null>;
  id: string;
  rows: readonly ModelRow[];
  /** Where each row begins. */
  tops: readonly number[];
  /** Of all that can be chosen. */
  count: number;
  activeId: string | null;
  chosenId: string;
  favouriteIds: readonly string[];
  /** Where there is no search field, the list itself hears the keys. */
  keyboard: HTMLAttributes<HTMLDivElement>;
  onPoint(id: string): void;
  onChoose(id: string): void;
  onMark(id: string): void;
}

/** A list up to this many rows costs nothing to draw at once. */
const drawnWhole = 150;

/** The rows, each group under its name; of a long list those in view. */
export function ModelOptions(props: ModelOptionsProps) {
  const { ref, id, rows, tops, count, keyboard } = props;
  const inWindow = useListWindow(ref, tops);
  const { from, to } = rows.length <= drawnWhole ? { from: 0, to: rows.length } : inWindow;
  const groups = groupsIn(rows, from, to);
  const drawn = (row: ModelRow, index: number) =>
    row.kind === "heading" ? null : <Option key={row.id} row={row} top={tops[index] ?? 0} list={props} />;
  return (
    <div
      ref={ref}
      id={id}
      role="listbox"
      aria-label="Models"
      tabIndex={-1}
      {...keyboard}
      className="min-h-0 overflow-y-auto p-1 outline-none"
    >
      <div className="relative" role="presentation" style={{ height: tops.at(-1) }}>
        {groups.map(({ heading, name, rows: members }) =>
          name === null ? (
            members.map(({ row, index }) => drawn(row, index))
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: options are grouped with a group, not a fieldset.
            <div key={heading} role="group" aria-label={name}>
              <p
                aria-hidden
                className="absolute inset-x-0 truncate px-2 pt-2.5 text-[12px] text-ink-faint"
                style={{ top: tops[heading], height: rowHeights.heading }}
              >
                {name}
              </p>
              {members.map(({ row, index }) => drawn(row, index))}
            </div>
          ),
        )}
      </div>
      {count === 0 && <p className="px-2 py-3 text-ink-faint">No model by that name.</p>}
    </div>
  );
}

interface DrawnGroup {
  /** Index of its heading; -1 for what stands above the first. */
  heading: number;
  name: string | null;
  rows: { row: ModelRow; index: number }[];
}

/** The groups that have a row between `from` and `to`, with those rows. */
function groupsIn(rows: readonly ModelRow[], from: number, to: number): DrawnGroup[] {
  let heading = from;
  while (heading > 0 && rows[heading]?.kind !== "heading") heading -= 1;
  const groups: DrawnGroup[] = [];
  for (let index = heading; index < to; index += 1) {
    const row = rows[index];
    if (!row) continue;
    if (row.kind === "heading") groups.push({ heading: index, name: row.name, rows: [] });
    else if (groups.length === 0) groups.push({ heading: -1, name: null, rows: [] });
    if (row.kind !== "heading" && index >= from) groups.at(-1)?.rows.push({ row, index });
  }
  return groups;
}

type OptionRow = Exclude<ModelRow, { kind: "heading" }>;

function titleOf(row: OptionRow): string {
  if (row.kind === "none") return row.name;
  // The space parts it from the second line where both are read as one.
  return row.kind === "model" ? row.model.name : `Use “${row.name}” `;
}

function detailOf(row: OptionRow): string {
  if (row.kind === "none") return "";
  if (row.kind === "offer") return `from ${row.connectionName}`;
  const owner = row.isFromFavourites ? row.model.connection.name : "";
  return [marksOf(row.model), owner].filter(Boolean).join(" · ");
}

interface OptionProps {
  row: OptionRow;
  top: number;
  list: ModelOptionsProps;
}

function Option({ row, top, list: { id, count, activeId, chosenId, favouriteIds, onPoint, onChoose, onMark } }: OptionProps) {
  const isActive = row.id === activeId;
  const isChosen = row.id === chosenId;
  const isFavourite = favouriteIds.includes(row.id);
  const place = row.kind === "none" ? 0 : row.place;
  const detail = detailOf(row);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys for its options.
    // biome-ignore lint/a11y/useFocusableInteractive: options are named by aria-activedescendant.
    <div
      id={`${id}-${place}`}
      role="option"
      aria-selected={isChosen}
      aria-setsize={count}
      aria-posinset={place + 1}
      onPointerMove={() => onPoint(row.id)}
      onClick={() => onChoose(row.id)}
      style={{ top, height: rowHeights[row.kind] }}
      className={clsx("absolute inset-x-0 flex cursor-pointer items-center gap-2 rounded-md pl-2", isActive && "bg-paper-sunken")}
    >
      <Check size={15} className={clsx("shrink-0", !isChosen && "invisible")} aria-hidden />
      <span className="min-w-0 grow">
        <span className="block truncate">{titleOf(row)}</span>
        {detail && <span className="block truncate text-ink-faint">{detail}</span>}
        {isFavourite && <span className="sr-only">, favourite</span>}
      </span>
      {row.kind === "model" && (
        <span
          aria-hidden
          title={isFavourite ? "No longer a favourite" : "Favourite"}
          onClick={(event) => {
            event.stopPropagation();
            onMark(row.id);
          }}
          className={clsx(
            "flex h-full w-10 shrink-0 pointer-coarse:w-12 items-center justify-center text-ink-faint hover:text-ink",
            !isFavourite && !isActive && "pointer-fine:opacity-0",
          )}
        >
          <Star size={15} strokeWidth={1.75} className={clsx(isFavourite && "fill-current text-ink-soft")} />
        </span>
      )}
    </div>
  );
}
