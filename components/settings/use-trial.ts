"use client";
import { useEffect, useRef, useState } from "react";
import { type Trial, type TryOptions, tryGateway } from "#lib/client/try-gateway.ts";
import { useApp } from "#lib/client/use-app.ts";

export interface Trials {
  /** Null before the first. */
  trial: Trial | null;
  isRunning: boolean;
  start(options: Pick<TryOptions, "key" | "modelId" | "question">): void;
  stop(): void;
}

/** One question at a time; it ends with the page. */
export function useTrial(): Trials {
  const { announcement } = useApp();
  const [trial, setTrial] = useState<Trial | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const isRunning = trial?.phase === "asking" || trial?.phase === "answering";
  return {
    trial,
    isRunning,
    start(options) {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      announcement.set("Asking");
      void tryGateway({
        ...options,
        signal: controller.signal,
        onChange(next) {
          if (running.current !== controller) return;
          setTrial(next);
          const said = spoken[next.phase];
          if (said) announcement.set(next.failure?.message ?? said);
        },
      });
    },
    stop: () => running.current?.abort(),
  };
}

const spoken: Record<Trial["phase"], string | null> = {
  asking: null,
  answering: null,
  done: "It works: the answer came",
  stopped: "Stopped",
  failed: "It does not work yet",
};
