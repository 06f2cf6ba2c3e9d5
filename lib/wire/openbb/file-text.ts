/** Owns: the text in what Workspace sends of a file or of a widget's data, or a sentence on why there is none. */
import type { DataItem } from "./query-request.ts";

const textTypes = new Set(["txt", "md", "html", "csv", "object"]);

export interface ReadText {
  text: string;
  /** What stands in `text` is about the file, not of it. */
  isNote: boolean;
}

/** One entry of `items`: content, or the address of a file. */
export function textOfItem({ content, url, data_format: format }: DataItem): ReadText {
  const type = typeof format?.data_type === "string" ? format.data_type : "object";
  const name = typeof format?.filename === "string" ? format.filename : null;
  if (content === undefined || content === null) {
    if (typeof url !== "string" || url === "") return { text: "[There is no data.]", isNote: true };
    return { text: `[${fileName(name, type)} is at ${url} and was not opened.]`, isNote: true };
  }
  if (typeof content !== "string") return { text: JSON.stringify(content), isNote: false };
  if (type === "object") return { text: content, isNote: false };
  return textOfFile({ content, type, name });
}

interface FileContent {
  /** Text as it is, or base64. */
  content: string;
  /** It is said to be base64. */
  isEncoded?: boolean;
  type: string;
  name: string | null;
}

export function textOfFile({ content, isEncoded = false, type, name }: FileContent): ReadText {
  const decoded = fromBase64(content, isEncoded);
  if (!textTypes.has(type)) {
    // A type nobody has told us of may still be text.
    const isBinary = knownBinary.has(type) || decoded === "binary";
    if (isBinary) return { text: `[${fileName(name, type)} cannot be read here: only text can.]`, isNote: true };
  }
  if (decoded === "binary") return { text: `[${fileName(name, type)} cannot be read here: it is not text.]`, isNote: true };
  const text = decoded ?? content;
  return { text: type === "html" ? withoutTags(text) : text, isNote: false };
}

const knownBinary = new Set(["pdf", "docx", "xlsx", "xls", "jpg", "jpeg", "png"]);

function fileName(name: string | null, type: string): string {
  return name === null ? `A file of type ${type}` : `The file "${name}" (${type})`;
}

/** Null: not base64. Short words look like base64 too: they are taken for what they say, unless it is said what they are. */
function fromBase64(content: string, isEncoded: boolean): string | "binary" | null {
  const compact = content.replace(/\s+/g, "");
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return null;
  const mayBeWords = compact.length < 16 || (compact.length < 64 && !/[0-9+/=]/.test(compact));
  if (mayBeWords && !isEncoded) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(atob(compact), (letter) => letter.charCodeAt(0)),
    );
    return hasControls(text) ? "binary" : text;
  } catch {
    // Bytes that are no UTF-8 are a file of another kind.
    return "binary";
  }
}

function hasControls(text: string): boolean {
  for (const letter of text.slice(0, 4000)) {
    const code = letter.charCodeAt(0);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) return true;
  }
  return false;
}

/** Good enough for a model to read; nothing is rendered from it. */
function withoutTags(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .replace(/[ \t]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}
