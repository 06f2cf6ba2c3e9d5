/**
 * Owns: the numbering and time stamps of one run's events. The only place that gives an event its number.
 * Does not own: when a batch is stored (`batcher.ts`), what comes after a loss or a failure (`execute.ts`).
 */
import type { Clock } from "#lib/core/clock.ts";
import type { Batch } from "#lib/db/events.ts";
import { joinDrafts, type TimedDraft } from "#lib/reasoning/compact.ts";
import type { Draft, RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import type { Batcher } from "./batcher.ts";

/** Sizes of pending drafts that are stored without waiting for the tick, and the size at which the provider has to wait. */
const flushAtBytes = 16 * 1024;
const flushAtDrafts = 256;
const waitAtBytes = 1024 * 1024;

/** What a run is left with: everything of it that is not stored yet, the last being `run-end` or `run-wait`, and its View then. */
export interface Ending extends Batch {
  view: View;
  /** A transaction with some of these events failed, which does not prove that it wrote nothing. */
  isDoubtful: boolean;
}

export interface Writer {
  /** Stamps the draft and stores it soon. When it returns a promise, wait for it: too much is unstored. */
  write(draft: Draft): Promise<void> | undefined;
  /** Has everything written so far stored at once; resolves with the View of it, or with null when nothing more will be stored. */
  allStored(): Promise<View | null>;
  /** Takes nothing more, waits for the batch under way and adds the last events. Null: another owner has the run. */
  close(last: readonly Draft[]): Promise<Ending | null>;
}

export interface WriterOptions {
  runId: string;
  epoch: number;
  clock: Clock;
  batcher: Batcher;
  /** What is stored already, and when the last of that happened. */
  begun?: { view: View; lastAt: number } | null;
  /** These events are committed; only now may anybody see them. */
  onStored(events: RunEvent[]): void;
  onLost(): void;
  /** Nothing more will be stored before `close`. */
  onFailed(error: unknown): void;
}

export function makeWriter(options: WriterOptions): Writer {
  const { runId, epoch, clock } = options;
  const silentParts = new Set<string>();
  let pending: TimedDraft[] = [];
  let pendingCount = 0;
  let pendingBytes = 0;
  let underWay: RunEvent[] = [];
  let underWayBytes = 0;
  let view = options.begun?.view ?? emptyView(runId);
  let lastSeq = view.seq;
  let lastAt = options.begun?.lastAt ?? 0;
  let state: "open" | "closing" | "failed" | "lost" = "open";
  let settled: PromiseWithResolvers<void> | null = null;

  function add(draft: Draft): void {
    // A clock that is set back must not make a duration negative.
    lastAt = Math.max(lastAt, clock.now());
    pending = joinDrafts(pending, { ...draft, at: lastAt });
    pendingCount += 1;
    pendingBytes += sizeOf(draft);
  }

  function numberPending(): RunEvent[] {
    const events = pending.map((draft): RunEvent => {
      lastSeq += 1;
      return { ...draft, runId, seq: lastSeq };
    });
    underWayBytes = pendingBytes;
    pending = [];
    pendingCount = 0;
    pendingBytes = 0;
    return events;
  }

  function settle(): void {
    settled?.resolve();
    settled = null;
  }

  const source = {
    take(): Batch | null {
      if (state !== "open" || pending.length === 0) return null;
      underWay = numberPending();
      settled ??= Promise.withResolvers();
      return { runId, epoch, events: underWay };
    },
    stored(): void {
      const events = underWay;
      underWay = [];
      underWayBytes = 0;
      view = foldAll(view, events);
      options.onStored(events);
      settle();
    },
    lost(): void {
      state = "lost";
      settle();
      options.onLost();
    },
    failed(error: unknown): void {
      if (state === "open") state = "failed";
      settle();
      options.onFailed(error);
    },
  };

  return {
    write(draft) {
      if (state === "closing" || state === "lost") return undefined;
      add(draft);
      if (state === "failed") return undefined;
      const isFull = pendingBytes >= flushAtBytes || pendingCount >= flushAtDrafts;
      options.batcher.due(source, isBarrier(draft, silentParts) || isFull);
      if (pendingBytes + underWayBytes < waitAtBytes) return undefined;
      settled ??= Promise.withResolvers();
      return settled.promise;
    },
    async allStored() {
      while (state === "open" && pending.length + underWay.length > 0) {
        options.batcher.due(source, true);
        settled ??= Promise.withResolvers();
        await settled.promise;
      }
      return state === "open" ? view : null;
    },
    async close(last) {
      if (!isLost()) state = "closing";
      if (underWay.length > 0) await settled?.promise;
      settle();
      if (isLost()) return null;
      for (const draft of last) add(draft);
      const isDoubtful = underWay.length > 0;
      const events = [...underWay, ...numberPending()];
      return { runId, epoch, events, view: foldAll(view, events), isDoubtful };
    },
  };

  function isLost(): boolean {
    return state === "lost";
  }
}

/**
 * Whether this draft is stored at once: what a person waits for. The rest is there with what follows it, or with the tick;
 * each transaction costs the disk a flush.
 */
function isBarrier(draft: Draft, silentParts: Set<string>): boolean {
  switch (draft.type) {
    case "reasoning-delta":
    case "text-delta":
      return silentParts.delete(draft.partId);
    case "reasoning-start":
    case "text-start":
      silentParts.add(draft.partId);
      return false;
    case "run-start":
    case "step-start":
    case "sent-back":
    case "reasoning-end":
    case "text-end":
    case "tool-input-start":
    case "tool-input-delta":
    case "tool-output":
    case "tool-progress":
    case "step-end":
      return false;
    case "status":
      return draft.code !== "first-byte";
    case "tool-call":
    case "tool-approval-request":
    case "tool-approval-response":
    case "tool-handed":
    case "tool-start":
    case "tool-result":
    case "tool-error":
    case "source":
    case "run-wait":
    case "run-resume":
    case "run-end":
      return true;
    default:
      return draft satisfies never;
  }
}

/** Bytes of content; the frame around it is small and does not count. */
export function sizeOf(draft: Draft): number {
  if ("delta" in draft) return Buffer.byteLength(draft.delta);
  const sealed = "seal" in draft ? jsonSize(draft.seal?.data) : 0;
  if (draft.type === "tool-call") return jsonSize(draft.args) + sealed;
  if (draft.type === "tool-result") return jsonSize(draft.result) + jsonSize(draft.shown);
  if (draft.type === "sent-back") return jsonSize(draft.thoughts);
  return sealed;
}

function jsonSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "");
}
