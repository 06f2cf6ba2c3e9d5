/** Owns: short messages that appear over the page. Who shows them is not known here. */

export interface Notice {
  message: string;
  detail?: string;
  /** One thing to do about it. */
  action?: { label: string; run(): void };
}

export interface Notices {
  show(notice: Notice): void;
  subscribe(listener: (notice: Notice) => void): () => void;
}

export function createNotices(): Notices {
  const listeners = new Set<(notice: Notice) => void>();
  return {
    show(notice) {
      for (const listener of [...listeners]) listener(notice);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
