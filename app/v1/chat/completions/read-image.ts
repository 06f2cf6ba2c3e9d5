/** Owns: getting the pictures of a request: out of it, or off the public web through the address check that tools use. */
import { AppError } from "#lib/core/errors.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";
import { createSafeFetch, type SafeFetch } from "#lib/tools/net/safe-fetch.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { imageOf, isDataUrl, mostImageBytes, readDataImage, tooLarge } from "#lib/wire/request/data-image.ts";

const timeoutMs = 20_000;
/** Of all pictures of one request that are fetched, together. */
const mostFetchedBytes = 20 * 1024 * 1024;

export interface ImageSource {
  signal: AbortSignal;
  /** Whether something may be asked for on the web for whoever asks. */
  mayFetch: boolean;
  fetchDocument?: SafeFetch;
}

const suggestion = "Send the picture itself, as a data: URL in base64.";

/** Throws AppError bad-request or too-large, saying that the picture can be sent in the request instead. */
export function makeReadImage({ signal, mayFetch, fetchDocument = createSafeFetch() }: ImageSource) {
  let bytesLeft = mostFetchedBytes;
  return async (url: string, field: string): Promise<PromptImage> => {
    if (isDataUrl(url)) return readDataImage(url, field);
    if (!mayFetch) {
      const message = "Pictures are not fetched for a key that may not use the tools of this application.";
      throw new AppError("bad-request", { field, message, suggestion });
    }
    const mostBytes = Math.min(mostImageBytes, bytesLeft);
    try {
      const { bytes, isCut } = await fetchDocument({ url, signal, timeoutMs, mostBytes, accept: "image/*", whyNot });
      if (isCut) throw tooLarge(field);
      bytesLeft -= bytes.length;
      return imageOf(bytes, field);
    } catch (error) {
      if (!(error instanceof ToolFailure)) throw error;
      throw new AppError("bad-request", { field, message: error.message, suggestion });
    }
  };
}

function whyNot(mediaType: string): string | null {
  return mediaType.startsWith("image/") || mediaType === "" ? null : "There is no picture at this address.";
}
