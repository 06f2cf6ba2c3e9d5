import { Plug } from "lucide-react";
import { memo } from "react";
import type { View } from "#lib/reasoning/view.ts";
import { visibleName } from "../tools/visible-text.ts";
import { formatCount } from "./figures.ts";

const mostNames = 6;

/** What the client wanted beside its question. Nothing where there was nothing. */
export const BriefNote = memo(function BriefNote({ view: { brief } }: { view: View }) {
  if (!brief || (brief.instructionsLength === 0 && brief.toolNames.length === 0)) return null;
  const { instructionsLength: letters, toolNames } = brief;
  const others = toolNames.length - mostNames;
  return (
    <section aria-label="From the client" className="sent-back flex items-start gap-2 py-[5px]">
      <Plug aria-hidden="true" size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-ink-faint" />
      <p className="min-w-0 grow wrap-anywhere">
        {letters > 0 && (
          <>
            Instructions of{" "}
            <span className="tabular text-ink">
              {formatCount(letters)} {letters === 1 ? "letter" : "letters"}
            </span>
          </>
        )}
        {letters > 0 && toolNames.length > 0 && " · "}
        {toolNames.length > 0 && (
          <>
            <span className="text-ink">{toolNames.length === 1 ? "1 tool" : `${formatCount(toolNames.length)} tools`}</span> of
            the client: {toolNames.slice(0, mostNames).map(visibleName).join(", ")}
            {others > 0 && ` and ${formatCount(others)} more`}
          </>
        )}
      </p>
    </section>
  );
});
