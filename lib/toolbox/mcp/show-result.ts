/** Owns: a server's result as the model is given it and as a person is shown it. All of it is the server's word. */
import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/client";
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import { withoutInvisible } from "#lib/tools/net/quote-foreign.ts";
import { type ToolContext, ToolFailure, type ToolOutput } from "#lib/tools/tool.ts";
import { tableOf } from "./table-of.ts";

/** What the model reads, and how a person may be shown it. */
interface Piece {
  said: string;
  shown: ToolShown | null;
}

type Image = Extract<ToolShown, { kind: "image" }>;

/** Pages that the result points at are recorded as sources. Throws ToolFailure with the server's words when it calls it an error. */
export function outputOf(given: CallToolResult, { source }: Pick<ToolContext, "source">): ToolOutput {
  const pieces = given.content.map((block) => pieceOf(block));
  const said = pieces.map((piece) => piece.said).join("\n\n");
  if (given.isError === true) throw new ToolFailure(said || "The tool failed and did not say why.");
  for (const { shown } of pieces) {
    if (shown?.kind === "links") for (const { url, title } of shown.links) source(url, title);
  }
  const structured = structureOf(given.structuredContent, pieces);
  if (structured !== undefined) return { result: structured, shown: imageIn(pieces) ?? shapeOf(structured) };
  if (said === "") return { result: "The tool is done and has nothing to say." };
  return { result: said, shown: shownOf(pieces, said) };
}

/** The structure that a server gives beside its words, where it is more than the same words in an object. */
function structureOf(structure: unknown, pieces: readonly Piece[]): unknown {
  if (structure === undefined || structure === null) return parsedText(pieces);
  const values = typeof structure === "object" ? Object.values(structure) : [];
  const [only] = values;
  const isSaidAlready =
    values.length === 1 && typeof only === "string" && pieces.some(({ said }) => said === withoutInvisible(only));
  return isSaidAlready ? undefined : structure;
}

/** One text that is JSON, of more than a word or a number. */
function parsedText(pieces: readonly Piece[]): unknown {
  const [only] = pieces;
  if (pieces.length !== 1 || only === undefined || !/^\s*[[{]/.test(only.said)) return undefined;
  try {
    return JSON.parse(only.said);
  } catch {
    // Text that only begins like it.
    return undefined;
  }
}

function shapeOf(value: unknown): ToolShown {
  return tableOf(value) ?? { kind: "json", value };
}

function shownOf(pieces: readonly Piece[], said: string): ToolShown {
  const [only] = pieces;
  if (pieces.length === 1 && only?.shown) return only.shown;
  const shown = pieces.flatMap((piece) => piece.shown ?? []);
  const links = shown.flatMap((each) => (each.kind === "links" ? each.links : []));
  if (links.length > 0 && links.length === shown.length) return { kind: "links", links };
  return imageIn(pieces) ?? { kind: "markdown", text: said };
}

/** The first, told by what is said beside it. */
function imageIn(pieces: readonly Piece[]): Image | null {
  for (const { shown } of pieces) {
    if (shown?.kind !== "image") continue;
    const words = pieces.flatMap((piece) => (piece.shown?.kind === "markdown" ? piece.said : [])).join(" ");
    return { ...shown, alt: words.replace(/\s+/g, " ").slice(0, 300).toWellFormed() || shown.alt };
  }
  return null;
}

function pieceOf(block: ContentBlock): Piece {
  switch (block.type) {
    case "text":
      return textPiece(block.text);
    case "image":
      return imagePiece(block.data, block.mimeType, "An image from the tool.");
    case "audio":
      return word(`[A sound, ${typeName(block.mimeType)}, ${sizeOf(block.data)}: it cannot be played here and was left out.]`);
    case "resource":
      return "text" in block.resource
        ? textPiece(block.resource.text)
        : imagePiece(block.resource.blob, block.resource.mimeType ?? "", nameOf(block.resource.uri));
    case "resource_link":
      return linkPiece(block);
    default:
      return block satisfies never;
  }
}

function textPiece(text: string): Piece {
  const said = withoutInvisible(text);
  return { said, shown: { kind: "markdown", text: said } };
}

function imagePiece(data: string, mimeType: string, alt: string): Piece {
  const mediaType = mimeType.toLowerCase();
  if (!isShownImage(mediaType)) return word(`[A file, ${typeName(mimeType)}, ${sizeOf(data)}: ${alt} Its content was left out.]`);
  const said = `[An image, ${mediaType}, ${sizeOf(data)}: it is shown to the person, and cannot be seen by you.]`;
  return { said, shown: { kind: "image", mediaType, data, alt } };
}

function isShownImage(mediaType: string): mediaType is Image["mediaType"] {
  return ["image/png", "image/jpeg", "image/webp", "image/gif"].includes(mediaType);
}

function linkPiece({ uri, name, title, description }: Extract<ContentBlock, { type: "resource_link" }>): Piece {
  const called = withoutInvisible(title ?? name)
    .slice(0, 200)
    .toWellFormed();
  const excerpt = withoutInvisible(description ?? "")
    .slice(0, 500)
    .toWellFormed();
  const said = `${called}: ${nameOf(uri)}${excerpt === "" ? "" : `\n${excerpt}`}`;
  const isWeb = /^https?:$/.test(URL.parse(uri)?.protocol ?? "");
  return {
    said,
    shown: isWeb ? { kind: "links", links: [{ url: uri, title: called, excerpt }] } : { kind: "markdown", text: said },
  };
}

function word(said: string): Piece {
  return { said, shown: null };
}

function nameOf(uri: string): string {
  return withoutInvisible(uri).slice(0, 500).toWellFormed();
}

function typeName(mimeType: string): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(mimeType) ? mimeType : "of a type that is not named";
}

/** Of base64. */
function sizeOf(data: string): string {
  const bytes = Math.floor((data.length * 3) / 4);
  return bytes < 1_000
    ? `${bytes} bytes`
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1_000)} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
