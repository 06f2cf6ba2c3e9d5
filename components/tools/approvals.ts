/** Owns: what an approval card needs of the page around it. */
import type { Decision } from "#lib/client/api.ts";

export interface Approvals {
  /** Rejects with an ApiError where it was not taken. */
  decide(runId: string, callId: string, decision: Decision): Promise<void>;
  /** Whether it was asked for while this page was open, and not before. */
  isNew(askedAt: number): boolean;
}
