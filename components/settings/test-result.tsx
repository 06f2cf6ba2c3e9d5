"use client";
import { useEffect, useRef } from "react";
import { useApp, useObservable } from "#lib/client/use-app.ts";
import type { ConnectionSummary } from "#lib/connections/summary.ts";
import { Button } from "../ui/button.tsx";
import { TestSteps } from "./test-steps.tsx";
import { verdictOf } from "./test-words.ts";
import { Trouble } from "./trouble.tsx";
import type { Test } from "./use-tests.ts";

interface TestResultProps {
  connection: ConnectionSummary;
  test: Test;
  onTest(): void;
  onStop(): void;
  onUse(modelId: string): void;
}

/** A test as it goes, and what can be done after it. */
export function TestResult({ connection, test, onTest, onStop, onUse }: TestResultProps) {
  const { steps, isRunning, isStopped, report, error } = test;
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isRunning) place.current?.scrollIntoView({ block: "nearest" });
  }, [isRunning]);
  const { models } = useObservable(useApp().catalog);
  const verdict = report && verdictOf(report);
  const asked = models.find(({ id }) => id === `${connection.id}/${report?.modelId}`);
  return (
    <section ref={place} aria-label={`Test of ${connection.name}`}>
      <div className="mb-2 flex min-h-8 items-center justify-between gap-3">
        <h2 className="font-medium text-[14px]">
          {isRunning
            ? "Testing with a real question"
            : isStopped
              ? "Test stopped"
              : verdict === null
                ? "Test not finished"
                : verdict.tone === "good"
                  ? "It works"
                  : verdict.tone === "partly"
                    ? "It works in part"
                    : "It does not work yet"}
        </h2>
        {isRunning ? <Button onClick={onStop}>Stop</Button> : <Button onClick={onTest}>Test again</Button>}
      </div>
      <TestSteps name={connection.name} steps={steps} isRunning={isRunning} />
      {error && (
        <div className="mt-3">
          <Trouble message={error.message} detail={error.suggestion} />
        </div>
      )}
      {asked && verdict && verdict.tone !== "bad" && (
        <Button look="solid" className="mt-4 max-w-full" onClick={() => onUse(asked.id)}>
          <span className="truncate">Start a conversation with {asked.name}</span>
        </Button>
      )}
    </section>
  );
}
