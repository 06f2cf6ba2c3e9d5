/** Owns: pictures as they come in a request, checked by what is in them. */
import { AppError } from "#lib/core/errors.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";

/** Of the picture itself; in base64 it is a third more. */
export const mostImageBytes = 10 * 1024 * 1024;

const head = /^data:([a-z0-9.+-]+\/[a-z0-9.+-]+)?(?:;[a-z0-9-]+=[^;,]*)*;base64,/i;

export const isDataUrl = (url: string) => /^data:/i.test(url);

/** Throws AppError bad-request for what is no picture, and too-large. */
export function readDataImage(url: string, field: string): PromptImage {
  const start = head.exec(url.slice(0, 200))?.[0];
  if (start === undefined) throw wrong(field, "A picture in a data URL has to be in base64.");
  const data = url.slice(start.length).replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) throw wrong(field, "The picture is not valid base64.");
  return imageOf(Buffer.from(data, "base64"), field);
}

/** The type is what the bytes say: providers refuse a picture that is said to be another kind than it is. */
export function imageOf(bytes: Uint8Array, field: string): PromptImage {
  if (bytes.length > mostImageBytes) throw tooLarge(field);
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === null) throw wrong(field, "That is no picture of a kind that models take: png, jpeg, gif or webp.");
  return { mediaType, data: Buffer.from(bytes).toString("base64") };
}

export function tooLarge(field: string): AppError {
  const message = `A picture is larger than ${mostImageBytes / 1024 / 1024} MiB, or all that are to be fetched than twice that.`;
  return new AppError("too-large", { field, message });
}

function mediaTypeOf(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (/^GIF8[79]a/.test(start)) return "image/gif";
  return /^RIFF[\s\S]{4}WEBP$/.test(start) ? "image/webp" : null;
}

function wrong(field: string, message: string): AppError {
  return new AppError("bad-request", { field, message, suggestion: "Send a data URL with base64." });
}
