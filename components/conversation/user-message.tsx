"use client";
import clsx from "clsx";
import { Pencil } from "lucide-react";
import { useState } from "react";
import type { Session } from "#lib/client/conversation-session.ts";
import type { Row } from "#lib/client/conversation-state.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { BranchSwitcher } from "./branch-switcher.tsx";
import { QuestionImages } from "./question-images.tsx";
import { quietActions } from "./quiet-actions.ts";

/** Longer than this is folded; the rest is one press away. */
const foldedLines = 14;
const foldedLength = 1200;

/** What the person asked, set apart by a rule at its side. */
export function UserMessage({ row, session }: { row: Row; session: Session }) {
  const { turn, turnSiblings, isPending } = row;
  const [isFolded, setIsFolded] = useState(true);
  const isLong = turn.text.length > foldedLength || turn.text.split("\n", foldedLines + 1).length > foldedLines;
  return (
    <article aria-label="You asked" className="group mb-1">
      <h2 className="sr-only">You asked</h2>
      <div className="-ml-4 border-ink border-l-2 pl-3.5">
        <p
          dir="auto"
          className={clsx(
            "whitespace-pre-wrap wrap-anywhere font-medium text-[15px] leading-6",
            isPending && "text-ink-soft",
            isLong && isFolded && "line-clamp-[14]",
          )}
        >
          {isLong && isFolded ? turn.text.slice(0, foldedLength) : turn.text}
        </p>
        {turn.imageCount !== undefined && <QuestionImages turnId={turn.id} count={turn.imageCount} />}
      </div>
      <div className="-ml-2 mt-0.5 flex min-h-8 items-center gap-0.5">
        {isLong && (
          <Button look="word" className="h-7 px-2" aria-expanded={!isFolded} onClick={() => setIsFolded(!isFolded)}>
            {isFolded ? `Show all ${turn.text.length.toLocaleString("en")} characters` : "Show less"}
          </Button>
        )}
        {!isPending && (
          <>
            <BranchSwitcher label="Versions of the message" siblings={turnSiblings} onChoose={session.choose} />
            <div className={quietActions}>
              <CopyButton label="Copy message" text={() => turn.text} />
              <IconButton label="Edit" icon={Pencil} onClick={() => session.startEditing(turn.id)} />
            </div>
          </>
        )}
      </div>
    </article>
  );
}
