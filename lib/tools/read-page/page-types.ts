/** Owns: which types of documents can be read as text, and what is said of the others. */
import { ToolFailure } from "#lib/tools/tool.ts";

const textual =
  /^(?:text\/.*|application\/(?:.+\+)?(?:json|xml|yaml|toml)|application\/(?:x-)?(?:javascript|ecmascript|ndjson|sh|yaml|toml|sql))$/;

const names: [pattern: RegExp, name: string][] = [
  [/^application\/(?:x-)?pdf$/, "a PDF"],
  [/^image\//, "a picture"],
  [/^(?:audio|video)\//, "a recording"],
  [/^font\//, "a font"],
  [/zip|compressed|tar$/, "an archive"],
  [/officedocument|msword|ms-excel|ms-powerpoint|opendocument|rtf/, "an office document"],
];

export function isHtml(mediaType: string): boolean {
  return mediaType === "text/html" || mediaType === "application/xhtml+xml";
}

/** Null: it can be read, or its bytes will tell. */
export function whyNotRead(mediaType: string): string | null {
  if (mediaType === "" || textual.test(mediaType) || isHtml(mediaType)) return null;
  const what = names.find(([pattern]) => pattern.test(mediaType))?.[1] ?? "a file";
  return `The address holds ${what} (${mediaType.slice(0, 80)}), which this tool cannot read; it reads web pages and plain text.`;
}

/** The type by the bytes where none is named. Throws ToolFailure for bytes that are no text, whatever their type claims. */
export function sniffType(mediaType: string, bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  if (head.startsWith("%PDF-")) throw new ToolFailure(whyNotRead("application/pdf") ?? "");
  const isWide = /^(?:\u00ff\u00fe|\u00fe\u00ff)/.test(head);
  if (!isWide && head.includes("\u0000") && !isHtml(mediaType))
    throw new ToolFailure("The address holds a file that is not text.");
  if (mediaType !== "") return mediaType;
  return /^\s*(?:<!doctype html|<html|<head|<body|<!--)/i.test(head) ? "text/html" : "text/plain";
}
