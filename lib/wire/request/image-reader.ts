/** Owns: how many pictures one request may bring. Does not own: getting one (`data-image.ts`, the routes). */
import { AppError } from "#lib/core/errors.ts";
import type { PromptImage } from "#lib/reasoning/prompt-message.ts";

/** Gets a picture from its address, and throws AppError for one it cannot take, naming the field. */
export type ReadImage = (url: string, field: string) => Promise<PromptImage>;

/** Pictures in one request, the earlier messages included. */
const mostImages = 50;

/** For one request. Throws AppError bad-request for one too many. */
export function makeImageReader(readImage: ReadImage): ReadImage {
  let count = 0;
  return (url, field) => {
    if (++count <= mostImages) return readImage(url, field);
    const message = `There are more than ${mostImages} pictures in this request.`;
    return Promise.reject(new AppError("bad-request", { field, message }));
  };
}
