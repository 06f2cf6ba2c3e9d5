import clsx from "clsx";
import { Check, CircleHelp, Minus, X } from "lucide-react";
import type { TestStep } from "#lib/connections/test-report.ts";
import { formatDuration } from "../reasoning/duration.ts";
import { stateWords, stepNames, stepOrder, wayOn } from "./test-words.ts";

interface TestStepsProps {
  /** What was tested, for people. */
  name: string;
  /** Those known so far, in any order. */
  steps: readonly TestStep[];
  isRunning: boolean;
}

const signs = { ok: Check, failed: X, unknown: CircleHelp, skipped: Minus };

/** Every step of a test in its place from the start, filled in as it becomes known, so that nothing moves. */
export function TestSteps({ name, steps, isRunning }: TestStepsProps) {
  const next = stepOrder.find((each) => !steps.some(({ step }) => step === each));
  return (
    <ol aria-label={`Test of ${name}`} aria-busy={isRunning} className="divide-y divide-line border-line border-y">
      {stepOrder.map((each) => {
        const step = steps.find((one) => one.step === each);
        return step ? (
          <KnownStep key={each} step={step} />
        ) : (
          <li key={each} className="flex items-center gap-2.5 py-2 text-ink-faint">
            <span aria-hidden className="flex size-4 shrink-0 items-center justify-center">
              <span className={clsx("size-1.5 rounded-full", isRunning && each === next ? "bg-ink-faint" : "bg-line-strong")} />
            </span>
            <span className="w-24 shrink-0">{stepNames[each]}</span>
            <span>{isRunning ? each === next && "Being tried" : "Not known"}</span>
          </li>
        );
      })}
    </ol>
  );
}

function KnownStep({ step: { step, state, message, ms } }: { step: TestStep }) {
  const Sign = signs[state];
  const isFailed = state === "failed";
  const isQuiet = state === "skipped";
  return (
    <li className="flex gap-2.5 py-2">
      <Sign
        size={16}
        strokeWidth={2}
        aria-hidden
        className={clsx("mt-px shrink-0", isFailed ? "text-fail" : state === "ok" ? "text-ink" : "text-ink-faint")}
      />
      <div className="flex min-w-0 grow flex-wrap gap-x-2.5 max-sm:flex-col">
        <span className={clsx("w-24 shrink-0 font-medium", isQuiet && "text-ink-faint")}>
          {stepNames[step]}
          <span className="sr-only"> {stateWords[state]}:</span>
        </span>
        <span
          className={clsx("min-w-0 flex-1 break-words", isFailed ? "text-fail" : isQuiet ? "text-ink-faint" : "text-ink-soft")}
        >
          {message}
          {isFailed && <span className="block text-ink-soft">{wayOn[step]}</span>}
        </span>
      </div>
      <span className="tabular shrink-0 text-ink-faint">{ms !== null && formatDuration(ms)}</span>
    </li>
  );
}
