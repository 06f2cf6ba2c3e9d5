"use client";
import { type FormEvent, useRef, useState } from "react";
import type { KeySummary } from "#lib/auth/keys.ts";
import type { MadeKey } from "#lib/client/app-store.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { question } from "./connect-snippets.ts";
import { keyNamed, keyProblem } from "./connect-words.ts";
import { TrialResult } from "./trial-result.tsx";
import { useTrial } from "./use-trial.ts";

interface ConnectTrialProps {
  keys: readonly KeySummary[];
  made: MadeKey | null;
  modelId: string;
}

/** Asks this installation as a program would, with a key, and shows what such a program gets. */
export function ConnectTrial({ keys, made, modelId }: ConnectTrialProps) {
  const { trial, isRunning, start, stop } = useTrial();
  const [pasted, setPasted] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState<KeySummary | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const key = (pasted ?? made?.key ?? "").trim();
  const known = keyNamed(keys, key);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (isRunning) return stop();
    const found = keyProblem(key);
    setProblem(found);
    if (found !== null) return field.current?.focus();
    setAsked(known);
    start({ key, modelId, question });
  };
  return (
    <section aria-labelledby="connect-trial" className="mt-10">
      <h2 id="connect-trial" className="font-medium text-[14px]">
        Try it
      </h2>
      <p className="mt-1 max-w-[42rem] text-ink-soft">
        Asks “{question}” from this page as a program would: over the interface, with the key and nothing else. It is a real
        question to the model, and a conversation here.
      </p>
      <form noValidate onSubmit={ask} className="mt-3 flex max-w-[34rem] flex-wrap items-start gap-2">
        <Field
          ref={field}
          label="Key"
          note={known ? `of “${known.name}”` : undefined}
          type="password"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          placeholder="aloud_…"
          className="min-w-60 grow"
          value={pasted ?? made?.key ?? ""}
          problem={problem}
          hint="It stays in this page and is sent to this address only."
          onChange={(event) => {
            setPasted(event.target.value);
            setProblem(null);
          }}
        />
        <Button type="submit" look={isRunning ? "line" : "solid"} className="h-9 sm:mt-[25px]">
          {isRunning ? "Stop" : "Ask"}
        </Button>
      </form>
      {trial && <TrialResult trial={trial} apiKey={asked} />}
    </section>
  );
}
