/** Owns: what of a result a person is shown, within bounds. Nothing in it is trusted: a shape that is not one is shown as JSON. Pure. */
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import type { ToolPart } from "#lib/reasoning/view.ts";

/** Null where there is nothing to show. */
export function shownOf({ shown, result }: Pick<ToolPart, "shown" | "result">): ToolShown | null {
  if (shown) return isShape(shown) ? shown : { kind: "json", value: shown };
  if (result === null || result === undefined || result === "") return null;
  if (typeof result === "string") return { kind: "text", text: result };
  if (typeof result !== "object") return { kind: "text", text: String(result) };
  return Object.keys(result).length === 0 ? null : { kind: "json", value: result };
}

/** Whether it holds what its kind promises, as far as drawing it relies on that. */
function isShape(shown: ToolShown): boolean {
  switch (shown.kind) {
    case "text":
    case "markdown":
      return typeof shown.text === "string";
    case "json":
      return true;
    case "table":
      return Array.isArray(shown.columns) && Array.isArray(shown.rows) && shown.rows.every(Array.isArray);
    case "image":
      return typeof shown.data === "string" && typeof shown.alt === "string";
    case "series":
      return Array.isArray(shown.points) && shown.points.every((point) => typeof point?.y === "number");
    case "links":
      return Array.isArray(shown.links) && shown.links.every((link) => typeof link?.url === "string");
    default:
      shown satisfies never;
      return false;
  }
}

/** How much is drawn: in the panel, and over the page. */
export interface Room {
  letters: number;
  rows: number;
  points: number;
  links: number;
}

export const smallRoom: Room = { letters: 2_000, rows: 12, points: 160, links: 5 };
export const largeRoom: Room = { letters: 200_000, rows: 200, points: 1_000, links: 100 };

/** Whether more is there than the panel draws. */
export function isMoreThanPreview(shown: ToolShown): boolean {
  switch (shown.kind) {
    case "text":
    case "markdown":
      return shown.text.length > smallRoom.letters || lineCount(shown.text) > 24;
    case "json":
      return true;
    case "table":
      return shown.rows.length > smallRoom.rows || shown.columns.length > 3;
    case "image":
    case "series":
      return true;
    case "links":
      return shown.links.length > smallRoom.links;
    default:
      return shown satisfies never;
  }
}

function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** The beginning of a text, not cut within a character. */
export function beginningOf(text: string, letters: number): { text: string; leftOut: number } {
  if (text.length <= letters) return { text, leftOut: 0 };
  const kept = text.slice(0, letters).replace(/[\ud800-\udbff]$/, "");
  return { text: kept, leftOut: text.length - kept.length };
}

const imageTypes = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/** The address of an image whose bytes came with the result; null for anything else. */
export function imageAddress({ mediaType, data }: Extract<ToolShown, { kind: "image" }>): string | null {
  const isPlain = data !== "" && /^[A-Za-z0-9+/]+={0,2}$/.test(data);
  return imageTypes.has(mediaType) && isPlain ? `data:${mediaType};base64,${data}` : null;
}
