"use client";
import { Ban, Hand, type LucideIcon, TriangleAlert } from "lucide-react";
import { memo } from "react";
import type { Clock } from "#lib/core/clock.ts";
import type { SourcePart, ToolPart } from "#lib/reasoning/view.ts";
import type { Approvals } from "../tools/approvals.ts";
import { iconOf } from "../tools/icons.ts";
import { ToolBody } from "../tools/tool-body.tsx";
import { timeOf } from "../tools/tool-times.ts";
import { lineOf, standOf, type ToolTone, titleOf } from "../tools/tool-words.ts";
import { visibleName } from "../tools/visible-text.ts";
import { LiveClock } from "./live-clock.tsx";
import { StepShell } from "./step-shell.tsx";
import "../tools/tools.css";

interface ToolStepProps {
  runId: string;
  part: ToolPart;
  number: number;
  /** What this call found. */
  sources: readonly SourcePart[];
  /** The step in which the model called the same tool again after this one failed. */
  again: number | null;
  /** Nobody knows when it was. */
  isTimeless: boolean;
  clock: Clock;
  isOpen: boolean;
  approvals: Approvals;
  onChoose(stepId: string, isOpen: boolean): void;
}

const hues: Record<ToolTone, string> = { tool: "text-tool", person: "text-wait", quiet: "text-tool", fail: "text-fail" };

/** One use of a tool: what was asked of it, where it stands, and what came back. */
export const ToolStep = memo(function ToolStep(props: ToolStepProps) {
  const { runId, part, number, sources, again, isTimeless, clock, isOpen, approvals, onChoose } = props;
  const { words, tone } = standOf(part);
  const isDone = part.state === "done";
  const line = lineOf(part);
  const stretch = isTimeless ? { startedAt: null, endedAt: null } : timeOf(part);
  return (
    <StepShell
      id={part.id}
      number={number}
      icon={signOf(part, tone)}
      hue={hues[tone]}
      kind="Tool"
      headline={
        <>
          <span
            dir="auto"
            className={`font-medium text-ink ${again === null ? "" : "line-through decoration-fail-fill"} ${part.title ? "" : "font-mono text-[13px]"}`}
          >
            {titleOf(part)}
          </span>
          {part.isClients && <span className="text-[12px] text-ink-faint"> · at the client</span>}
          {part.server && <span className="text-[12px] text-ink-faint"> · {visibleName(part.server)}</span>}
          {!isDone && <span className={`text-[13px] ${tone === "quiet" ? "text-ink-soft" : hues[tone]}`}> {words}</span>}
          {again !== null && <span className="text-[13px] text-ink-soft">, called again in step {again}</span>}
          {line && (
            <span dir="auto" className="tool-line">
              {line}
            </span>
          )}
        </>
      }
      time={
        <>
          {isDone && (
            <span className="step-mark">
              done<span className="sr-only">, </span>
            </span>
          )}
          <LiveClock clock={clock} {...stretch} className={tone === "person" ? "text-wait" : ""} />
        </>
      }
      isLive={part.endedAt === null}
      isOpen={isOpen}
      onToggle={() => onChoose(part.id, !isOpen)}
      onTouch={() => isOpen && onChoose(part.id, true)}
    >
      <ToolBody {...{ runId, part, sources, clock, approvals }} />
    </StepShell>
  );
});

function signOf(part: ToolPart, tone: ToolTone): LucideIcon {
  if (tone === "person") return Hand;
  if (tone === "fail") return TriangleAlert;
  return part.state === "refused" ? Ban : iconOf(part);
}
