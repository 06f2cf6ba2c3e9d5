/** Owns: the shape of a milestone. Plain data. */
export type MilestoneCode =
  | "connecting"
  | "queued"
  | "retrying"
  | "thinking"
  | "tool-started"
  | "tool-ended"
  | "waiting"
  | "decided"
  | "answer-now"
  | "answering"
  | "note"
  | "complete"
  | "ended";

export interface Milestone {
  /** Server milliseconds. */
  at: number;
  level: "INFO" | "SUCCESS" | "WARNING" | "ERROR";
  code: MilestoneCode;
  /** A sentence. */
  message: string;
  details: Record<string, string | number>;
}

export function info(at: number, code: MilestoneCode, message: string, details: Milestone["details"] = {}): Milestone {
  return { at, level: "INFO", code, message, details };
}
