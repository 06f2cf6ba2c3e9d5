"use client";
import { useState, useSyncExternalStore } from "react";
import type { KeySummary } from "#lib/auth/keys.ts";
import { chooseModel } from "#lib/client/choose-model.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { ModelPicker } from "../composer/model-picker.tsx";
import { CodeBlock } from "../markdown/code-block.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { Choices } from "./choices.tsx";
import { type Program, programsFor } from "./connect-snippets.ts";
import { ConnectTrial } from "./connect-trial.tsx";
import { SectionHead } from "./section-head.tsx";
import { Trouble } from "./trouble.tsx";
import { useApiKeys } from "./use-api-keys.ts";

const usual = { id: "default", name: "Your own choice (default)" };
const none = "aloud_…";
const link = "text-accent underline underline-offset-2";

interface ConnectSectionProps {
  keys: readonly KeySummary[];
  /** As the server heard it. */
  origin: string;
}

/** How programs ask here: the address, a key and a model, put into what each of them wants; and a trial of it. */
export default function ConnectSection({ keys: first, origin: heard }: ConnectSectionProps) {
  const app = useApp();
  const keys = useApiKeys(first);
  const made = useObservable(app.madeKey);
  const known = useObservable(app.catalog);
  const origin = useOrigin(heard);
  const [modelId, setModelId] = useState<string | null>(null);
  const [keyId, setKeyId] = useState<string | null>(null);
  const [programId, setProgramId] = useState("curl");
  const chosenKey = keys.all.find(({ id }) => id === (keyId ?? made?.id));
  const isMade = made !== null && (keyId === null || keyId === made.id);
  const key = isMade ? made.key : chosenKey ? `${chosenKey.start}…` : none;
  const programs = programsFor({ origin, key, model: modelId ?? usual.id });
  const program = programs.find(({ id }) => id === programId) ?? programs[0];
  return (
    <>
      <SectionHead title="Connect">
        Any program that can talk to OpenAI can talk to your models here, and some others too. What it asks is a conversation that
        you can open and watch while it thinks.
      </SectionHead>
      <dl className="mt-6 divide-y divide-line border-line border-y">
        <Line label="Address">
          <code className="font-mono text-[12.5px] [overflow-wrap:anywhere]">{origin}/v1</code>
          <CopyButton label="Copy the address" text={() => `${origin}/v1`} />
        </Line>
        <Line label="Key">
          {keys.all.length === 0 ? (
            <PageLink href="/settings/keys?add" className={link}>
              Make a key
            </PageLink>
          ) : (
            <>
              <select
                aria-label="Key"
                value={chosenKey?.id ?? ""}
                onChange={(event) => setKeyId(event.target.value)}
                className="touch -ml-1 h-8 min-w-0 max-w-[60%] truncate rounded-md bg-transparent px-1 text-ink-soft hover:bg-paper-sunken hover:text-ink"
              >
                {!chosenKey && <option value="">None chosen</option>}
                {keys.all.map(({ id, name, start }) => (
                  <option key={id} value={id} className="bg-paper-raised text-ink">
                    {name} ({start}…)
                  </option>
                ))}
              </select>
              <PageLink href="/settings/keys?add" className={`${link} shrink-0`}>
                Make another
              </PageLink>
            </>
          )}
        </Line>
        <Line label="Model">
          <span className="-ml-2 min-w-0">
            <ModelPicker
              choice={modelId === null ? null : chooseModel(known, modelId, null)}
              none={{ name: usual.name, onChoose: () => setModelId(null) }}
              onChoose={setModelId}
            />
          </span>
        </Line>
      </dl>
      <p className="mt-2 text-ink-faint">
        {isMade
          ? "The key that you have just made stands in what follows, as long as it is on screen."
          : "A key is shown once, when it is made: put it in the place of its beginning."}
        {chosenKey?.exposure === "none" && " This one lets no thinking leave; you see it here all the same."}
      </p>
      {keys.error && (
        <div className="mt-4">
          <Trouble message={`The keys may be old. ${keys.error.message}`} detail={keys.error.suggestion} />
        </div>
      )}
      <Choices
        legend="Program"
        name="program"
        className="mt-8"
        rows={programs.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={programId}
        onChoose={setProgramId}
      />
      {program && <ProgramSteps key={program.id} program={program} />}
      <ConnectTrial keys={keys.all} made={isMade ? made : null} modelId={modelId ?? usual.id} />
    </>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex min-h-11 items-center gap-4 py-1">
      <dt className="w-16 shrink-0 text-ink-faint sm:w-20">{label}</dt>
      <dd className="flex min-w-0 grow flex-wrap items-center gap-x-3">{children}</dd>
    </div>
  );
}

function ProgramSteps({ program: { name, steps, snippet, note } }: { program: Program }) {
  return (
    <section aria-label={name} className="mt-4 max-w-[44rem]">
      {steps && (
        <ol className="mb-3 list-decimal space-y-1.5 pl-5 text-ink-soft marker:text-ink-faint">
          {steps.map((step) => (
            <li key={step.text} className="pl-1 [overflow-wrap:anywhere]">
              {step.text}
              {step.value !== undefined && <StepValue name={step.text} value={step.value} />}
            </li>
          ))}
        </ol>
      )}
      {snippet && <CodeBlock code={snippet.code} info={snippet.info} isLive={false} />}
      {note && <p className="mt-2 text-ink-faint">{note}</p>}
    </section>
  );
}

/** What is typed in there, as it is. */
function StepValue({ name, value }: { name: string; value: string }) {
  return (
    <span className="mt-0.5 flex items-start gap-1 rounded-md bg-paper-sunken pl-2.5">
      <code className="min-w-0 grow py-1.5 font-mono text-[12.5px] text-ink leading-5">{value}</code>
      <CopyButton label={`Copy: ${name}`} text={() => value} />
    </span>
  );
}

/** Where this page really came from. */
function useOrigin(heard: string): string {
  return useSyncExternalStore(
    () => () => {},
    () => window.location.origin,
    () => heard,
  );
}
