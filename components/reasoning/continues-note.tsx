import { CornerDownRight } from "lucide-react";
import type { EarlierRun, ShowRun } from "./earlier-run.ts";

interface ContinuesNoteProps {
  /** The run whose thought this one answers from. */
  runId: string;
  run: EarlierRun | null;
  onShowRun: ShowRun;
}

/** Where the thought of this answer is to be read. */
export function ContinuesNote({ runId, run, onShowRun }: ContinuesNoteProps) {
  const place = run === null ? "another attempt" : `${run.kind} ${run.number}`;
  return (
    <p className="flex items-center gap-1.5 text-ink-soft text-ui">
      <CornerDownRight aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0 text-ink-faint" />
      <span>
        Answers from the thought of{" "}
        {run === null ? (
          place
        ) : (
          <button type="button" className="text-accent underline underline-offset-3" onClick={() => onShowRun(runId, null)}>
            {place}
          </button>
        )}
      </span>
    </p>
  );
}
