"use client";
import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import type { HeaderDraft } from "./connection-draft.ts";

interface HeaderFieldsProps {
  headers: HeaderDraft[];
  problem: string | undefined;
  onChange(headers: HeaderDraft[]): void;
}

const cell =
  "h-9 w-full min-w-0 rounded-md border border-line-strong bg-paper-raised px-2.5 text-[14px] outline-offset-0 placeholder:text-ink-faint pointer-coarse:h-11 pointer-coarse:text-[16px]";

/** Headers sent with every request: a name and a value each. */
export function HeaderFields({ headers, problem, onChange }: HeaderFieldsProps) {
  const box = useRef<HTMLFieldSetElement>(null);
  const change = (key: number, patch: Partial<HeaderDraft>) =>
    onChange(headers.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  const focusOn = (place: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll<HTMLElement>("[data-header], [data-add]")[place]?.focus());
  return (
    <fieldset ref={box} aria-describedby={problem ? "headers-problem" : undefined}>
      <legend className="font-medium">
        Headers <span className="font-normal text-ink-faint">sent with every request</span>
      </legend>
      {headers.map((row, place) => (
        <div key={row.key} className="mt-1.5 flex gap-1.5">
          <input
            data-header
            aria-label={`Name of header ${place + 1}`}
            placeholder="X-Organization"
            autoComplete="off"
            spellCheck={false}
            value={row.name}
            onChange={(event) => change(row.key, { name: event.target.value })}
            className={cell}
          />
          <input
            aria-label={`Value of header ${place + 1}`}
            placeholder="Value"
            autoComplete="off"
            spellCheck={false}
            value={row.value}
            onChange={(event) => change(row.key, { value: event.target.value })}
            className={cell}
          />
          <IconButton
            label={`Remove header ${place + 1}`}
            icon={X}
            tipAlign="end"
            onClick={() => {
              onChange(headers.filter((one) => one.key !== row.key));
              focusOn(Math.min(place, headers.length - 1));
            }}
          />
        </div>
      ))}
      {problem && (
        <p id="headers-problem" className="mt-1.5 text-fail">
          {problem}
        </p>
      )}
      <Button
        data-add
        className="mt-2"
        onClick={() => {
          onChange([...headers, { key: Math.max(0, ...headers.map(({ key }) => key)) + 1, name: "", value: "" }]);
          focusOn(headers.length);
        }}
      >
        <Plus size={15} strokeWidth={1.75} aria-hidden />
        Add a header
      </Button>
    </fieldset>
  );
}
