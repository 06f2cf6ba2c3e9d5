import type { ToolPart } from "#lib/reasoning/view.ts";
import { visibleName } from "./visible-text.ts";

/** How far a tool is, where it says so. */
export function ProgressBar({ progress }: { progress: NonNullable<ToolPart["progress"]> }) {
  const { done, total, message } = progress;
  const share = total !== null && total > 0 ? Math.min(1, Math.max(0, done / total)) : null;
  const count =
    total === null ? done.toLocaleString("en-US") : `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`;
  const words = message ? visibleName(message) : "";
  return (
    <div>
      <p className="tabular flex gap-3 text-[12px] text-ink-soft leading-[18px]">
        <span dir="auto" className="min-w-0 grow truncate">
          {words || "At work"}
        </span>
        <span className="shrink-0">{count}</span>
      </p>
      <div
        role="progressbar"
        aria-label={words || "Progress"}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={share === null ? undefined : done}
        aria-valuetext={count}
        className="mt-1 h-1 overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full origin-left rounded-full bg-tool-fill transition-transform duration-150 ease-out"
          style={{ transform: `scaleX(${share ?? 0})` }}
        />
      </div>
    </div>
  );
}
