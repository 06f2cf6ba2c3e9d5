/** Owns: a word in the silence, so that nothing between us and a reader takes the line for dead. */
import { encodeComment } from "./sse.ts";

export const silenceMs = 15_000;

const keepAlive = encodeComment("keep-alive");

/** The frames, with a comment after every `quietMs` without one. Leaving it closes `frames`. */
export async function* withKeepAlive(frames: AsyncGenerator<string, void>, quietMs = silenceMs): AsyncGenerator<string, void> {
  try {
    let next = frames.next();
    for (;;) {
      const result = await orNull(next, quietMs);
      if (result === null) {
        yield keepAlive;
        continue;
      }
      if (result.done) return;
      yield result.value;
      next = frames.next();
    }
  } finally {
    await frames.return();
  }
}

/** Null when it takes longer. */
export async function orNull<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
