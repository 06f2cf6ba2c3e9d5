/** Owns: the nodes of a conversation. The tree alternates Turn -> Run -> Turn; `path.ts` walks it. */
import type { RunStatus } from "./event.ts";

export interface TurnNode {
  id: string;
  /** The run it replies to; null for a first turn. Turns with the same parent are edits of each other. */
  parentRunId: string | null;
  text: string;
  /** Pictures that came with it; absent: none. */
  imageCount?: number;
  createdAt: number;
}

export interface RunNode {
  id: string;
  /** The turn it answers. Runs of the same turn are regenerations of each other. */
  turnId: string;
  status: RunStatus;
  modelId: string;
  createdAt: number;
}

export interface ConversationTree {
  turns: TurnNode[];
  runs: RunNode[];
  /** The run at the end of the path on screen; null in a conversation without runs. */
  headRunId: string | null;
}
