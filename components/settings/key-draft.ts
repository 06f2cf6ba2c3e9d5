/** Owns: what a person typed about an API key, and what is sent of it. Pure. */
import type { KeyPatch, NewKey } from "#lib/auth/key-policy.ts";
import type { KeySummary } from "#lib/auth/keys.ts";
import type { Exposure, ReasoningFormat } from "#lib/core/exposure.ts";

/** `day`: the one that stands in `expiryDay`. */
export type Expiry = "never" | "week" | "month" | "year" | "day";

export interface KeyDraft {
  name: string;
  exposure: Exposure;
  format: ReasoningFormat;
  /** Null: all. */
  models: readonly string[] | null;
  usesTools: boolean;
  /** US dollars, as typed; empty: no limit. */
  spending: string;
  spendingDays: number;
  /** As typed; empty: no limit. */
  requestsPerMinute: string;
  expiry: Expiry;
  /** `2026-11-20`. */
  expiryDay: string;
}

export type KeyField = "name" | "models" | "spending" | "requestsPerMinute" | "expiryDay";
export type KeyProblems = Partial<Record<KeyField, string>>;

/** Where the server's names for the fields are written here. */
export const fieldNames: Record<string, KeyField> = {
  name: "name",
  models: "models",
  spending: "spending",
  requestsPerMinute: "requestsPerMinute",
  expiresAt: "expiryDay",
};

const dayMs = 86_400_000;
const spans: Record<"week" | "month" | "year", number> = { week: 7 * dayMs, month: 30 * dayMs, year: 365 * dayMs };

/** What a new key allows is the least. */
export function keyDraftOf(key: KeySummary | null): KeyDraft {
  return {
    name: key?.name ?? "",
    exposure: key?.exposure ?? "none",
    format: key?.format ?? "reasoning_content",
    models: key?.models ?? null,
    usesTools: key?.usesTools ?? false,
    spending: key?.spending ? String(key.spending.amount) : "",
    spendingDays: key?.spending?.days ?? 30,
    requestsPerMinute: key?.requestsPerMinute == null ? "" : String(key.requestsPerMinute),
    expiry: key?.expiresAt == null ? "never" : "day",
    expiryDay: key?.expiresAt == null ? "" : dayOf(key.expiresAt),
  };
}

/** What can be said before anything is sent. */
export function keyProblemsOf(draft: KeyDraft, key: KeySummary | null, now: number): KeyProblems {
  const problems: KeyProblems = {};
  const amount = numberOf(draft.spending);
  const requests = numberOf(draft.requestsPerMinute);
  if (draft.name.trim() === "") problems.name = "Give it a name, for example that of the program that will have it.";
  if (draft.models?.length === 0) problems.models = "Choose at least one model, or allow all.";
  if (draft.spending.trim() !== "" && !(amount > 0)) problems.spending = "Enter dollars, for example 5, or leave it empty.";
  if (draft.requestsPerMinute.trim() !== "" && !(Number.isInteger(requests) && requests > 0)) {
    problems.requestsPerMinute = "Enter a whole number, for example 60, or leave it empty.";
  }
  if (draft.expiry === "day" && isDayChanged(draft, key)) {
    const end = endOf(draft.expiryDay);
    if (end === null) problems.expiryDay = "Choose a day.";
    else if (end <= now) problems.expiryDay = "Choose a day that has not passed.";
  }
  return problems;
}

export function toNewKey(draft: KeyDraft, now: number): NewKey {
  return { ...policyOf(draft), name: draft.name.trim(), expiresAt: expiresAt(draft, now) };
}

/** Null: nothing was changed. */
export function toKeyPatch(draft: KeyDraft, key: KeySummary, now: number): KeyPatch | null {
  const policy = policyOf(draft);
  const changed = Object.entries(policy).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(key[field as keyof typeof policy]),
  );
  const name = draft.name.trim();
  const isOtherEnd = draft.expiry === "never" ? key.expiresAt !== null : draft.expiry !== "day" || isDayChanged(draft, key);
  const patch: KeyPatch = {
    ...Object.fromEntries(changed),
    ...(name !== key.name && { name }),
    ...(isOtherEnd && { expiresAt: expiresAt(draft, now) }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}

function policyOf({ exposure, format, models, usesTools, spending, spendingDays, requestsPerMinute }: KeyDraft) {
  return {
    exposure,
    format,
    models: models === null ? null : [...models],
    usesTools,
    spending: spending.trim() === "" ? null : { amount: numberOf(spending), days: spendingDays },
    requestsPerMinute: requestsPerMinute.trim() === "" ? null : numberOf(requestsPerMinute),
  };
}

function expiresAt({ expiry, expiryDay }: KeyDraft, now: number): number | null {
  if (expiry === "never") return null;
  return expiry === "day" ? endOf(expiryDay) : now + spans[expiry];
}

function isDayChanged({ expiryDay }: KeyDraft, key: KeySummary | null): boolean {
  return key?.expiresAt == null || dayOf(key.expiresAt) !== expiryDay;
}

/** Both commas and points are written for the decimals. */
function numberOf(text: string): number {
  const plain = text.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** The day in the reader's own time zone, as a date field has it. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The end of that day there; null for what is no day. */
function endOf(day: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + 1).getTime() - 1;
}
