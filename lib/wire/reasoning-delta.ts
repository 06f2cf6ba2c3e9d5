/**
 * Owns: the `reasoning_delta` of a run's events: what a thought grew by, and all that was thought so far in its model call. Pure, the same
 * on the server and in a client. Does not own: the raw events beside it, which stay as they are.
 */
import type { RunEvent } from "#lib/reasoning/event.ts";
import { makeWholeCharacters, type WholeCharacters } from "./whole-characters.ts";

export interface ReasoningDelta {
  type: "reasoning_delta";
  /** Never empty, never half a character, unless the thought itself ends in one. */
  delta: string;
  /** Whether its provider says that it is a summary of the thought. */
  kind: "summary" | "text";
  /** The part that it belongs to, as the raw events name it. */
  item_id: string;
  /** Its place among the thoughts of the model call, from 0. Back at 0 with another `item_id`: a new model call began. */
  index: number;
  /** The thoughts of the model call so far, joined by an empty line. */
  snapshot: string;
}

export interface ReasoningDeltas {
  /** Takes every event of a run from the first on. Mostly none or one; more where a thought that broke off has to be told to its end. */
  next(event: RunEvent): ReasoningDelta[];
}

interface Thought {
  partId: string;
  kind: ReasoningDelta["kind"];
  whole: WholeCharacters;
  index: number | null;
}

export function makeReasoningDeltas(): ReasoningDeltas {
  let thoughts = new Map<string, Thought>();
  let texts: string[] = [];
  let snapshot = "";

  function reset(): void {
    thoughts = new Map();
    texts = [];
    snapshot = "";
  }

  function thoughtOf(partId: string, kind: ReasoningDelta["kind"]): Thought {
    const known = thoughts.get(partId);
    if (known) return known;
    const thought: Thought = { partId, kind, whole: makeWholeCharacters(), index: null };
    thoughts.set(partId, thought);
    return thought;
  }

  function grow(thought: Thought, delta: string): ReasoningDelta[] {
    if (delta === "") return [];
    if (thought.index === null) {
      thought.index = texts.push("") - 1;
      if (thought.index > 0) snapshot += "\n\n";
    }
    const { partId, kind, index } = thought;
    texts[index] += delta;
    // Thoughts that are written by turns grow in the middle.
    snapshot = index === texts.length - 1 ? snapshot + delta : texts.join("\n\n");
    return [{ type: "reasoning_delta", delta, kind, item_id: partId, index, snapshot }];
  }

  const endAll = () => [...thoughts.values()].flatMap((thought) => grow(thought, thought.whole.rest()));

  return {
    next(event) {
      switch (event.type) {
        case "reasoning-start":
          thoughtOf(event.partId, event.form === "summary" ? "summary" : "text");
          return [];
        case "reasoning-delta": {
          const thought = thoughtOf(event.partId, "text");
          return grow(thought, thought.whole.take(event.delta));
        }
        case "reasoning-end": {
          const thought = thoughts.get(event.partId);
          return thought ? grow(thought, thought.whole.rest()) : [];
        }
        case "step-start": {
          const last = endAll();
          reset();
          return last;
        }
        case "status":
          if (event.code === "retrying") reset();
          return [];
        case "run-end":
          return endAll();
        default:
          return [];
      }
    },
  };
}
