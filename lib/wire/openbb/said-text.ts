/** Owns: an answer as it was told, from an answer as Workspace sends it back: it sets marks where artifacts and citations came. */
import { withoutBrokenOff } from "./broken-off.ts";

const mark =
  /<\|start_(?:artifact|citation)_id\|>[^<]*<\|end_(?:artifact|citation)_id\|>|<(?:artifact|citation) className="[^"]*"\/>/
    .source;

/** After a row of a table it begins a new line first. */
const marksAfterRow = new RegExp(`(?<=\\| )\\n(?:${mark})+`, "g");
const marks = new RegExp(mark, "g");

export function saidText(content: string): string {
  return withoutBrokenOff(content.replace(marksAfterRow, "").replace(marks, ""));
}
