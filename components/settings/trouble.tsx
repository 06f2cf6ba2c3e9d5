import type { ReactNode } from "react";

interface TroubleProps {
  /** What happened. */
  message: string;
  /** What is safe, and what to do. */
  detail?: string;
  /** One thing to press. */
  children?: ReactNode;
}

/** Something that did not work, said where it was tried. */
export function Trouble({ message, detail, children }: TroubleProps) {
  return (
    <div role="alert" className="flex items-start gap-3 border-fail-fill border-l-2 py-1 pl-3">
      <p className="min-w-0 grow break-words">
        <span className="font-medium text-fail">{message}</span> {detail && <span className="text-ink-soft">{detail}</span>}
      </p>
      {children}
    </div>
  );
}
