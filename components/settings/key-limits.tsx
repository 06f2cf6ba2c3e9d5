"use client";
import { useId } from "react";
import { Field } from "../ui/field.tsx";
import { Choices } from "./choices.tsx";
import type { Expiry, KeyDraft, KeyProblems } from "./key-draft.ts";
import { daysWords } from "./key-words.ts";

interface KeyLimitsProps {
  draft: KeyDraft;
  problems: KeyProblems;
  onChange(patch: Partial<KeyDraft>): void;
}

const usualDays = [1, 7, 30, 365];

const expiries: readonly { value: Expiry; label: string }[] = [
  { value: "never", label: "Never" },
  { value: "week", label: "In 7 days" },
  { value: "month", label: "In 30 days" },
  { value: "year", label: "In a year" },
  { value: "day", label: "After a day" },
];

/** How much, how often and how long. */
export function KeyLimits({ draft, problems, onChange }: KeyLimitsProps) {
  const daysId = useId();
  const days = usualDays.includes(draft.spendingDays) ? usualDays : [...usualDays, draft.spendingDays].sort((a, b) => a - b);
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2 sm:gap-3">
        <Field
          label="Spending limit"
          note="in US dollars"
          inputMode="decimal"
          autoComplete="off"
          placeholder="No limit"
          value={draft.spending}
          problem={problems.spending}
          hint="Of what is known: a model without a price costs nothing here."
          onChange={(event) => onChange({ spending: event.target.value })}
        />
        <div>
          <label htmlFor={daysId} className="block font-medium">
            counted over
          </label>
          <select
            id={daysId}
            value={draft.spendingDays}
            onChange={(event) => onChange({ spendingDays: Number(event.target.value) })}
            className="mt-1.5 block h-9 w-full rounded-md border border-line-strong bg-paper-raised px-2 text-[14px] outline-offset-0 pointer-coarse:h-11 pointer-coarse:text-[16px]"
          >
            {days.map((count) => (
              <option key={count} value={count}>
                {daysWords(count)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Field
        label="Requests a minute"
        note="at the most"
        inputMode="numeric"
        autoComplete="off"
        placeholder="No limit"
        value={draft.requestsPerMinute}
        problem={problems.requestsPerMinute}
        onChange={(event) => onChange({ requestsPerMinute: event.target.value })}
      />
      <div>
        <Choices
          legend="Expires"
          name="key-expiry"
          className=""
          rows={expiries}
          chosen={draft.expiry}
          onChoose={(expiry) => onChange({ expiry })}
        />
        {draft.expiry === "day" && (
          <Field
            label="The last day"
            type="date"
            className="mt-3"
            value={draft.expiryDay}
            problem={problems.expiryDay}
            onChange={(event) => onChange({ expiryDay: event.target.value })}
          />
        )}
      </div>
    </>
  );
}
