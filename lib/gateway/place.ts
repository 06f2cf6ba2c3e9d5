/** Owns: where a question of a client goes. */
import type { CallResult } from "./compare-answer.ts";

/** A run that waits for the client, which goes on without: it ends, with the results that the client tells. */
export interface Ended {
  runId: string;
  results: CallResult[];
}

/** `from`: the first of the told turns that is not there; all but the last are brought along. */
export type Place =
  | { kind: "new-conversation"; from: 0 }
  | { kind: "first-turn"; conversationId: string; from: number }
  | { kind: "reply"; conversationId: string; parentRunId: string; from: number; ends: Ended[] }
  /** Another run of a turn. */
  | { kind: "again"; conversationId: string; turnId: string; parentRunId: string | null; ends: Ended[] };

/** A turn beside another one. `from`: the first of the told turns that is not there. */
export function placeBeside(
  { conversationId, parentRunId }: { conversationId: string; parentRunId: string | null },
  from: number,
): Place {
  if (parentRunId === null) return { kind: "first-turn", conversationId, from };
  return { kind: "reply", conversationId, parentRunId, from, ends: [] };
}
