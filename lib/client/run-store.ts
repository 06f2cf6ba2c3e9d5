/**
 * Owns: the Views this page knows, who is told when one changes, and which runs are being tailed.
 * Does not own: how a run is tailed (`watch-run.ts`), what events mean (`lib/reasoning/fold.ts`). Knows no React.
 */
import { isEnded, type RunEvent } from "#lib/reasoning/event.ts";
import { foldAll } from "#lib/reasoning/fold.ts";
import { emptyView, type View } from "#lib/reasoning/view.ts";
import type { WatchSignal } from "./watch-run.ts";

/** `lost`: being sought again. `gone`: the server will not give it. */
export type Link = "idle" | "live" | "lost" | "gone";

export interface RunStore {
  get(runId: string): View | undefined;
  link(runId: string): Link;
  /** Takes Views over; one that covers less than what is known is ignored. */
  seed(views: readonly View[]): void;
  /** Tells when this run's View or link changed. */
  subscribe(runId: string, listener: () => void): () => void;
  /** Hears every View that events have changed, with the one before. */
  onChange(listener: (next: View, before: View) => void): () => void;
  /** Tails the run until the returned function was called as often as this one. An ended run is left alone. */
  follow(runId: string): () => void;
}

export interface RunStoreOptions {
  watch(runId: string, after: number, signal: AbortSignal): AsyncIterable<WatchSignal>;
  /** Wraps the publishing function so that it runs seldom enough; see `frame-pacer.ts`. */
  pace(publish: () => void): () => void;
  /** Hears the server's time stamped on what arrives. */
  onServerTime?(at: number): void;
}

interface Tail {
  readers: number;
  abort: AbortController;
}

export function createRunStore({ watch, pace, onServerTime }: RunStoreOptions): RunStore {
  const views = new Map<string, View>();
  const links = new Map<string, Link>();
  const tails = new Map<string, Tail>();
  const pending = new Map<string, RunEvent[]>();
  const listeners = new Map<string, Set<() => void>>();
  const changeListeners = new Set<(next: View, before: View) => void>();

  const tell = (runId: string) => {
    for (const listener of [...(listeners.get(runId) ?? [])]) listener();
  };
  const setLink = (runId: string, link: Link) => {
    if ((links.get(runId) ?? "idle") === link) return;
    links.set(runId, link);
    tell(runId);
  };

  const publishSoon = pace(function publish() {
    const batches = [...pending];
    pending.clear();
    for (const [runId, events] of batches) {
      const before = views.get(runId) ?? emptyView(runId);
      const next = foldAll(before, events);
      if (next === before) continue;
      views.set(runId, next);
      tell(runId);
      for (const listener of [...changeListeners]) listener(next, before);
    }
  });

  async function tail(runId: string, abort: AbortController): Promise<void> {
    const known = Math.max(pending.get(runId)?.at(-1)?.seq ?? 0, views.get(runId)?.seq ?? 0);
    for await (const signal of watch(runId, known, abort.signal)) {
      if (abort.signal.aborted) break;
      switch (signal.kind) {
        case "events": {
          const waiting = pending.get(runId);
          if (waiting) for (const event of signal.events) waiting.push(event);
          else pending.set(runId, [...signal.events]);
          const newest = signal.events.at(-1);
          if (newest) onServerTime?.(newest.at);
          setLink(runId, "live");
          publishSoon();
          break;
        }
        case "live":
        case "lost":
        case "gone":
          setLink(runId, signal.kind);
          break;
        default:
          signal satisfies never;
      }
    }
    if (tails.get(runId)?.abort !== abort) return;
    tails.delete(runId);
    if (links.get(runId) !== "gone") setLink(runId, "idle");
  }

  return {
    get: (runId) => views.get(runId),
    link: (runId) => links.get(runId) ?? "idle",
    seed(given) {
      for (const view of given) {
        const known = views.get(view.runId);
        if (known && known.seq >= view.seq) continue;
        views.set(view.runId, view);
        tell(view.runId);
      }
    },
    subscribe(runId, listener) {
      const set = listeners.get(runId) ?? new Set();
      listeners.set(runId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(runId) === set) listeners.delete(runId);
      };
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    follow(runId) {
      const view = views.get(runId);
      if (view && isEnded(view.status)) return () => {};
      const running = tails.get(runId);
      const current = running ?? { readers: 0, abort: new AbortController() };
      current.readers += 1;
      if (!running) {
        tails.set(runId, current);
        void tail(runId, current.abort);
      }
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        current.readers -= 1;
        if (current.readers > 0 || tails.get(runId) !== current) return;
        tails.delete(runId);
        current.abort.abort();
        setLink(runId, "idle");
      };
    },
  };
}
