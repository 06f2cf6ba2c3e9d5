/** Owns: what a model writes in one call of it, thoughts and text, as deltas and as the steps that close them. */
import { makeWholeCharacters, type WholeCharacters } from "../whole-characters.ts";
import type { RunBody, StepData } from "./server-message.ts";

interface Piece {
  id: string;
  content: string;
  whole: WholeCharacters;
  iteration: number;
}

/** Text that was taken to stand in a step. */
export interface TakenText {
  id: string;
  content: string;
}

export interface Writing {
  think(partId: string, delta: string, iteration: number): RunBody[];
  write(delta: string, iteration: number): RunBody[];
  /** Without an id: all that are open. */
  closeThoughts(at: number, partId?: string): RunBody[];
  /** The text since the last step that told any; null when there is none. */
  takeText(): TakenText | null;
  closeText(at: number, type: "thought" | "final_answer", more?: Partial<StepData>): RunBody[];
}

export function makeWriting(): Writing {
  const thoughts = new Map<string, Piece>();
  const textsOf = new Map<number, number>();
  let text: Piece | null = null;

  const begin = (id: string, iteration: number): Piece => ({ id, content: "", whole: makeWholeCharacters(), iteration });

  function nextTextId(iteration: number): string {
    const count = (textsOf.get(iteration) ?? 0) + 1;
    textsOf.set(iteration, count);
    return count === 1 ? `text-${iteration}` : `text-${iteration}-${count}`;
  }

  function grow(piece: Piece, type: "thought" | "final_answer", added: string): RunBody[] {
    piece.content += added;
    const delta = piece.whole.take(added).toWellFormed();
    const { id: step_id, iteration } = piece;
    return delta === "" ? [] : [{ type: "reasoning_delta", data: { step_id, type, delta, iteration } }];
  }

  function take(): Piece | null {
    const taken = text;
    text = null;
    return taken;
  }

  return {
    think(partId, delta, iteration) {
      if (delta === "") return [];
      const thought = thoughts.get(partId) ?? begin(partId, iteration);
      thoughts.set(partId, thought);
      return grow(thought, "thought", delta);
    },
    write(delta, iteration) {
      if (delta === "") return [];
      text ??= begin(nextTextId(iteration), iteration);
      return grow(text, "final_answer", delta);
    },
    closeThoughts(at, partId) {
      const open = [...thoughts.values()].filter(({ id }) => partId === undefined || id === partId);
      return open.map((thought) => {
        thoughts.delete(thought.id);
        return stepOf(thought, "thought", at);
      });
    },
    takeText() {
      const taken = take();
      return taken && { id: taken.id, content: taken.content.toWellFormed() };
    },
    closeText(at, type, more) {
      const taken = take();
      return taken === null ? [] : [stepOf(taken, type, at, more)];
    },
  };
}

function stepOf({ id, content, iteration }: Piece, type: StepData["type"], at: number, more: Partial<StepData> = {}): RunBody {
  const data = { type, content: content.toWellFormed(), iteration, timestamp: at / 1000, step_id: id };
  return { type: "reasoning_step", data: { ...data, ...more } };
}
