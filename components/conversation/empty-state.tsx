"use client";
import { ArrowUpRight } from "lucide-react";
import type { Session } from "#lib/client/conversation-session.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { useChoice } from "#lib/client/use-choice.ts";
import { Wordmark } from "../shell/wordmark.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { prepareToAnswer } from "./later.ts";

const generalExamples = [
  "Why is the sky blue at noon and red at dusk?",
  "How many different ways are there to make change for a dollar?",
  "What is wrong with the argument that 0.999… is less than 1?",
];

/** Before the first question: the name, what this is, and questions that the chosen model can really answer. */
export function EmptyState({ session }: { session: Session }) {
  const { models, problems } = useObservable(useApp().catalog);
  const { model } = useChoice(session);
  const examples = model && model.examples.length > 0 ? model.examples.slice(0, 4) : generalExamples;
  const isBuiltinOnly = problems.length === 0 && models.every((one) => one.connection.id === "builtin");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-[44rem] flex-col justify-center px-6 sm:px-8 py-8">
        <p>
          <Wordmark size="large" />
        </p>
        <p className="mt-5 font-serif text-[19px] text-ink-soft leading-7">
          Ask something, and watch it being worked out beside the answer.
        </p>
        {model && (
          <>
            <h2 className="mt-10 text-ink-faint">
              {model.examples.length > 0 ? `${model.name} can answer, for example` : "You could ask, for example"}
            </h2>
            <ul className="mt-1 divide-y divide-line border-line border-b">
              {examples.map((example) => (
                <li key={example}>
                  <button
                    type="button"
                    onPointerEnter={prepareToAnswer}
                    onFocus={prepareToAnswer}
                    onClick={() => session.send(example)}
                    className="group touch flex w-full items-center gap-3 py-3 text-left font-serif text-[17px] leading-6 hover:text-accent"
                  >
                    <span className="grow">{example}</span>
                    <ArrowUpRight
                      size={16}
                      strokeWidth={1.75}
                      aria-hidden
                      className="shrink-0 text-ink-faint group-hover:text-accent"
                    />
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        {isBuiltinOnly && (
          <p className="mt-6 text-ink-faint leading-5">
            This is the built-in model: it works on your machine and knows sums, not the world.{" "}
            <SettingsLink search="?add">Connect a provider</SettingsLink> or{" "}
            <SettingsLink search="?look">look for model servers on this machine</SettingsLink>.
          </p>
        )}
      </div>
    </div>
  );
}

function SettingsLink({ search, children }: { search: string; children: string }) {
  return (
    <PageLink href={`/settings/connections${search}`} className="text-accent underline underline-offset-2">
      {children}
    </PageLink>
  );
}
