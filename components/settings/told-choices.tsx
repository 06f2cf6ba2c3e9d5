"use client";
import type { ReactNode } from "react";

interface ToldChoicesProps<Value extends string> {
  legend: string;
  name: string;
  rows: readonly { value: Value; label: ReactNode; meaning: string }[];
  chosen: Value;
  onChoose(value: Value): void;
  /** Beneath all of them. */
  hint?: string;
}

/** One of a few, each with a sentence that says what it means. */
export function ToldChoices<Value extends string>({ legend, name, rows, chosen, onChoose, hint }: ToldChoicesProps<Value>) {
  return (
    <fieldset>
      <legend className="font-medium">{legend}</legend>
      <div className="mt-1.5 divide-y divide-line border-line border-y">
        {rows.map(({ value, label, meaning }) => (
          <label key={value} className="flex cursor-pointer gap-2.5 py-2.5 has-focus-visible:bg-paper-sunken">
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => onChoose(value)}
              className="mt-0.5 size-3.5 shrink-0 accent-ink"
            />
            <span className="min-w-0">
              <span className={value === chosen ? "font-medium" : ""}>{label}</span>
              <span className="block text-ink-faint">{meaning}</span>
            </span>
          </label>
        ))}
      </div>
      {hint && <p className="mt-1.5 text-ink-faint">{hint}</p>}
    </fieldset>
  );
}
