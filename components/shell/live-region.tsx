"use client";
import { useApp, useObservable } from "#lib/client/use-app.ts";

/** Speaks milestones, one at a time and only when they change. */
export function LiveRegion() {
  const announcement = useObservable(useApp().announcement);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {announcement}
    </div>
  );
}
