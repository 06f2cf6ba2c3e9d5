/** Owns: an API key in words. Pure. */
import type { KeySummary } from "#lib/auth/keys.ts";
import { dayWords } from "#lib/client/day-words.ts";
import type { Exposure, ReasoningFormat } from "#lib/core/exposure.ts";

export interface Meaning {
  label: string;
  meaning: string;
}

export const exposureWords: Record<Exposure, Meaning> = {
  none: { label: "Nothing", meaning: "Only answers leave. How many tokens were thought is said, and no word of them." },
  summary: { label: "Summaries", meaning: "What a provider itself wrote as a summary leaves too. Thoughts in full stay here." },
  full: { label: "Everything", meaning: "All that you see in the panel leaves too, word by word, while it is thought." },
};

export const formatWords: Record<ReasoningFormat, Meaning> = {
  reasoning_content: { label: "reasoning_content", meaning: "A field of its own. Most programs read this one." },
  reasoning: { label: "reasoning", meaning: "A field of its own, as OpenRouter and the Agents SDK for JavaScript have it." },
  both: { label: "Both fields", meaning: "The same words twice. Only for a program that is known to want it." },
  tags: { label: "<think> tags", meaning: "Within the answer. For programs that know nothing else." },
};

/** What may leave, in one line of the list. */
export const exposureFacts: Record<Exposure, string> = {
  none: "no thinking leaves",
  summary: "summaries of the thinking leave",
  full: "all thinking leaves",
};

/** What a key may do, fact by fact. */
export function factsOf({ start, exposure, models, usesTools, requestsPerMinute }: KeySummary): string[] {
  return [
    `${start}…`,
    exposureFacts[exposure],
    models === null ? "all models" : models.length === 1 ? (models[0] ?? "") : `${models.length} models`,
    usesTools ? "may use your tools" : "",
    requestsPerMinute === null
      ? ""
      : requestsPerMinute === 1
        ? "1 request a minute"
        : `${requestsPerMinute.toLocaleString("en-US")} requests a minute`,
  ].filter((fact) => fact !== "");
}

/** What it cost as far as that is known, beside its limit. */
export function spentWords({ spent, unpriced, spending }: Pick<KeySummary, "spent" | "unpriced" | "spending">): string {
  const answers = unpriced === 1 ? "1 answer" : `${unpriced.toLocaleString("en-US")} answers`;
  const days = daysWords(spending?.days ?? 30);
  if (spending === null && spent === 0 && unpriced > 0) return `${answers} of unknown price in ${days}`;
  const sum = spending === null ? dollars(spent) : `${dollars(spent)} of ${dollars(spending.amount)}`;
  return `${sum} in ${days}${unpriced === 0 ? "" : `, beside ${answers} of unknown price`}`;
}

/** Whether nothing more is answered for now. */
export function isSpent({ spent, spending }: Pick<KeySummary, "spent" | "spending">): boolean {
  return spending !== null && spent >= spending.amount;
}

export function daysWords(days: number): string {
  return days === 1 ? "the last 24 hours" : `the last ${days} days`;
}

/** When it was used last, and when it ends. `utcOffset` as in `dayWords`. */
export function timeWords(
  key: KeySummary,
  now: number,
  utcOffset: number,
): { used: string; ends: string | null; isOver: boolean } {
  const used = key.lastUsedAt === null ? "Never used" : `Last used ${dayWords(key.lastUsedAt, now, utcOffset)}`;
  if (key.expiresAt === null) return { used, ends: null, isOver: false };
  const isOver = key.expiresAt <= now;
  return { used, ends: `${isOver ? "expired" : "expires"} ${untilWords(key.expiresAt, now, utcOffset)}`, isOver };
}

/** A time to come has its day; one that has passed is told as any other. */
function untilWords(at: number, now: number, utcOffset: number): string {
  if (at <= now) return dayWords(at, now, utcOffset);
  const dayOf = (time: number) => Math.floor((time + utcOffset * 60_000) / 86_400_000);
  const days = dayOf(at) - dayOf(now);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  // Seen from its own evening it is told with its day and year.
  return dayWords(at, at + 3 * 366 * 86_400_000, utcOffset);
}

function dollars(amount: number): string {
  const digits = amount > 0 && amount < 0.01 ? 4 : 2;
  return `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: digits })}`;
}
