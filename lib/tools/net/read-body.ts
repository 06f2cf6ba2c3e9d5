/** Owns: reading a body up to a size and no further. */

export interface Body {
  bytes: Uint8Array;
  /** More was to come. */
  isCut: boolean;
}

/** Counts what comes out of decompression, so that a small bomb is stopped where a large page is. */
export async function readBody(stream: ReadableStream<Uint8Array> | null, mostBytes: number): Promise<Body> {
  if (!stream) return { bytes: new Uint8Array(), isCut: false };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (size > mostBytes) break;
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)).subarray(0, mostBytes), isCut: size > mostBytes };
}
