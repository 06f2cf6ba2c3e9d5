"use client";
import { useApp, useObservable } from "#lib/client/use-app.ts";

/** Speaks milestones, one at a time and only when they change; what waits for the person at once. */
export function LiveRegion() {
  const { announcement, alarm } = useApp();
  const words = useObservable(announcement);
  const urgent = useObservable(alarm);
  return (
    <>
      <div role="status" aria-live="polite" className="sr-only">
        {words}
      </div>
      <div role="alert" className="sr-only">
        {urgent}
      </div>
    </>
  );
}
