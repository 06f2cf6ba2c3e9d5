/** Owns: reading a JSON body that may be too large, of another type, or no JSON at all. */
import { AppError } from "#lib/core/errors.ts";
import { parseJson } from "#lib/core/parse-json.ts";

const mebibyte = 1024 * 1024;

export interface BodyOptions {
  maxBytes: number;
  /** Whether JSON under another content type, or none, is taken. Never where a page on another site may ask as the person. */
  isAnyTypeTaken?: boolean;
}

/**
 * The parsed body. Stops reading at the first byte past `maxBytes`.
 * Throws AppError `wrong-content-type`, `too-large` or `bad-request`, each for the field `body`.
 */
export async function readJson(request: Request, { maxBytes, isAnyTypeTaken = false }: BodyOptions): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json" && !isAnyTypeTaken) throw new AppError("wrong-content-type", { field: "body" });
  const text = await readText(request, maxBytes);
  try {
    return parseJson(text);
  } catch (cause) {
    throw new AppError("bad-request", { message: "The body is not JSON, or is nested too deeply.", field: "body", cause });
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const most = maxBytes >= mebibyte ? `${Math.floor(maxBytes / mebibyte)} MiB` : `${Math.floor(maxBytes / 1024)} KiB`;
  const tooLarge = () => new AppError("too-large", { message: `The body is larger than ${most}.`, field: "body" });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (cause) {
    if (AppError.is(cause)) throw cause;
    throw new AppError("bad-request", { message: "The body is not complete UTF-8 text.", field: "body", cause });
  }
}
