"use client";
import { useEffect } from "react";
import type { ToolPatch } from "#lib/toolbox/tool-input.ts";
import type { ToolEntry } from "#lib/toolbox/tool-list.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Choices } from "./choices.tsx";
import {
  type EngineChoice,
  engineNames,
  keepsKey,
  type SearchDraft,
  type SearchProblems,
  searchDraftOf,
  searchProblemsOf,
  toSearchPatch,
} from "./search-draft.ts";
import { Trouble } from "./trouble.tsx";
import { useForm } from "./use-form.ts";

interface SearchFormProps {
  tool: ToolEntry;
  /** Null: nothing was changed. Rejects with an ApiError. */
  onSave(patch: ToolPatch | null): Promise<void>;
  onClose(): void;
}

const engines: readonly EngineChoice[] = ["off", "searxng", "brave", "tavily"];

const keyPages = { brave: "https://api-dashboard.search.brave.com/", tavily: "https://app.tavily.com/" };

/** With which engine the web is searched, and what that engine needs. */
export default function SearchForm({ tool, onSave, onClose }: SearchFormProps) {
  const form = useForm({
    first: () => searchDraftOf(tool),
    problemsOf: (draft: SearchDraft) => searchProblemsOf(draft, tool),
    fieldOf: (field) => (field.startsWith("config") ? "baseUrl" : field === "key" ? "key" : null),
    onSave: async (draft) => void (await onSave(toSearchPatch(draft, tool))),
  });
  useEffect(() => form.ref.current?.querySelector<HTMLElement>("input:checked")?.focus(), [form.ref]);
  const { draft, problems, failure, isSaving, change } = form;

  return (
    <form ref={form.ref} noValidate aria-label="Search engine" onSubmit={form.submit} className="max-w-[34rem]">
      <Choices
        legend="Search engine"
        name="engine"
        rows={engines.map((value) => ({ value, label: engineNames[value] }))}
        chosen={draft.engine}
        onChoose={(engine) => change({ engine, key: "" })}
      />
      <div className="mt-4">
        <Needs draft={draft} problems={problems} tool={tool} onChange={change} />
      </div>
      {failure && (
        <div className="mt-4">
          <Trouble message={failure.message} detail={`What you typed is still here. ${failure.suggestion}`} />
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button look="solid" type="submit" aria-disabled={isSaving}>
          {isSaving ? "Saving" : "Save"}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

interface NeedsProps {
  draft: SearchDraft;
  problems: SearchProblems;
  tool: ToolEntry;
  onChange(patch: Partial<SearchDraft>): void;
}

function Needs({ draft, problems, tool, onChange }: NeedsProps) {
  const { engine } = draft;
  switch (engine) {
    case "off":
      return (
        <p className="text-ink-faint">
          The web is not searched.{tool.hasKey && " The saved key is deleted from this machine when you save."}
        </p>
      );
    case "searxng":
      return (
        <Field
          label="Address"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="http://127.0.0.1:8888"
          value={draft.baseUrl}
          problem={problems.baseUrl}
          hint="Of your instance. Its settings have to allow the format json."
          onChange={(event) => onChange({ baseUrl: event.target.value })}
        />
      );
    case "brave":
    case "tavily": {
      const isKept = keepsKey(draft, tool);
      return (
        <Field
          label="Key"
          type="password"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          placeholder={isKept ? `Saved${tool.keyTail ? `, ends in ${tool.keyTail}` : ""}` : ""}
          value={draft.key}
          problem={problems.key}
          hint={
            isKept ? (
              "Leave it empty to keep the saved key."
            ) : (
              <>
                Kept sealed on this machine and never shown again.{" "}
                <a href={keyPages[engine]} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
                  Make a key at {engineNames[engine]}
                </a>
              </>
            )
          }
          onChange={(event) => onChange({ key: event.target.value })}
        />
      );
    }
    default:
      return engine satisfies never;
  }
}
