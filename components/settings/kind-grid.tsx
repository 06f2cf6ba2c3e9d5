"use client";
import { useEffect, useRef } from "react";
import type { KindRow } from "#lib/client/connections-api.ts";
import type { ProviderKind } from "#lib/models/provider-kinds.ts";
import { Button } from "../ui/button.tsx";
import { kindNotes } from "./kind-notes.ts";
import { SectionHead } from "./section-head.tsx";

interface KindGridProps {
  kinds: readonly KindRow[];
  onChoose(kind: ProviderKind): void;
  onClose(): void;
}

/** Which kind of provider to connect. */
export function KindGrid({ kinds, onChoose, onClose }: KindGridProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section aria-label="Add a provider">
      <SectionHead ref={title} title="Add a provider">
        Choose who answers. For a server that is not named here, take the OpenAI-compatible one.
      </SectionHead>
      <ul className="mt-6 grid grid-cols-2 gap-2 lg:grid-cols-3">
        {kinds.map(({ kind, name }) => (
          <li key={kind} className="flex">
            <button
              type="button"
              onClick={() => onChoose(kind)}
              className="min-h-16 w-full rounded-lg border border-line-strong px-3.5 py-3 text-left transition-colors hover:border-ink-faint hover:bg-paper-sunken"
            >
              <span className="block font-medium text-[14px] leading-5">{name}</span>
              <span className="block text-ink-faint">{kindNotes[kind].what}</span>
            </button>
          </li>
        ))}
      </ul>
      <Button className="mt-6" onClick={onClose}>
        Back to the connections
      </Button>
    </section>
  );
}
