"use client";
import { useEffect } from "react";
import type { ServerSummary } from "#lib/toolbox/mcp/summary.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { HeaderFields } from "./header-fields.tsx";
import { SavedHeaders } from "./saved-headers.tsx";
import { SectionHead } from "./section-head.tsx";
import { type ServerDraft, type ServerField, serverDraftOf, serverProblemsOf } from "./server-draft.ts";
import { Trouble } from "./trouble.tsx";
import { fieldNamed, useForm } from "./use-form.ts";

interface ServerFormProps {
  /** Null: a new one. */
  server: ServerSummary | null;
  /** Rejects with an ApiError. */
  onSave(draft: ServerDraft): Promise<void>;
  onClose(): void;
}

const fields: readonly ServerField[] = ["url", "name", "headers"];

/** Where a tool server is and what it is sent. What was typed stays until it is saved. */
export default function ServerForm({ server, onSave, onClose }: ServerFormProps) {
  const form = useForm({
    first: () => serverDraftOf(server),
    problemsOf: (draft: ServerDraft) => serverProblemsOf(draft, server),
    fieldOf: fieldNamed(fields),
    onSave: async (draft) => void (await onSave(draft)),
  });
  useEffect(() => form.ref.current?.querySelector<HTMLElement>("input")?.focus(), [form.ref]);
  const { draft, problems, failure, isSaving, change } = form;

  return (
    <section aria-label={server ? `Edit ${server.name}` : "Add a tool server"}>
      <SectionHead title={server ? server.name : "Add a tool server"}>
        {server
          ? server.isLocked &&
            "Its headers can no longer be opened: the secret of this installation has changed. Enter them again."
          : "One that speaks the Model Context Protocol over streamable HTTP. Programs on this machine are added in mcp.json, in the data directory."}
      </SectionHead>
      <form ref={form.ref} noValidate onSubmit={form.submit} className="mt-6 flex max-w-[34rem] flex-col gap-5">
        <Field
          label="Address"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="https://example.com/mcp"
          value={draft.url}
          problem={problems.url}
          hint={
            server
              ? "At another address nothing is agreed to: you are asked about its tools again."
              : "Whole, path included. If the server wants you to sign in, you are asked to afterwards."
          }
          onChange={(event) => change({ url: event.target.value })}
        />
        <Field
          label="Name"
          note={server ? undefined : "if you want another than its host"}
          autoComplete="off"
          maxLength={80}
          value={draft.name}
          problem={problems.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        {draft.headers === null ? (
          <SavedHeaders
            names={server?.headerNames ?? []}
            problem={problems.headers}
            onEnter={(names) => change({ headers: names.map((name, key) => ({ key, name, value: "" })) })}
          />
        ) : (
          <HeaderFields headers={draft.headers} problem={problems.headers} onChange={(headers) => change({ headers })} />
        )}
        {failure && <Trouble message={failure.message} detail={`What you typed is still here. ${failure.suggestion}`} />}
        <div className="flex flex-wrap gap-2">
          <Button look="solid" type="submit" aria-disabled={isSaving}>
            {isSaving ? "Saving" : server ? "Save" : "Connect"}
          </Button>
          <Button onClick={onClose}>{server ? "Back to the tools" : "Cancel"}</Button>
        </div>
      </form>
    </section>
  );
}
