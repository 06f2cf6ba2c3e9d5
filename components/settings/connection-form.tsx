"use client";
import { useEffect } from "react";
import type { KindRow } from "#lib/client/connections-api.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { Button } from "../ui/button.tsx";
import { type ConnectionDraft, type DraftField, draftOf, problemsOf } from "./connection-draft.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { SectionHead } from "./section-head.tsx";
import { TestResult } from "./test-result.tsx";
import { Trouble } from "./trouble.tsx";
import { fieldNamed, useForm } from "./use-form.ts";
import type { Test } from "./use-tests.ts";

interface ConnectionFormProps {
  kind: KindRow;
  /** Null until it was saved for the first time. */
  connection: ConnectionSummary | null;
  test: Test | null;
  /** Saves it and begins its test. Rejects with an ApiError. */
  onSave(draft: ConnectionDraft): Promise<ConnectionSummary>;
  onTest(): void;
  onStop(): void;
  /** Begins a conversation with this model of the provider. */
  onUse(modelId: string): void;
  onClose(): void;
}

const fields: readonly DraftField[] = ["apiKey", "baseUrl", "name", "headers"];

/** Says what a provider needs, saves it, and shows its test. What was typed stays until it is saved. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { kind, connection, test, onSave, onTest, onStop, onUse, onClose } = props;
  const form = useForm({
    first: () => draftOf(kind, connection),
    problemsOf: (draft: ConnectionDraft) => problemsOf(draft, kind, connection),
    fieldOf: fieldNamed(fields),
    // From here on the page holds what was saved: no key, no value of a header.
    onSave: async (draft) => draftOf(kind, await onSave(draft)),
  });
  useEffect(() => {
    form.ref.current?.querySelector<HTMLElement>("input")?.focus();
  }, [form.ref]);
  const { draft, problems, failure, isSaving } = form;

  return (
    <section aria-label={connection ? `Edit ${connection.name}` : `Add ${kind.name}`}>
      <SectionHead title={connection ? connection.name : kind.name}>
        {connection?.isLocked
          ? "The key of this connection can no longer be opened: the secret of this installation has changed. Enter the key again, and the headers if there were any."
          : connection && kind.name !== connection.name && kind.name}
      </SectionHead>
      <form ref={form.ref} noValidate onSubmit={form.submit} className="mt-6 max-w-[34rem]">
        <ConnectionFields kind={kind} connection={connection} draft={draft} problems={problems} onChange={form.change} />
        {failure && (
          <div className="mt-5">
            <Trouble message={failure.message} detail={`What you typed is still here. ${failure.suggestion}`} />
          </div>
        )}
        <div className="mt-6 flex flex-wrap gap-2">
          <Button look="solid" type="submit" aria-disabled={isSaving}>
            {isSaving ? "Saving" : connection ? "Save and test" : "Connect and test"}
          </Button>
          <Button onClick={onClose}>{connection ? "Back to the connections" : "Cancel"}</Button>
        </div>
      </form>
      {connection && test && (
        <div className="mt-8 max-w-[44rem]">
          <TestResult connection={connection} test={test} onTest={onTest} onStop={onStop} onUse={onUse} />
        </div>
      )}
    </section>
  );
}
