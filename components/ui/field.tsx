import clsx from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

interface FieldProps extends ComponentProps<"input"> {
  label: string;
  /** Beside the label, quieter. */
  note?: string;
  /** Beneath the field. */
  hint?: ReactNode;
  /** What is wrong with what stands in it. */
  problem?: string | null;
}

/** One line to write in, with its name, what helps to fill it, and what is wrong with it. */
export function Field({ label, note, hint, problem, className, ...rest }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : null;
  const problemId = problem ? `${id}-problem` : null;
  return (
    <div className={className}>
      <label htmlFor={id} className="block font-medium">
        {label}
        {note && <span className="font-normal text-ink-faint"> {note}</span>}
      </label>
      <input
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={[problemId, hintId].filter(Boolean).join(" ") || undefined}
        className={clsx(
          "mt-1.5 block h-9 w-full rounded-md border bg-paper-raised px-2.5 text-[14px] outline-offset-0 placeholder:text-ink-faint pointer-coarse:h-11 pointer-coarse:text-[16px]",
          problem ? "border-fail-fill" : "border-line-strong",
        )}
        {...rest}
      />
      {problem && (
        <p id={problemId ?? undefined} className="mt-1.5 text-fail">
          {problem}
        </p>
      )}
      {hint && (
        <p id={hintId ?? undefined} className="mt-1.5 text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
