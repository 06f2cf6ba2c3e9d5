"use client";
import { FullPageNote } from "#components/shell/full-page-note.tsx";
import { Button } from "#components/ui/button.tsx";

/** The last resort for a page that could not be shown. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return (
    <FullPageNote
      title="This page could not be shown."
      text={`What was said is kept. ${error.digest ? `The log has the details under ${error.digest}.` : "The log has the details."}`}
    >
      <Button look="solid" onClick={reset}>
        Try again
      </Button>
    </FullPageNote>
  );
}
