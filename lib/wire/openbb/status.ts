/** Owns: one step in what Workspace shows of the work on an answer. Pure. */
import type { OpenbbEvent, StatusUpdate } from "./event.ts";
import { oneLine } from "./shorten.ts";

export type Details = StatusUpdate["details"][number];

/** Workspace takes these names out of details, so that what they hold would vanish. */
const renamed: Record<string, string> = {
  lastupdated: "updated",
  source: "from",
  id: "identifier",
  uuid: "unique_identifier",
  storedfileuuid: "stored_file",
  url: "link",
  datakey: "data_name",
  originalfilename: "file_name",
  extension: "file_type",
  category: "kind",
  subcategory: "sub_kind",
  transcript_url: "transcript_link",
};

const mostEntries = 20;
const mostLetters = 500;

export function status(
  eventType: StatusUpdate["eventType"],
  message: string,
  details: Record<string, unknown> = {},
): OpenbbEvent {
  const told = detailsOf(details);
  const list = Object.keys(told).length === 0 ? [] : [told];
  return { event: "copilotStatusUpdate", data: { eventType, message, group: "reasoning", details: list, hidden: false } };
}

/** Short values under names that Workspace leaves in; what says nothing is left out. */
function detailsOf(given: Record<string, unknown>): Details {
  const told = new Map<string, Details[string]>();
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === "") continue;
    if (told.size >= mostEntries) break;
    told.set(freeName(nameOf(key), told), short(value));
  }
  return Object.fromEntries(told);
}

function nameOf(key: string): string {
  const lower = key.toLowerCase();
  return oneLine((Object.hasOwn(renamed, lower) ? renamed[lower] : undefined) ?? key, 80);
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
  return free;
}

function short(value: unknown): Details[string] {
  if (typeof value === "number" || typeof value === "boolean") return value;
  return oneLine(typeof value === "string" ? value : (JSON.stringify(value) ?? ""), mostLetters);
}
