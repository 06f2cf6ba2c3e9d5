"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { KindRow } from "#lib/client/connections-api.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { type ConnectionDraft, type DraftProblems, isMoved } from "./connection-draft.ts";
import { HeaderFields } from "./header-fields.tsx";
import { kindNotes } from "./kind-notes.ts";
import { SavedHeaders } from "./saved-headers.tsx";

interface ConnectionFieldsProps {
  kind: KindRow;
  connection: ConnectionSummary | null;
  draft: ConnectionDraft;
  problems: DraftProblems;
  onChange(patch: Partial<ConnectionDraft>): void;
}

export function ConnectionFields({ kind, connection, draft, problems, onChange }: ConnectionFieldsProps) {
  const { keyPage, example } = kindNotes[kind.kind];
  const [isMoreOpen, setIsMoreOpen] = useState(connection !== null);
  const isOpen = isMoreOpen || problems.name !== undefined || problems.headers !== undefined;
  const address = (
    <Field
      label="Address"
      type="url"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      placeholder={example}
      value={draft.baseUrl}
      problem={problems.baseUrl}
      hint={kind.baseUrl === null ? "Where its API begins, usually with /v1 at the end." : undefined}
      onChange={(event) => onChange({ baseUrl: event.target.value })}
    />
  );
  const hasSavedKey = connection?.hasKey === true && !connection.isLocked;
  return (
    <div className="flex flex-col gap-5">
      {kind.baseUrl === null && address}
      <div>
        <Field
          label="Key"
          note={kind.key === "optional" ? "if the server asks for one" : undefined}
          type="password"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          placeholder={
            hasSavedKey && !draft.isKeyRemoved ? `Saved${connection.keyTail ? `, ends in ${connection.keyTail}` : ""}` : ""
          }
          value={draft.apiKey}
          problem={problems.apiKey}
          hint={<KeyHint draft={draft} connection={connection} keyPage={keyPage} name={kind.name} />}
          onChange={(event) => onChange({ apiKey: event.target.value, isKeyRemoved: false })}
        />
        {hasSavedKey && kind.key === "optional" && (
          <Button look="word" className="-ml-3 mt-1" onClick={() => onChange({ apiKey: "", isKeyRemoved: !draft.isKeyRemoved })}>
            {draft.isKeyRemoved ? "Keep the saved key" : "Remove the saved key"}
          </Button>
        )}
      </div>
      {kind.baseUrl !== null && address}
      {isOpen ? (
        <>
          <Field
            label="Name"
            note={connection ? undefined : "if you want another"}
            autoComplete="off"
            maxLength={80}
            placeholder={kind.name}
            value={draft.name}
            problem={problems.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
          {draft.headers === null ? (
            <SavedHeaders
              names={connection?.headerNames ?? []}
              problem={problems.headers}
              onEnter={(names) => onChange({ headers: names.map((name, key) => ({ key, name, value: "" })) })}
            />
          ) : (
            <HeaderFields headers={draft.headers} problem={problems.headers} onChange={(headers) => onChange({ headers })} />
          )}
        </>
      ) : (
        <Button look="word" className="-ml-3 self-start" onClick={() => setIsMoreOpen(true)}>
          <ChevronRight size={15} strokeWidth={1.75} aria-hidden className="-ml-1" />
          Name and extra headers
        </Button>
      )}
    </div>
  );
}

interface KeyHintProps {
  draft: ConnectionDraft;
  connection: ConnectionSummary | null;
  keyPage: string | null;
  name: string;
}

function KeyHint({ draft, connection, keyPage, name }: KeyHintProps) {
  if (draft.isKeyRemoved) return "The saved key is removed when you save.";
  if (connection?.hasKey && !connection.isLocked) {
    return isMoved(draft, connection)
      ? "The saved key stays with the address it was entered for."
      : "Leave it empty to keep the saved key.";
  }
  return (
    <>
      Kept sealed on this machine and never shown again.
      {keyPage && (
        <>
          {" "}
          <a href={keyPage} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
            Make a key at {name}
          </a>
        </>
      )}
    </>
  );
}
