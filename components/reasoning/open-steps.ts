/** Owns: which steps the reader opened or folded, per run, and what opens by itself. A choice of the reader is never undone. */
import { useSyncExternalStore } from "react";

/** What is open without a choice of the reader: every step, the one being written, or none. */
export type AutoOpen = "all" | "live" | "none";

type Choices = ReadonlyMap<string, boolean>;

const storageKey = "aloud-open-steps";
const mostRuns = 50;
const noChoices: Choices = new Map();
const choices = new Map<string, Choices>();
const listeners = new Set<() => void>();
let autoOpen: AutoOpen | null = null;

function tell(): void {
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readAutoOpen(): AutoOpen {
  autoOpen ??= parse(storage()?.getItem(storageKey));
  return autoOpen;
}

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    // A browser that keeps nothing for this page: the choice then holds until it is closed.
    return null;
  }
}

function parse(value: string | null | undefined): AutoOpen {
  return value === "live" || value === "none" ? value : "all";
}

export function useAutoOpen(): [AutoOpen, (value: AutoOpen) => void] {
  const value = useSyncExternalStore(subscribe, readAutoOpen, () => "all" as const);
  return [value, changeAutoOpen];
}

function changeAutoOpen(value: AutoOpen): void {
  autoOpen = value;
  try {
    storage()?.setItem(storageKey, value);
  } catch {
    // Full or forbidden: the choice then holds until the page is closed.
  }
  tell();
}

export function useChoices(runId: string): Choices {
  return useSyncExternalStore(
    subscribe,
    () => choices.get(runId) ?? noChoices,
    () => noChoices,
  );
}

/** Records what the reader wants of these steps. */
export function choose(runId: string, stepIds: readonly string[], isOpen: boolean): void {
  const next = new Map(choices.get(runId));
  for (const id of stepIds) next.set(id, isOpen);
  choices.delete(runId);
  choices.set(runId, next);
  const oldest = choices.keys().next().value;
  if (choices.size > mostRuns && oldest !== undefined) choices.delete(oldest);
  tell();
}

/** Whether a step is open: as the reader chose, else as it opens by itself. */
export function isStepOpen(chosen: Choices, auto: AutoOpen, stepId: string, isLive: boolean): boolean {
  return chosen.get(stepId) ?? (auto === "all" || (auto === "live" && isLive));
}
