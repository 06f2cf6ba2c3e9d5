"use client";
import { useEffect, useRef, useState } from "react";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { ConnectionsApi } from "#lib/client/connections-api.ts";
import { useApp } from "#lib/client/use-app.ts";
import type { TestReport, TestStep } from "#lib/connections/test-report.ts";
import { verdictOf } from "./test-words.ts";

/** A test that was begun on this page. */
export interface Test {
  /** As they came. */
  steps: TestStep[];
  isRunning: boolean;
  isStopped: boolean;
  report: TestReport | null;
  /** Why it did not come to its end. */
  error: ApiError | null;
}

export interface Tests {
  of(id: string): Test | null;
  start(connection: { id: string; name: string }): void;
  stop(id: string): void;
}

/** A test that was stopped a moment ago may still be ending at the server. */
const pauseMs = 400;
const mostTries = 8;

/** The tests of this page; they end with it. */
export function useTests(api: ConnectionsApi, onReport: (id: string, report: TestReport) => void): Tests {
  const { announcement } = useApp();
  const [tests, setTests] = useState<Readonly<Record<string, Test>>>({});
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const controller of all.values()) controller.abort();
      all.clear();
    };
  }, []);

  async function run(id: string, name: string, controller: AbortController): Promise<void> {
    const isCurrent = () => running.current.get(id) === controller;
    let test: Test = { steps: [], isRunning: true, isStopped: false, report: null, error: null };
    const change = (patch: Partial<Test>) => {
      test = { ...test, ...patch };
      if (isCurrent()) setTests((all) => ({ ...all, [id]: test }));
    };
    change({});
    announcement.set(`Testing ${name}`);
    try {
      const report = await patient(
        () => api.test(id, { signal: controller.signal, onStep: (step) => change({ steps: [...test.steps, step] }) }),
        controller.signal,
      );
      change({ isRunning: false, report, steps: report.steps });
      if (!isCurrent()) return;
      announcement.set(`Test of ${name}: ${verdictOf(report).text}`);
      onReport(id, report);
    } catch (error) {
      const isStopped = controller.signal.aborted;
      change({ isRunning: false, isStopped, error: isStopped ? null : asApiError(error) });
      if (isCurrent()) announcement.set(isStopped ? `Test of ${name} stopped` : asApiError(error).message);
    } finally {
      if (isCurrent()) running.current.delete(id);
    }
  }

  return {
    of: (id) => tests[id] ?? null,
    start({ id, name }) {
      running.current.get(id)?.abort();
      const controller = new AbortController();
      running.current.set(id, controller);
      void run(id, name, controller);
    },
    stop: (id) => running.current.get(id)?.abort(),
  };
}

async function patient<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (asApiError(error).code !== "conflict" || tries >= mostTries || signal.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
