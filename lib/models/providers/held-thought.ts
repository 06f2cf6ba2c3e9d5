/**
 * Owns: whether the last thought of an answer came to its own end. An item that the output limit or a filter cut is closed by
 * some servers like any other, so that its end is believed only when something else follows than the word that it was cut.
 */
import type { ModelPart } from "../model-part.ts";

export interface HeldThought {
  /** A part as the provider says it; what may be passed on. */
  take(part: ModelPart): ModelPart[];
  /** Something followed. */
  release(): ModelPart[];
}

export function makeHeldThought(): HeldThought {
  let held: ModelPart[] = [];
  const release = () => {
    const released = held;
    held = [];
    return released;
  };
  return {
    take(part) {
      if (part.type === "reasoning-end") {
        held.push(part);
        return [];
      }
      const isCut = part.type === "finish" && (part.reason === "length" || part.reason === "content-filter");
      const released = release();
      return isCut ? [part] : [...released, part];
    },
    release,
  };
}

/** All parts of an answer. */
export async function* holdThoughts(parts: AsyncIterable<ModelPart>): AsyncGenerator<ModelPart, void, void> {
  const held = makeHeldThought();
  for await (const part of parts) yield* held.take(part);
  yield* held.release();
}
