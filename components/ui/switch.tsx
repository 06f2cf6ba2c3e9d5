import clsx from "clsx";
import type { ComponentProps } from "react";

interface SwitchProps extends Omit<ComponentProps<"button">, "onChange"> {
  /** What it turns on and off. */
  label: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
}

/** Takes effect at once. */
export function Switch({ label, isOn, onChange, className, ...rest }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      onClick={() => onChange(!isOn)}
      className={clsx("touch group inline-flex h-8 shrink-0 items-center justify-center px-1", className)}
      {...rest}
    >
      <span
        aria-hidden
        className={clsx(
          "flex h-5 w-9 items-center rounded-full border p-0.5 transition-colors",
          isOn ? "border-ink bg-ink" : "border-ink-faint bg-paper",
        )}
      >
        <span
          className={clsx(
            "size-3.5 rounded-full transition-transform",
            isOn ? "translate-x-4 bg-paper" : "bg-ink-faint group-hover:bg-ink",
          )}
        />
      </span>
    </button>
  );
}
