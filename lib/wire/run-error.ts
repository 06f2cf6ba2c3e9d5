/** Owns: what is told of an answer that came to no end of its own. */
import { errorTable } from "#lib/core/errors.ts";
import type { RunError } from "#lib/reasoning/event.ts";

/** Where the log has no error of its own. `lost`: there is nothing left to read of it. */
export function runErrorOf(how: "failed" | "interrupted" | "lost"): RunError {
  switch (how) {
    case "failed":
      return told("internal", errorTable.internal.message);
    case "interrupted":
      return told("shutting-down", "The application was restarted before the answer was complete.");
    case "lost":
      return told("not-found", "The answer was removed before it was complete.");
    default:
      return how satisfies never;
  }
}

function told(code: "internal" | "shutting-down" | "not-found", message: string): RunError {
  const { suggestion, retryable } = errorTable[code];
  return { code, message, suggestion, retryable };
}
