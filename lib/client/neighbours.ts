/** Owns: what pages of the same browser tell each other. */

export interface Neighbours {
  /** Something changed in the list or in a conversation. */
  tell(): void;
  onTold(listener: () => void): void;
}

/** Nobody hears where the browser has no such channel. */
export function createNeighbours(): Neighbours {
  const channel = typeof window === "undefined" || !("BroadcastChannel" in window) ? null : new BroadcastChannel("aloud");
  return {
    tell: () => channel?.postMessage("changed"),
    onTold: (listener) => channel?.addEventListener("message", listener),
  };
}
