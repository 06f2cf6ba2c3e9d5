"use client";
import { RotateCw } from "lucide-react";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import { Button } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";

/** Whose models could not be listed and why, and what can be done beside choosing. */
export function ModelListFooter({ onLeave }: { onLeave(): void }) {
  const app = useApp();
  const { problems, error, isRefreshing } = useObservable(app.catalog);
  const refresh = async () => {
    await app.catalog.refresh({ isFresh: true });
    const { models, problems: left, error: failure } = app.catalog.get();
    app.announcement.set(
      failure ? failure.message : `${models.length} models${left.length > 0 ? ", some lists are missing" : ""}`,
    );
  };
  return (
    <div className="shrink-0 border-line border-t">
      {(problems.length > 0 || error) && (
        <ul aria-label="Missing lists" className="max-h-32 divide-y divide-line overflow-y-auto border-line border-b px-3">
          {error && (
            <li className="py-2">
              <span className="font-medium text-fail">{error.message}</span>{" "}
              <span className="text-ink-soft">{error.suggestion}</span>
            </li>
          )}
          {problems.map(({ connectionId, name, message, suggestion }) => (
            <li key={connectionId} className="break-words py-2">
              <span className="font-medium">{name}:</span> <span className="text-fail">{message}</span>{" "}
              <span className="text-ink-soft">{suggestion}</span>{" "}
              <PageLink
                href={`/settings/connections?edit=${connectionId}`}
                onClick={onLeave}
                className="text-accent underline underline-offset-2"
              >
                Open its settings
              </PageLink>
            </li>
          ))}
        </ul>
      )}
      <div className="flex items-center gap-1 px-1 py-1">
        <Button
          look="word"
          className="px-2 font-normal"
          aria-disabled={isRefreshing}
          onClick={isRefreshing ? undefined : () => void refresh()}
        >
          <RotateCw size={14} strokeWidth={1.75} aria-hidden />
          {isRefreshing ? "Refreshing" : "Refresh"}
        </Button>
        <span className="grow" />
        <PageLink
          href="/settings/models"
          onClick={onLeave}
          className="touch flex h-8 items-center rounded-md px-2 text-ink-soft hover:bg-paper-sunken hover:text-ink"
        >
          Models and prices
        </PageLink>
      </div>
    </div>
  );
}
