import { backoffMs } from "./backoff.ts";

/** So many failures with the server there mean that it no longer has what is asked for: it was built anew. */
const mostWhileThere = 4;

export interface Patience {
  wait?: (ms: number) => Promise<void>;
  isServerThere?: () => Promise<boolean>;
}

/**
 * A way to fetch code that comes late, once for all who ask. A lost line only delays it; it rejects when the server is there
 * and does not have it, and whoever asks then begins anew.
 */
export function patiently<T>(load: () => Promise<T>, patience: Patience = {}): () => Promise<T> {
  let pending: Promise<T> | null = null;
  return () => {
    pending ??= insist(load, patience).catch((error) => {
      pending = null;
      throw error;
    });
    return pending;
  };
}

async function insist<T>(load: () => Promise<T>, { wait = sleep, isServerThere = askServer }: Patience): Promise<T> {
  let whileThere = 0;
  for (let failures = 1; ; failures += 1) {
    try {
      return await load();
    } catch (error) {
      if (await isServerThere()) whileThere += 1;
      if (whileThere >= mostWhileThere) throw error;
    }
    await wait(backoffMs(failures, Math.random()));
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function askServer(): Promise<boolean> {
  return fetch("/api/health", { cache: "no-store" }).then(
    () => true,
    () => false,
  );
}
