/** Owns: recognising a table or a line of values in what code gave back. */
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";

type Cell = string | number | boolean | null;

/** `value`: plain JSON. */
export function shownValue(value: unknown): ToolShown {
  if (typeof value === "string") return { kind: "text", text: value };
  return seriesOf(value) ?? tableOf(value) ?? { kind: "json", value };
}

/** Points, `{ x, y }` or `[x, y]`, three at least. */
function seriesOf(value: unknown): ToolShown | null {
  if (!Array.isArray(value) || value.length < 3) return null;
  const points = value.map(pointOf).filter((point) => point !== null);
  if (points.length < value.length) return null;
  return { kind: "series", title: "Result", xLabel: "x", yLabel: "y", points };
}

function pointOf(value: unknown): { x: number | string; y: number } | null {
  if (typeof value !== "object" || value === null) return null;
  const isObject = !Array.isArray(value) && Object.keys(value).length === 2 && "x" in value && "y" in value;
  const [x, y] = Array.isArray(value) && value.length === 2 ? value : isObject ? [value.x, value.y] : [];
  return (typeof x === "number" || (isObject && typeof x === "string")) && typeof y === "number" ? { x, y } : null;
}

/** Rows: objects or lists of plain cells. */
function tableOf(value: unknown): ToolShown | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  if (value.every((row): row is Cell[] => Array.isArray(row) && row.length > 0 && row.every(isCell))) {
    const width = Math.max(...value.map((row) => row.length));
    return { kind: "table", columns: Array.from({ length: width }, (_, index) => String(index + 1)), rows: value };
  }
  if (!value.every(isRow)) return null;
  const columns = [...new Set(value.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return null;
  // Own keys only: a column may be called as something that every object has.
  return {
    kind: "table",
    columns,
    rows: value.map((row) => columns.map((column) => (Object.hasOwn(row, column) ? (row[column] ?? null) : null))),
  };
}

function isRow(value: unknown): value is Record<string, Cell> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isCell);
}

function isCell(value: unknown): value is Cell {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
