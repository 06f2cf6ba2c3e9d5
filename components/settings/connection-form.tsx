"use client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { KindRow } from "#lib/client/connections-api.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { Button } from "../ui/button.tsx";
import { type ConnectionDraft, type DraftField, type DraftProblems, draftOf, problemsOf } from "./connection-draft.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { plainSentence } from "./plain-sentence.ts";
import { SectionHead } from "./section-head.tsx";
import { TestResult } from "./test-result.tsx";
import { Trouble } from "./trouble.tsx";
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
  const [draft, setDraft] = useState(() => draftOf(kind, connection));
  const [problems, setProblems] = useState<DraftProblems>({});
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input")?.focus();
  }, []);

  const change = (patch: Partial<ConnectionDraft>) => {
    setDraft((before) => ({ ...before, ...patch }));
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in patch))));
  };
  const refuse = (found: DraftProblems) => {
    setProblems(found);
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-header], [data-again]")?.focus(),
    );
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSaving) return;
    setFailure(null);
    const found = problemsOf(draft, kind, connection);
    if (Object.keys(found).length > 0) return refuse(found);
    setIsSaving(true);
    try {
      // From here on the page holds what was saved: no key, no value of a header.
      setDraft(draftOf(kind, await onSave(draft)));
      setProblems({});
    } catch (thrown) {
      const error = asApiError(thrown);
      const field = fields.find((one) => error.field?.split(".")[0] === one);
      if (field) refuse({ [field]: plainSentence(error.message) });
      else setFailure(error);
    } finally {
      setIsSaving(false);
    }
  };

  return (
    <section aria-label={connection ? `Edit ${connection.name}` : `Add ${kind.name}`}>
      <SectionHead title={connection ? connection.name : kind.name}>
        {connection?.isLocked
          ? "The key of this connection can no longer be opened: the secret of this installation has changed. Enter the key again, and the headers if there were any."
          : connection && kind.name !== connection.name && kind.name}
      </SectionHead>
      <form ref={form} noValidate onSubmit={(event) => void save(event)} className="mt-6 max-w-[34rem]">
        <ConnectionFields kind={kind} connection={connection} draft={draft} problems={problems} onChange={change} />
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
