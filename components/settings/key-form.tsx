"use client";
import { useEffect } from "react";
import type { KeySummary } from "#lib/auth/keys.ts";
import { useApp } from "#lib/client/use-app.ts";
import { exposures, reasoningFormats } from "#lib/core/exposure.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { fieldNames, type KeyDraft, keyDraftOf, keyProblemsOf } from "./key-draft.ts";
import { KeyLimits } from "./key-limits.tsx";
import { KeyModels } from "./key-models.tsx";
import { exposureWords, formatWords } from "./key-words.ts";
import { SectionHead } from "./section-head.tsx";
import { ToldChoices } from "./told-choices.tsx";
import { Trouble } from "./trouble.tsx";
import { useForm } from "./use-form.ts";

interface KeyFormProps {
  /** Null: a new one. */
  apiKey: KeySummary | null;
  /** Rejects with an ApiError. */
  onSave(draft: KeyDraft): Promise<void>;
  onClose(): void;
}

/** What a key is for and what it allows. What was typed stays until it is saved. */
export default function KeyForm({ apiKey, onSave, onClose }: KeyFormProps) {
  const { clock } = useApp();
  const form = useForm({
    first: () => keyDraftOf(apiKey),
    problemsOf: (draft: KeyDraft) => keyProblemsOf(draft, apiKey, clock.now()),
    fieldOf: (field) => fieldNames[field.split(".")[0] ?? ""] ?? null,
    onSave: async (draft) => void (await onSave(draft)),
  });
  useEffect(() => form.ref.current?.querySelector<HTMLElement>("input")?.focus(), [form.ref]);
  const { draft, problems, failure, isSaving, change } = form;
  return (
    <section aria-label={apiKey ? `Change ${apiKey.name}` : "Make a key"}>
      <SectionHead title={apiKey ? apiKey.name : "Make a key"}>
        {apiKey
          ? "What is changed here holds for the next request. Less thinking to leave ends the answers under way."
          : "For one program. Give each its own, so that one can be taken back without the others."}
      </SectionHead>
      <form ref={form.ref} noValidate onSubmit={form.submit} className="mt-6 flex max-w-[34rem] flex-col gap-6">
        <Field
          label="Name"
          autoComplete="off"
          maxLength={80}
          placeholder="The program that will have it"
          value={draft.name}
          problem={problems.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <ToldChoices
          legend="What of the thinking may leave with it"
          name="key-exposure"
          rows={exposures.map((value) => ({ value, ...exposureWords[value] }))}
          chosen={draft.exposure}
          onChoose={(exposure) => change({ exposure })}
          hint="A request may ask for less, never for more. You see all of it here in any case."
        />
        {draft.exposure !== "none" && (
          <ToldChoices
            legend="Where thoughts stand in chat completions"
            name="key-format"
            rows={reasoningFormats.map((value) => ({ value, ...formatWords[value] }))}
            chosen={draft.format}
            onChoose={(format) => change({ format })}
          />
        )}
        <KeyModels chosen={draft.models} problem={problems.models} onChange={(models) => change({ models })} />
        <label className="flex cursor-pointer gap-2.5 has-focus-visible:bg-paper-sunken">
          <input
            type="checkbox"
            checked={draft.usesTools}
            onChange={(event) => change({ usesTools: event.target.checked })}
            className="mt-0.5 size-3.5 shrink-0 accent-ink"
          />
          <span>
            <span className="font-medium">May use your tools</span>
            <span className="block text-ink-faint">
              Beside those the program brings. One that may change something asks you here before it runs.
            </span>
          </span>
        </label>
        <KeyLimits draft={draft} problems={problems} onChange={change} />
        {failure && <Trouble message={failure.message} detail={`What you typed is still here. ${failure.suggestion}`} />}
        <div className="flex flex-wrap gap-2">
          <Button look="solid" type="submit" aria-disabled={isSaving}>
            {isSaving ? "Saving" : apiKey ? "Save" : "Make the key"}
          </Button>
          <Button onClick={onClose}>{apiKey ? "Back to the keys" : "Cancel"}</Button>
        </div>
      </form>
    </section>
  );
}
