/** Owns: what our own tools brought, as artifacts that Workspace can show and add to a dashboard. Pure. */
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import type { Part, ToolPart } from "#lib/reasoning/view.ts";
import { derivedUuid } from "./derived-uuid.ts";
import type { Artifact, OpenbbEvent } from "./event.ts";
import { cutText, oneLine } from "./shorten.ts";

type Row = Record<string, string | number | boolean | null>;

const mostRows = 2000;
const mostLetters = 100_000;

/** Of calls that are done, each once. */
export function artifactsOf(runId: string, parts: readonly Part[]): OpenbbEvent[] {
  return parts.flatMap((part): OpenbbEvent[] => {
    if (part.kind !== "tool" || part.isClients || part.state !== "done" || part.shown === null) return [];
    // The pages a tool has read are told as citations.
    const isCited = parts.some((each) => each.kind === "source" && each.callId === part.callId);
    const artifact = isCited ? null : artifactOf(runId, part, part.shown);
    return artifact ? [{ event: "copilotMessageArtifact", data: artifact }] : [];
  });
}

function artifactOf(runId: string, part: ToolPart, shown: ToolShown): Artifact | null {
  const uuid = derivedUuid(runId, part.id);
  const label = labelOf(shown.kind === "series" ? shown.title : (part.title ?? part.name));
  const base = { name: `${label} ${uuid.slice(0, 4)}`, description: `Made by ${oneLine(part.title ?? part.name, 100)}`, uuid };
  switch (shown.kind) {
    case "table": {
      const rows = tableRows(shown.columns, shown.rows);
      return rows.length > 0 ? { ...base, type: "table", content: rows } : null;
    }
    case "series": {
      const xKey = shown.xLabel || "x";
      const yKey = shown.yLabel && shown.yLabel !== xKey ? shown.yLabel : `${xKey} value`;
      const rows = shown.points.slice(0, mostRows).map(({ x, y }) =>
        row([
          [xKey, x],
          [yKey, y],
        ]),
      );
      return rows.length > 0
        ? { ...base, type: "chart", content: rows, chart_params: { chartType: "line", xKey, yKey: [yKey] } }
        : null;
    }
    case "json": {
      const rows = rowsOfJson(shown.value);
      return rows ? { ...base, type: "table", content: rows } : null;
    }
    case "text":
    case "markdown":
      // One line is told with the step.
      return shown.text.trim().includes("\n") ? { ...base, type: "text", content: cutText(shown.text, mostLetters) } : null;
    case "image":
    case "links":
      return null;
    default:
      return shown satisfies never;
  }
}

/** Workspace sets it as an attribute, with no escapes. */
function labelOf(title: string): string {
  return oneLine(title.replace(/["<>|\\]/g, " "), 60) || "Result";
}

function tableRows(columns: readonly string[], rows: readonly (string | number | boolean | null)[][]): Row[] {
  const names = columns.map((name, index) => (columns.indexOf(name) === index ? name : `${name} ${index + 1}`));
  return rows.slice(0, mostRows).map((cells) => row(names.map((name, index) => [name, cells[index] ?? null])));
}

/** A list of flat things; null: it is none. */
function rowsOfJson(value: unknown): Row[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const rows = value.slice(0, mostRows).map((each) => {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return null;
    const cells = Object.entries(each as Record<string, unknown>);
    return row(cells.map(([name, cell]) => [name, isCell(cell) ? cell : (JSON.stringify(cell) ?? null)]));
  });
  return rows.every((each) => each !== null) ? rows : null;
}

function isCell(value: unknown): value is Row[string] {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Also of a column that is called `__proto__`. */
function row(cells: readonly (readonly [string, Row[string]])[]): Row {
  return Object.fromEntries(cells);
}
