"use client";

interface ChoicesProps<Value extends string> {
  legend: string;
  name: string;
  rows: readonly { value: Value; label: string }[];
  chosen: Value;
  onChoose(value: Value): void;
  className?: string;
}

/** One of a few, all in sight. */
export function Choices<Value extends string>({ legend, name, rows, chosen, onChoose, className = "mt-6" }: ChoicesProps<Value>) {
  return (
    <fieldset className={className}>
      <legend className="font-medium">{legend}</legend>
      <div className="mt-2 flex flex-wrap gap-2">
        {rows.map(({ value, label }) => (
          <label
            key={value}
            className="touch flex h-9 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-3 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 has-checked:border-ink has-checked:font-medium"
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => onChoose(value)}
              className="size-3.5 accent-ink outline-none"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
