"use client";
import "./globals.css";
import { FullPageNote } from "#components/shell/full-page-note.tsx";
import { Button } from "#components/ui/button.tsx";

/** Stands in for the whole document when even the shell could not be made, for example because the database is closed. */
export default function DocumentError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Aloud</title>
        <FullPageNote
          title="Aloud could not open."
          text={`Nothing is lost. ${error.digest ? `The log has the details under ${error.digest}.` : "The log has the details."}`}
        >
          <Button look="solid" onClick={() => window.location.reload()}>
            Try again
          </Button>
        </FullPageNote>
      </body>
    </html>
  );
}
