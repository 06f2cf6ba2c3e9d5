import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

const looks = {
  /** The one thing to do here. */
  solid: "bg-ink text-paper hover:bg-ink-soft disabled:bg-line-strong",
  line: "border border-line-strong text-ink hover:bg-paper-sunken disabled:text-ink-faint",
  /** Takes something away that does not come back. */
  danger: "border border-fail-fill text-fail hover:bg-fail-faint",
  /** A word that can be pressed. */
  word: "text-ink-soft hover:bg-paper-sunken hover:text-ink disabled:text-ink-faint",
} as const;

interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof looks;
}

export function Button({ look = "line", className, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(
        "touch inline-flex h-8 items-center justify-center gap-1.5 rounded-md px-3 font-medium text-ui whitespace-nowrap transition-colors disabled:cursor-default",
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** Its name, also shown beside it. */
  label: string;
  icon: LucideIcon;
  /** Keys that do the same. */
  keys?: string;
  tipSide?: "top" | "bottom";
  tipAlign?: "start" | "center" | "end";
}

export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, keys, tipSide = "bottom", tipAlign = "center", className, type = "button", ...rest } = props;
  return (
    <button
      type={type}
      aria-label={label}
      data-tip={keys ? `${label}  ${keys}` : label}
      data-tip-side={tipSide}
      data-tip-align={tipAlign}
      className={clsx(
        "touch inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-faint transition-colors hover:bg-paper-sunken hover:text-ink aria-pressed:text-ink disabled:opacity-50",
        className,
      )}
      {...rest}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
