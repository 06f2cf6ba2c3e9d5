"use client";
import { Check, TriangleAlert, X } from "lucide-react";
import { dayWords } from "#lib/client/day-words.ts";
import { useApp } from "#lib/client/use-app.ts";
import { useUtcOffset } from "#lib/client/use-utc-offset.ts";
import type { TestReport } from "#lib/connections/test-report.ts";
import { verdictOf } from "./test-words.ts";

interface LastTestProps {
  report: TestReport | null;
  isRunning: boolean;
  isEnabled: boolean;
}

const signs = { good: Check, partly: TriangleAlert, bad: X };

/** What the last test said, and when it was. */
export function LastTest({ report, isRunning, isEnabled }: LastTestProps) {
  const { clock, start } = useApp();
  const utcOffset = useUtcOffset(start.utcOffset);
  if (isRunning) return <p className="text-ink-soft">Being tested</p>;
  const off = isEnabled ? null : "Turned off: its models are not offered. ";
  if (report === null) return <p className="text-ink-faint">{off}Not tested yet</p>;
  const { tone, text } = verdictOf(report);
  const Sign = signs[tone];
  return (
    <p className="flex gap-1.5">
      <Sign
        size={15}
        strokeWidth={2}
        aria-hidden
        className={`mt-px shrink-0 ${tone === "bad" ? "text-fail" : "text-ink-soft"}`}
      />
      <span className="min-w-0 break-words">
        {off && <span className="text-ink-faint">{off}</span>}
        <span className={tone === "bad" ? "text-fail" : "text-ink-soft"}>{text}</span>{" "}
        <span className="text-ink-faint">Tested {dayWords(report.at, clock.now(), utcOffset)}.</span>
      </span>
    </p>
  );
}
