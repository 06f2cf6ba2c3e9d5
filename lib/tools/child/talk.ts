/** Owns: what a parent and its child say to each other, as JSON. */
export interface Question {
  question: unknown;
}

export type FromChild =
  | { kind: "ready" }
  | { kind: "note"; text: string }
  | { kind: "answer"; answer: unknown }
  /** It failed in a way that nobody foresaw. */
  | { kind: "defect"; name: string };
