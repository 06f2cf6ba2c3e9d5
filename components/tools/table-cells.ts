/** Owns: a table's cells as text, and which columns are numbers. Pure. */

export type Cell = string | number | boolean | null;

/** `isPlain`: numbers without marks between their thousands. */
export function cellText(cell: unknown, isPlain = false): string {
  if (cell === null || cell === undefined) return "–";
  if (typeof cell === "number" && isPlain) return String(cell);
  if (typeof cell === "number")
    return Number.isInteger(cell) && Math.abs(cell) < 1e15 ? cell.toLocaleString("en-US") : String(cell);
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return typeof cell === "string" ? cell : (JSON.stringify(cell) ?? "–");
}

/** For each column whether all that stands in it are numbers; judged by the first rows. */
export function numberColumns(columnCount: number, rows: readonly (readonly unknown[])[]): boolean[] {
  const first = rows.slice(0, 200);
  return Array.from({ length: columnCount }, (_, index) => {
    const cells = first.map((row) => row[index]).filter((cell) => cell !== null && cell !== undefined && cell !== "");
    return cells.length > 0 && cells.every(isNumber);
  });
}

/** For each column whether it holds years, or numbers like them. */
export function yearColumns(columnCount: number, rows: readonly (readonly unknown[])[]): boolean[] {
  const first = rows.slice(0, 200);
  return Array.from({ length: columnCount }, (_, index) => {
    const cells = first.map((row) => row[index]).filter((cell) => cell !== null && cell !== undefined);
    return cells.length > 0 && cells.every((cell) => Number.isInteger(cell) && Number(cell) >= 1000 && Number(cell) <= 2999);
  });
}

function isNumber(cell: unknown): boolean {
  return typeof cell === "number" || (typeof cell === "string" && /^[-+−]?[$€£]?\d[\d,.\s]*%?$/.test(cell.trim()));
}
