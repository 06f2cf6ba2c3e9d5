"use client";
/** Owns: a result over the page, with room. Import it lazily. */
import { Dialog } from "#components/ui/dialog.tsx";
import type { ToolShown } from "#lib/reasoning/tool-shown.ts";
import type { ToolPart } from "#lib/reasoning/view.ts";
import { ShortenedNote } from "./result-section.tsx";
import { ResultView } from "./result-view.tsx";
import { largeRoom } from "./shown-result.ts";
import { lineOf, outputAddress, titleOf } from "./tool-words.ts";

interface ResultDialogProps {
  runId: string;
  part: ToolPart;
  shown: ToolShown;
  onClose(): void;
}

export function ResultDialog({ runId, part, shown, onClose }: ResultDialogProps) {
  const line = lineOf(part);
  return (
    <Dialog title={`Result of ${titleOf(part)}`} isWide onClose={onClose}>
      {line && (
        <p dir="auto" className="-mt-2 mb-3 line-clamp-2 text-ink-soft">
          {line}
        </p>
      )}
      <div className="tool-full">
        <ResultView shown={shown} room={largeRoom} />
      </div>
      {part.isShortened && <ShortenedNote bytes={part.bytes} address={outputAddress(runId, part.callId)} />}
    </Dialog>
  );
}
