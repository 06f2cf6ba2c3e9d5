import type { ReactNode } from "react";

/** A wide table scrolls inside its own box; shadows at the edges show that there is more. */
export function TableBox({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="md-table" aria-label="Table" tabIndex={0}>
      {children}
    </section>
  );
}
