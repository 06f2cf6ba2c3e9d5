"use client";
import { Hand, TriangleAlert, Wrench } from "lucide-react";
import { memo } from "react";
import type { Clock } from "#lib/core/clock.ts";
import type { ToolPart } from "#lib/reasoning/view.ts";
import { LiveClock } from "./live-clock.tsx";
import { StepShell } from "./step-shell.tsx";
import { type Preview, previewOf, purposeOf } from "./tool-text.ts";

interface ToolStepProps {
  part: ToolPart;
  number: number;
  clock: Clock;
  isOpen: boolean;
  onChoose(stepId: string, isOpen: boolean): void;
}

const states: Record<ToolPart["state"], string> = {
  writing: "being called",
  ready: "about to run",
  running: "running",
  "awaiting-approval": "waits for you",
  done: "done",
  failed: "failed",
  refused: "refused",
  unknown: "outcome not known",
};

/** One use of a tool: what was asked of it, and what came back. */
export const ToolStep = memo(function ToolStep({ part, number, clock, isOpen, onChoose }: ToolStepProps) {
  const isAsking = part.state === "awaiting-approval";
  const isBad = part.state === "failed" || part.state === "unknown";
  const input = previewOf(part.args);
  const output = previewOf(part.result);
  const purpose = purposeOf(part.args);
  return (
    <StepShell
      id={part.id}
      number={number}
      icon={isAsking ? Hand : isBad ? TriangleAlert : Wrench}
      hue={isAsking ? "text-wait" : isBad ? "text-fail" : "text-tool"}
      kind="Tool"
      headline={
        <>
          <span className="font-medium font-mono text-[13px] text-ink">{part.name}</span>
          <span className={isBad ? "text-fail" : isAsking ? "text-wait" : "text-ink-soft"}> {states[part.state]}</span>
          {!isOpen && purpose && <span className="text-ink-faint"> · {purpose}</span>}
        </>
      }
      time={<LiveClock clock={clock} startedAt={part.startedAt} endedAt={part.endedAt} />}
      isLive={part.endedAt === null}
      isOpen={isOpen}
      onToggle={() => onChoose(part.id, !isOpen)}
      onTouch={() => isOpen && onChoose(part.id, true)}
    >
      {part.approval && <ApprovalWords approval={part.approval} />}
      {input && <Passage label="Input" preview={input} />}
      {output && <Passage label="Result" preview={output} />}
      {part.error && <p className="text-fail">{part.error}</p>}
      {part.state === "unknown" && <p>The run ended while the tool was at work. It is not run again by itself.</p>}
      {part.state === "done" && !output && <p className="step-note">It gave no result.</p>}
    </StepShell>
  );
});

function ApprovalWords({ approval }: { approval: NonNullable<ToolPart["approval"]> }) {
  const answer = approval.approved === null ? "" : approval.approved ? "You allowed it." : "You refused it.";
  return (
    <p className="border-wait-fill border-l-2 pl-2">
      {approval.message} {answer} {approval.reason}
    </p>
  );
}

function Passage({ label, preview }: { label: string; preview: Preview }) {
  return (
    <div>
      <p className="text-[12px] text-ink-faint leading-[18px]">{label}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre dir="auto" tabIndex={0} className="step-passage">
        {preview.text}
        {preview.isCut && "\n…"}
      </pre>
    </div>
  );
}
