"use client";
import type { Choice } from "#lib/client/choose-model.ts";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { PageLink } from "../ui/page-link.tsx";

/** The model of this conversation cannot be asked any more: why, where that is known, and what stays. Loaded when it is needed. */
export default function GoneNote({ choice: { modelId, modelName } }: { choice: Choice }) {
  const { problems } = useObservable(useApp().catalog);
  const connectionId = modelId.slice(0, modelId.indexOf("/"));
  const problem = problems.find((one) => one.connectionId === connectionId);
  return (
    <p role="status" className="mb-2 break-words border-line-strong border-l-2 py-1 pl-3 text-ink-soft">
      {problem ? (
        <>
          The models of {problem.name} could not be listed. {problem.message} {problem.suggestion}{" "}
          <PageLink
            href={`/settings/connections?edit=${problem.connectionId}`}
            className="text-accent underline underline-offset-2"
          >
            Open its settings
          </PageLink>
        </>
      ) : (
        <>
          <span className="font-medium text-ink">{modelName}</span> is no longer available here. What was said stays; choose
          another model to go on.
        </>
      )}
    </p>
  );
}
