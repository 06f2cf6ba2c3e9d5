import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

interface PickerWordProps extends ComponentProps<"button"> {
  children: ReactNode;
}

/** A choice written as a word that can be pressed. */
export function PickerWord({ children, ...rest }: PickerWordProps) {
  return (
    <button
      type="button"
      className="touch inline-flex h-8 min-w-0 max-w-56 items-center gap-1 rounded-md px-2 text-ink-soft transition-colors hover:bg-paper-sunken hover:text-ink disabled:cursor-default disabled:hover:bg-transparent"
      {...rest}
    >
      <span className="truncate">{children}</span>
      {!rest.disabled && <ChevronDown size={13} strokeWidth={1.75} className="shrink-0 text-ink-faint" aria-hidden />}
    </button>
  );
}
