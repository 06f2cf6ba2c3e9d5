import type { ReactNode } from "react";

interface SectionProps {
  label: string;
  /** Beside the label, quieter. */
  note?: ReactNode;
  /** At the right edge. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of a tool's card under its name. */
export function Section({ label, note, action, children }: SectionProps) {
  return (
    <div className="tool-section">
      <div className="tool-label">
        <h4>{label}</h4>
        {note && <span className="min-w-0 truncate">{note}</span>}
        {action && <span className="ml-auto flex shrink-0 gap-3">{action}</span>}
      </div>
      {children}
    </div>
  );
}

interface PassageProps {
  /** For who hears it. */
  name: string;
  text: string;
  isTall?: boolean;
}

/** Text as it is, in a box that scrolls. */
export function Passage({ name, text, isTall = false }: PassageProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a heading's place
    <pre
      role="region"
      aria-label={name}
      dir="auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={`step-passage ${isTall ? "max-h-none" : ""}`}
    >
      {text}
    </pre>
  );
}
