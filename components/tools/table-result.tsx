"use client";
import { useState } from "react";
import type { Room } from "./shown-result.ts";
import { smallRoom } from "./shown-result.ts";
import { cellText, numberColumns, yearColumns } from "./table-cells.ts";
import { visibleText } from "./visible-text.ts";

interface TableResultProps {
  columns: readonly string[];
  rows: readonly (readonly unknown[])[];
  room: Room;
  /** What it is a table of, for who hears it. */
  name?: string;
}

/** Rows as they come, a stretch at a time; its head stays, numbers stand under each other. */
export default function TableResult({ columns, rows, room, name = "Result" }: TableResultProps) {
  const [shown, setShown] = useState(room.rows);
  const isNumber = numberColumns(columns.length, rows);
  const isYear = yearColumns(columns.length, rows);
  const align = (index: number) => (isNumber[index] ? "text-end" : "text-start");
  const isSmall = room === smallRoom;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="tool-table" aria-label={`Table: ${name}`} tabIndex={0} data-small={isSmall || undefined}>
        <table>
          <thead>
            <tr>
              {columns.map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move, and may have the same name
                <th key={index} scope="col" className={align(index)} dir="auto">
                  {visibleText(String(column))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
              <tr key={at}>
                {row.slice(0, Math.max(columns.length, 1)).map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells never move
                  <td key={index} className={align(index)} dir="auto">
                    {visibleText(cellText(cell, isYear[index]))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {(rows.length > shown || !isSmall) && (
        <p className="tool-facts mt-1 flex items-center gap-3">
          <span className="tabular">
            {rows.length > shown ? `${shown.toLocaleString("en-US")} of ` : ""}
            {rows.length.toLocaleString("en-US")} {rows.length === 1 ? "row" : "rows"}
          </span>
          {!isSmall && rows.length > shown && (
            <button type="button" className="fold-word" onClick={() => setShown(shown + room.rows)}>
              Show {Math.min(room.rows, rows.length - shown).toLocaleString("en-US")} more
            </button>
          )}
        </p>
      )}
    </>
  );
}
