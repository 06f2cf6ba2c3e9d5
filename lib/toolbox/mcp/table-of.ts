/** Owns: recognising a table in a value. Pure. */
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";

type Table = Extract<ToolShown, { kind: "table" }>;
type Cell = Table["rows"][number][number];

const fewestRows = 2;
const mostColumns = 20;

/**
 * A list of objects whose fields are plain and mostly the same, by itself or as the only list in an object that says nothing
 * else. Null: it is better shown as it is.
 */
export function tableOf(value: unknown): Table | null {
  const list = Array.isArray(value) ? value : onlyListIn(value);
  if (list === null || list.length < fewestRows || !list.every(isFlat)) return null;
  const columns = [...new Set(list.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0 || columns.length > mostColumns) return null;
  const filled = list.reduce((sum, row) => sum + Object.keys(row).length, 0);
  if (filled < (columns.length * list.length) / 2) return null;
  const rows = list.map((row) => columns.map((column): Cell => (Object.hasOwn(row, column) ? (row[column] ?? null) : null)));
  return { kind: "table", columns, rows };
}

function onlyListIn(value: unknown): unknown[] | null {
  if (typeof value !== "object" || value === null) return null;
  const values = Object.values(value);
  return values.length === 1 && Array.isArray(values[0]) ? values[0] : null;
}

function isFlat(row: unknown): row is Record<string, Cell> {
  return (
    typeof row === "object" &&
    row !== null &&
    !Array.isArray(row) &&
    Object.values(row).every((cell) => cell === null || ["string", "number", "boolean"].includes(typeof cell))
  );
}
