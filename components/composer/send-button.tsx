import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import type { MouseEvent } from "react";

interface SendButtonProps {
  label: string;
  keys: string;
  icon: LucideIcon;
  type: "button" | "submit";
  look: "solid" | "line";
  /** Why it does nothing at the moment; said beside it. */
  problem?: string | null;
  disabled?: boolean;
  onClick?(event: MouseEvent): void;
}

/** Send or Stop. Without effect it stays reachable, so that its reason can be read. */
export function SendButton({ label, keys, icon: Icon, type, look, problem = null, disabled = false, onClick }: SendButtonProps) {
  return (
    <button
      type={type}
      aria-label={problem ? `${label}: ${problem}` : label}
      aria-disabled={problem !== null || disabled}
      data-tip={problem ?? `${label}  ${keys}`}
      data-tip-side="top"
      data-tip-align="end"
      onClick={disabled ? undefined : onClick}
      className={clsx(
        "touch inline-flex size-8 shrink-0 items-center justify-center rounded-lg transition-colors aria-disabled:cursor-default",
        look === "solid"
          ? "bg-ink text-paper hover:bg-ink-soft aria-disabled:bg-line aria-disabled:text-ink-faint"
          : "border border-line-strong text-ink hover:bg-paper-sunken aria-disabled:text-ink-faint",
      )}
    >
      <Icon size={look === "line" ? 12 : 17} strokeWidth={2} fill={look === "line" ? "currentColor" : "none"} aria-hidden />
    </button>
  );
}
