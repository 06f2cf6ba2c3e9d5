/** Owns: what a test of a connection tells. */
export const testSteps = ["address", "tls", "key", "models", "first-token", "thinking", "effort", "tools"] as const;

export type TestStepName = (typeof testSteps)[number];

export interface TestStep {
  step: TestStepName;
  /** `unknown`: it was tried and says neither yes nor no. `skipped`: it was not tried, or does not apply. */
  state: "ok" | "failed" | "unknown" | "skipped";
  /** One sentence, or two. */
  message: string;
  /** How long it took; null when it was not tried. */
  ms: number | null;
}

export interface TestReport {
  /** When it began, in milliseconds since the epoch. */
  at: number;
  /** The model that was asked, as the provider calls it; null when it came to none. */
  modelId: string | null;
  /** Every step once, in the order of `testSteps`. */
  steps: TestStep[];
}
