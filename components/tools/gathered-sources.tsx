"use client";
import { Check } from "lucide-react";
import { useState } from "react";
import type { View } from "#lib/reasoning/view.ts";
import { SourceLink } from "./source-list.tsx";
import type { FoundSource } from "./sources.ts";
import { titleOf } from "./tool-words.ts";
import { visibleText } from "./visible-text.ts";

interface GatheredSourcesProps {
  id: string;
  view: View;
  sources: readonly FoundSource[];
  onShow(partId: string): void;
}

const stretch = 40;

/** Each page with what was quoted of it, the steps that found it, and whether the answer has its address. */
export default function GatheredSources({ id, view, sources, onShow }: GatheredSourcesProps) {
  const [drawn, setDrawn] = useState(stretch);
  const steps = stepsOf(view);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section id={id} aria-label="All sources" tabIndex={0} className="max-h-[40dvh] overflow-y-auto pb-3 pl-[22px]">
      <ol className="space-y-2.5">
        {sources.slice(0, drawn).map(({ url, title, excerpt, foundBy, isUsed }) => (
          <li key={url} className="min-w-0">
            <p className="text-[13px]">
              <SourceLink url={url} title={title} />
            </p>
            {excerpt && (
              <p dir="auto" className="line-clamp-2 wrap-anywhere">
                {visibleText(excerpt)}
              </p>
            )}
            <p className="flex flex-wrap items-center gap-x-3">
              {foundBy.map((partId) => {
                const step = steps.get(partId);
                return step ? (
                  <button key={partId} type="button" className="fold-word" onClick={() => onShow(partId)}>
                    Step {step.number}, {step.title}
                  </button>
                ) : (
                  <span key={partId} className="text-ink-faint">
                    Told by the provider
                  </span>
                );
              })}
              {isUsed && (
                <span className="inline-flex items-center gap-1 text-tool" title="Its address stands in the answer">
                  <Check aria-hidden="true" size={13} strokeWidth={2} />
                  named in the answer
                </span>
              )}
            </p>
          </li>
        ))}
      </ol>
      {sources.length > drawn && (
        <button type="button" className="fold-word mt-2" onClick={() => setDrawn(drawn + stretch)}>
          Show {Math.min(stretch, sources.length - drawn)} more
        </button>
      )}
    </section>
  );
}

/** Numbers as the panel counts its steps. */
function stepsOf({ parts }: View): Map<string, { number: number; title: string }> {
  const steps = new Map<string, { number: number; title: string }>();
  let number = 0;
  for (const part of parts) {
    if (part.kind !== "reasoning" && part.kind !== "tool") continue;
    number += 1;
    if (part.kind === "tool") steps.set(part.id, { number, title: titleOf(part) });
  }
  return steps;
}
