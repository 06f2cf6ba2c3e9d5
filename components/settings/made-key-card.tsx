"use client";
import { type RefObject, useRef } from "react";
import type { MadeKey } from "#lib/client/app-store.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { PageLink } from "../ui/page-link.tsx";

interface MadeKeyCardProps {
  made: MadeKey;
  ref: RefObject<HTMLElement | null>;
  onDone(): void;
}

/** A key, this once. */
export function MadeKeyCard({ made, ref, onDone }: MadeKeyCardProps) {
  const code = useRef<HTMLElement>(null);
  const selectAll = () => {
    if (code.current) window.getSelection()?.selectAllChildren(code.current);
  };
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-labelledby="made-key"
      className="mt-6 rounded-lg border border-line-strong bg-paper-raised p-4 outline-offset-2"
    >
      <h2 id="made-key" className="font-medium text-[14px] [overflow-wrap:anywhere]">
        The key of “{made.name}”
      </h2>
      <p className="mt-1 max-w-[42rem] text-ink-soft">
        It is shown this once. Copy it into the program now: what is kept of it here opens nothing and cannot bring it back.
      </p>
      <div className="mt-3 flex items-start gap-1 rounded-md bg-paper-sunken py-1 pr-1 pl-3">
        <code
          ref={code}
          onDoubleClick={selectAll}
          className="min-w-0 grow py-1.5 font-mono text-[12.5px] leading-5 [overflow-wrap:anywhere]"
        >
          {made.key}
        </code>
        <CopyButton label="Copy the key" text={() => made.key} />
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <PageLink
          href="/settings/connect"
          className="touch inline-flex h-8 items-center rounded-md bg-ink px-3 font-medium text-paper text-ui hover:bg-ink-soft"
        >
          Connect a program with it
        </PageLink>
        <Button onClick={onDone}>I have copied it</Button>
      </div>
    </section>
  );
}
