/** Owns: when a refused request is sent again. Pure, but for what refusals have taught. */
import { errorTable } from "#lib/core/errors.ts";
import { remember } from "#lib/core/remember.ts";
import type { Status } from "#lib/reasoning/event.ts";
import type { Failure } from "./failures.ts";

export const mostAttempts = 3;
const longestHonouredMs = 60_000;

/** Before attempt 2 and 3: what the provider asks for if it is less than a minute, else 2 s and 4 s. */
export function retryDelayMs({ retryAfterMs }: Failure, attempt: number): number {
  return retryAfterMs !== null && retryAfterMs < longestHonouredMs ? Math.ceil(retryAfterMs) : 1000 * 2 ** (attempt - 1);
}

export function retryStatus(failure: Failure, attempt: number, delayMs: number): Status {
  const when = delayMs < 1000 ? "at once" : `in ${Math.round(delayMs / 1000)} s`;
  return {
    type: "status",
    level: "warning",
    code: "retrying",
    message: `${errorTable[failure.code].message} Trying again ${when} (attempt ${attempt} of ${mostAttempts}).`,
    details: { attempt, delayMs, ...(failure.status !== null && { status: failure.status }) },
  };
}

/** What a request may say beyond the conversation, and may do without. */
export interface Extras {
  /** The provider's own word; null: the request says nothing about it. */
  effort: string | null;
  /** Whether to ask for summaries of thoughts, where there are any. */
  wantsSummary: boolean;
  withSeals: boolean;
}

/** The same request without what the provider objected to; null when it objected to something else. */
export function withoutObjection(extras: Extras, { about }: Failure): { extras: Extras; status: Status } | null {
  if (about === "effort" && extras.effort !== null) {
    return { extras: { ...extras, effort: null }, status: note("This model takes no reasoning effort.") };
  }
  if (about === "summary" && extras.wantsSummary) {
    return { extras: { ...extras, wantsSummary: false }, status: note("The provider gives no summaries of thoughts here.") };
  }
  if (about === "seal" && extras.withSeals) {
    return { extras: { ...extras, withSeals: false }, status: note("The provider no longer takes its earlier thoughts back.") };
  }
  return null;
}

function note(reason: string): Status {
  return { type: "status", level: "info", code: "retrying", message: `${reason} Asking again without.`, details: { delayMs: 0 } };
}

/** What the model behind an issuer turned out to object to, for as long as this process lives. */
export function objections(issuer: string): { effort: boolean; summary: boolean } {
  const known = remember("models.objections", () => new Map<string, { effort: boolean; summary: boolean }>());
  const entry = known.get(issuer) ?? { effort: false, summary: false };
  known.set(issuer, entry);
  return entry;
}
