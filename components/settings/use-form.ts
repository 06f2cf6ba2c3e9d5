"use client";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { plainSentence } from "./plain-sentence.ts";

export type Problems<Field extends string> = Partial<Record<Field, string>>;

export interface FormOptions<Draft extends object, Field extends string> {
  first(): Draft;
  /** What can be said before anything is sent. */
  problemsOf(draft: Draft): Problems<Field>;
  /** Where the field that the server found at fault is written in this form; null: nowhere. */
  fieldOf(field: string): Field | null;
  /** Rejects with an ApiError. What it resolves with, if anything, stands in the form from then on. */
  onSave(draft: Draft): Promise<Draft | undefined>;
}

export interface Form<Draft extends object, Field extends string> {
  ref: RefObject<HTMLFormElement | null>;
  draft: Draft;
  problems: Problems<Field>;
  /** Why it could not be saved, where that is no single field's fault. */
  failure: ApiError | null;
  isSaving: boolean;
  /** What is changed is no longer at fault. */
  change(patch: Partial<Draft>): void;
  submit(event: FormEvent): void;
}

/** Where the focus goes in a form that is refused. */
const atFault = "[aria-invalid=true], [data-header], [data-again]";

/** A form as it is filled in: what was typed stays until it is saved, and a refusal leads to the field at fault. */
export function useForm<Draft extends object, Field extends string>(options: FormOptions<Draft, Field>): Form<Draft, Field> {
  const { first, problemsOf, fieldOf, onSave } = options;
  const [draft, setDraft] = useState(first);
  const [problems, setProblems] = useState<Problems<Field>>({});
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const ref = useRef<HTMLFormElement>(null);

  const refuse = (found: Problems<Field>) => {
    setProblems(found);
    requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>(atFault)?.focus());
  };
  const save = async () => {
    setFailure(null);
    const found = problemsOf(draft);
    if (Object.keys(found).length > 0) return refuse(found);
    setIsSaving(true);
    try {
      const next = await onSave(draft);
      if (next) setDraft(next);
      setProblems({});
    } catch (thrown) {
      const error = asApiError(thrown);
      const field = error.field === null ? null : fieldOf(error.field);
      if (field) refuse({ [field]: plainSentence(error.message) } as Problems<Field>);
      else setFailure(error);
    } finally {
      setIsSaving(false);
    }
  };
  return {
    ref,
    draft,
    problems,
    failure,
    isSaving,
    change(patch) {
      setDraft((before) => ({ ...before, ...patch }));
      setProblems((before) => {
        const rest = Object.entries(before).filter(([field]) => !(field in patch));
        return Object.fromEntries(rest) as Problems<Field>;
      });
    },
    submit(event) {
      event.preventDefault();
      if (!isSaving) void save();
    },
  };
}

/** The field of this name, also where the fault is inside of it. */
export function fieldNamed<Field extends string>(fields: readonly Field[]): (field: string) => Field | null {
  return (field) => fields.find((one) => one === field.split(".")[0]) ?? null;
}
