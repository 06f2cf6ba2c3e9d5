/** Owns: when a refused request is sent again, and without what. Pure. */
import { errorTable } from "#lib/core/errors.ts";
import type { CallSettings } from "#lib/reasoning/brief.ts";
import type { Status } from "#lib/reasoning/event.ts";
import { mustCall, namesIn, settingWords, withoutSettings } from "./call-settings.ts";
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

/** One request, as far as it may become lighter. */
export interface StepRequest {
  extras: Extras;
  /** In tokens; null: the request says nothing about it. */
  outputLimit: number | null;
  withTools: boolean;
  settings: CallSettings;
}

/**
 * The same request without what the provider objected to; null when it objected to something else. `effortFor` gives the
 * effort beside another output limit.
 */
export function lighterRequest(
  request: StepRequest,
  { about, code, isForcedThought, settings: refused }: Failure,
  effortFor: (outputLimit: number | null) => string | null,
): { request: StepRequest; status: Status } | null {
  const { extras, outputLimit, withTools, settings } = request;
  const lighter = (change: Partial<Extras>, reason: string, limit = outputLimit, how?: string) => ({
    request: { ...request, extras: { ...extras, ...change }, outputLimit: limit },
    status: note(reason, how),
  });
  if (isForcedThought && mustCall(settings)) {
    const effort = effortFor(outputLimit);
    const reason = "This model may not think where it must call a tool.";
    if (effort !== extras.effort) return lighter({ effort }, reason, outputLimit, "without thinking");
    const free = { ...request, settings: withoutSettings(settings, ["toolChoice"]) };
    return { request: free, status: note(reason, "leaving it free to") };
  }
  const names = namesIn(settings).filter((name) => refused.includes(name));
  if (names.length > 0) {
    // A choice of no tools is kept by declaring none.
    const mayCall = withTools && !(names.includes("toolChoice") && settings.toolChoice === "none");
    return {
      request: { ...request, withTools: mayCall, settings: withoutSettings(settings, names) },
      status: note(`The provider does not take: ${settingWords(names)}.`),
    };
  }
  if (about === "tools" && withTools) {
    return { request: { ...request, withTools: false }, status: note("The provider does not take these tools.") };
  }
  if (about === "budget" && outputLimit !== null) {
    return lighter({ effort: effortFor(null) }, "The provider does not take this limit for the output.", null);
  }
  if (about === "budget" && extras.effort !== null && code !== "provider-context") {
    return lighter({ effort: null }, "The provider does not take this budget for thinking.");
  }
  if (about === "effort" && extras.effort !== null) return lighter({ effort: null }, "This model does not take this effort.");
  if (about === "summary" && extras.wantsSummary) {
    return lighter({ wantsSummary: false }, "The provider gives no summaries of thoughts here.");
  }
  if (about === "seal" && extras.withSeals) {
    return lighter({ withSeals: false }, "The provider no longer takes its earlier thoughts back.");
  }
  return null;
}

function note(reason: string, how = "without"): Status {
  return { type: "status", level: "info", code: "retrying", message: `${reason} Asking again ${how}.`, details: { delayMs: 0 } };
}
