"use client";
import { lazy, Suspense, useMemo, useState } from "react";
import { patiently } from "#lib/client/patiently.ts";
import type { ToolPart } from "#lib/reasoning/view.ts";
import { ResultView } from "./result-view.tsx";
import { Section } from "./section.tsx";
import { isMoreThanPreview, shownOf, smallRoom } from "./shown-result.ts";
import { outputAddress, sizeWords } from "./tool-words.ts";

const load = patiently(() => import("./result-dialog.tsx"));
const ResultDialog = lazy(() => load().then((module) => ({ default: module.ResultDialog })));

/** What came back: a preview in the card, all of it over the page, and where the model was given less, the whole of it. */
export function ResultSection({ runId, part }: { runId: string; part: ToolPart }) {
  const { callId, bytes, isShortened = false } = part;
  const { shown: given, result } = part;
  const shown = useMemo(() => shownOf({ shown: given, result }), [given, result]);
  const [isOpen, setIsOpen] = useState(false);
  if (!shown) return <p className="tool-facts">It gave no result.</p>;
  return (
    <Section
      label="Result"
      action={
        isMoreThanPreview(shown) && (
          <button type="button" className="fold-word" onPointerEnter={load} onFocus={load} onClick={() => setIsOpen(true)}>
            Open in full
          </button>
        )
      }
    >
      <ResultView shown={shown} room={smallRoom} />
      {isShortened && <ShortenedNote bytes={bytes} address={outputAddress(runId, callId)} />}
      {isOpen && (
        <Suspense>
          <ResultDialog runId={runId} part={part} shown={shown} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </Section>
  );
}

export function ShortenedNote({ bytes, address }: { bytes: number | null; address: string }) {
  const size = sizeWords(bytes);
  return (
    <p className="mt-1.5 text-[12px] text-ink-soft leading-[18px]">
      Shortened for the model;{" "}
      <a href={address} target="_blank" rel="noopener" className="source-link">
        {size ? `${size} in full` : "the whole output"}
      </a>
    </p>
  );
}
