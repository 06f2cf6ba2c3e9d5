/** Owns: a test of a connection in words. */
import type { TestReport, TestStep, TestStepName } from "#lib/connections/test-report.ts";

/** In the order in which a test goes. */
export const stepNames: Record<TestStepName, string> = {
  address: "Address",
  tls: "Encryption",
  key: "Key",
  models: "Model list",
  "first-token": "First token",
  thinking: "Thinking",
  effort: "Effort",
  tools: "Tools",
};

export const stepOrder = Object.keys(stepNames) as TestStepName[];

/** For those who do not see the sign. */
export const stateWords: Record<TestStep["state"], string> = {
  ok: "passed",
  failed: "failed",
  unknown: "not clear",
  skipped: "not tried",
};

/** What to do about a step that failed, beside what its sentence says. */
export const wayOn: Record<TestStepName, string> = {
  address: "Correct the address, or start the server that belongs there. Then test again.",
  tls: "Use an address whose certificate holds, or http:// for a server on this machine. Then test again.",
  key: "Enter the key again. If it is refused once more, make a new one at the provider.",
  models: "Check that the address ends where the API begins, such as /v1. Then test again.",
  "first-token": "Test again in a moment. If it stays so, look into the account at the provider, or into the server's own log.",
  thinking: "Conversations work. The thinking of this model may not be shown.",
  effort: "Conversations work. How hard to think is left to this model.",
  tools: "Conversations work, without tools.",
};

export interface Verdict {
  tone: "good" | "partly" | "bad";
  text: string;
}

/** The whole test in one sentence. It works when an answer came, whatever else is missing. */
export function verdictOf({ steps }: Pick<TestReport, "steps">): Verdict {
  const failed = steps.find(({ state }) => state === "failed");
  const hasAnswered = steps.some(({ step, state }) => step === "first-token" && state === "ok");
  if (failed && hasAnswered) return { tone: "partly", text: `Works, but not all of it: ${failed.message}` };
  if (failed) return { tone: "bad", text: `${stepNames[failed.step]}: ${failed.message}` };
  return hasAnswered
    ? { tone: "good", text: "Works." }
    : { tone: "partly", text: "It can be reached, but there was no model to ask." };
}
