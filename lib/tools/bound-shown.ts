/** Owns: keeping what a person is shown of a result within what a page can hold. What is left out is said. */
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import { encodeOutput } from "./encode-output.ts";
import { group, joinEnds, shortenText } from "./shorten.ts";

const mostTextBytes = 256 * 1024;
const mostImageBytes = 2 * 1024 * 1024;
const mostRows = 1000;
const mostColumns = 50;
const mostPoints = 2000;
const mostLinks = 100;
const mostCellBytes = 1000;

/** Throws what a getter of the value throws. */
export async function boundShown(shown: ToolShown): Promise<ToolShown> {
  switch (shown.kind) {
    case "text":
    case "markdown":
      return { ...shown, text: shortenText(shown.text, mostTextBytes) };
    case "json": {
      const encoded = await encodeOutput(shown.value, mostTextBytes);
      if (encoded.isWhole) return { kind: "json", value: JSON.parse(encoded.text) };
      const text = joinEnds({ head: encoded.text, tail: encoded.tail, bytes: encoded.bytes }, mostTextBytes);
      return { kind: "text", text, language: "json" };
    }
    case "table":
      return boundTable(shown);
    case "image":
      return shown.data.length <= mostImageBytes
        ? { ...shown, alt: shortenText(shown.alt, mostCellBytes) }
        : {
            kind: "text",
            text: `An image of ${group(shown.data.length)} bytes, too large to show. ${shortenText(shown.alt, mostCellBytes)}`,
          };
    case "series":
      return boundSeries(shown);
    case "links":
      return { kind: "links", links: shown.links.slice(0, mostLinks) };
    default:
      return shown satisfies never;
  }
}

function boundTable({ columns, rows }: Extract<ToolShown, { kind: "table" }>): ToolShown {
  const width = Math.min(columns.length, mostColumns);
  const kept = rows.slice(0, mostRows).map((row) => row.slice(0, width).map(cellOf));
  const left = [
    rows.length > mostRows ? `${group(rows.length - mostRows)} more rows` : null,
    columns.length > width ? `${group(columns.length - width)} more columns` : null,
  ].filter((part) => part !== null);
  if (left.length > 0) kept.push([`… ${left.join(", ")}`]);
  return { kind: "table", columns: columns.slice(0, width).map((column) => shortenText(column, mostCellBytes)), rows: kept };
}

/** JSON has no word for the numbers that are none. */
function cellOf(cell: string | number | boolean | null): string | number | boolean | null {
  if (typeof cell === "string") return shortenText(cell, mostCellBytes);
  return typeof cell === "number" && !Number.isFinite(cell) ? String(cell) : cell;
}

/** Too many points are thinned evenly; the first and the last stay. */
function boundSeries(series: Extract<ToolShown, { kind: "series" }>): ToolShown {
  const points = series.points.filter(({ x, y }) => Number.isFinite(y) && (typeof x === "string" || Number.isFinite(x)));
  if (points.length <= mostPoints) return { ...series, points };
  const step = (points.length - 1) / (mostPoints - 1);
  const thinned = Array.from({ length: mostPoints }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
  return { ...series, title: `${series.title} (${group(mostPoints)} of ${group(points.length)} points)`, points: thinned };
}
