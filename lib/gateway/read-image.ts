/** Owns: getting the pictures of a request: out of it, or off the public web through the address check that tools use. */
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { createSafeFetch, type SafeFetch } from "#lib/tools/net/safe-fetch.ts";
import { ToolFailure } from "#lib/tools/tool.ts";
import { imageOf, isDataUrl, mostImageBytes, readDataImage, tooLarge } from "#lib/wire/request/data-image.ts";
import type { ReadImage } from "#lib/wire/request/image-reader.ts";

const timeoutMs = 20_000;
/** Of all pictures of one request that are fetched, together. */
const mostFetchedBytes = 20 * 1024 * 1024;

interface ImageSource {
  signal: AbortSignal;
  /** Whether something may be asked for on the web for whoever asks. */
  mayFetch: boolean;
  fetchDocument?: SafeFetch;
}

/** For one request of this caller. Of a key that may use no tools nothing is fetched. */
export function readImageFor({ key }: Caller, signal: AbortSignal): ReadImage {
  return makeReadImage({ signal, mayFetch: key?.usesTools ?? true });
}

const suggestion = "Send the picture itself, as a data: URL in base64.";

/** Throws AppError bad-request or too-large, saying that the picture can be sent in the request instead. */
export function makeReadImage({ signal, mayFetch, fetchDocument = createSafeFetch() }: ImageSource): ReadImage {
  let bytesLeft = mostFetchedBytes;
  return async (url, field) => {
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
