"use client";
import { useId } from "react";
import type { KeySummary } from "#lib/auth/keys.ts";
import { useApp } from "#lib/client/use-app.ts";
import { useUtcOffset } from "#lib/client/use-utc-offset.ts";
import { Button } from "../ui/button.tsx";
import { factsOf, isSpent, spentWords, timeWords } from "./key-words.ts";

interface KeyRowProps {
  apiKey: KeySummary;
  onChange(): void;
  onDelete(): void;
}

/** One key: what it may do, what it cost, and when it was used. */
export function KeyRow({ apiKey, onChange, onDelete }: KeyRowProps) {
  const { clock, start } = useApp();
  const utcOffset = useUtcOffset(start.utcOffset);
  const titleId = useId();
  const { id, name } = apiKey;
  const { used, ends, isOver } = timeWords(apiKey, clock.now(), utcOffset);
  return (
    <article id={id} tabIndex={-1} aria-labelledby={titleId} className="border-line border-b py-4 outline-none">
      <h2 id={titleId} className="font-medium text-[15px] leading-5 [overflow-wrap:anywhere]">
        {name}
      </h2>
      <p className="mt-0.5 text-ink-faint [overflow-wrap:anywhere]">{factsOf(apiKey).join(" · ")}</p>
      <p className="tabular mt-2 text-ink-soft" suppressHydrationWarning>
        {used}
        {ends && (
          <>
            {" · "}
            <span className={isOver ? "text-fail" : ""}>{ends}</span>
          </>
        )}
        {" · "}
        <span className={isSpent(apiKey) ? "text-fail" : ""}>
          {spentWords(apiKey)}
          {isSpent(apiKey) && ", its limit: nothing more is answered for now"}
        </span>
      </p>
      <div className="-ml-3 mt-1 flex flex-wrap">
        <Button look="word" data-edit={id} aria-label={`Change ${name}`} onClick={onChange}>
          Change
        </Button>
        <Button look="word" aria-label={`Delete ${name}`} onClick={onDelete}>
          Delete
        </Button>
      </div>
    </article>
  );
}
