/** Owns: what a panel knows of another run than the one on show. Made by who knows the conversation. */
export interface EarlierRun {
  /** `turn`: further up in the conversation. `attempt`: another answer to the same message. */
  kind: "turn" | "attempt";
  /** From 1. */
  number: number;
  /** What was asked there. */
  question: string;
  /** The headline of one of its thoughts; null while it is not loaded. */
  titleOf(partId: string): string | null;
}

export type FindRun = (runId: string) => EarlierRun | null;

/** Brings another run into the panel, at one of its thoughts. */
export type ShowRun = (runId: string, partId: string | null) => void;
