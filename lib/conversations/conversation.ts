/** Owns: what the conversation services return and the API sends. */
import type { Effort } from "#lib/core/effort.ts";
import type { Surface } from "#lib/core/surface.ts";
import type { ConversationTree } from "#lib/reasoning/tree.ts";
import type { View } from "#lib/reasoning/view.ts";

export interface ConversationSummary {
  id: string;
  title: string;
  isPinned: boolean;
  isArchived: boolean;
  createdAt: number;
  /** When something was last asked or answered in it. */
  updatedAt: number;
  /** The run at the end of the path on screen. */
  headRunId: string | null;
  /** The run that is going on in it, if any. */
  activeRunId: string | null;
  /** Whom that run waits for: a person to allow or refuse a tool, or the client that asked to run one. */
  waitsFor: "person" | "client" | null;
  /** How it was begun, where that was not on our own page; `keyName`: of the API key, null without one or when it is gone. */
  origin: { surface: Exclude<Surface, "page">; keyName: string | null } | null;
}

export interface ConversationPage {
  conversations: ConversationSummary[];
  /** Pass as `?cursor=` for the next page; null on the last. */
  nextCursor: string | null;
}

export interface ConversationDetail {
  conversation: ConversationSummary;
  tree: ConversationTree;
  /** The Views of the newest runs on the path to the head (at most 30) and of every live run; the others by `GET /api/runs/:id`. */
  views: View[];
  /** Model and effort last used in it. */
  modelId: string | null;
  effort: Effort | null;
}
