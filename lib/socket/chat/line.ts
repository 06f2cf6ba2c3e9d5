/**
 * Owns: one open socket: what is said over it, how far its reader may fall behind, and whether it is still there. Does not own: what its
 * client asks (`take-message.ts`), which runs it reads (`follow.ts`).
 */
import type { WebSocket } from "ws";
import type { Caller } from "#lib/core/caller.ts";
import { ping } from "#lib/wire/react/line-message.ts";
import { closeCodes } from "./admit.ts";

export interface LineLimits {
  /** A sign of life goes out so often. */
  heartbeatMs: number;
  /** A client of which nothing was heard for so long is gone. */
  staleMs: number;
  /** Bytes that may wait for a reader before more is read for it. */
  mostBuffered: number;
  /** A reader that is so far behind for so long is dropped; it comes back at its number. */
  stuckMs: number;
}

const usualLimits: LineLimits = {
  heartbeatMs: 30_000,
  staleMs: 120_000,
  mostBuffered: 1024 * 1024,
  stuckMs: 15_000,
};

/** A client that asks on and on and reads nothing is dropped at so many times `mostBuffered`. */
const mostUnread = 4;

/** How long a client may take to say goodbye. */
const goodbyeMs = 2_000;

export interface Line {
  /** With what its key allows by now. */
  caller: Caller;
  readonly sessionId: string;
  readonly agentName: string;
  /** How many messages in a row could not be understood. */
  misunderstood: number;
  /** The runs it reads. */
  readonly follows: Map<string, AbortController>;
  /** Aborts when it is closed. */
  readonly closed: AbortSignal;
  say(message: object): void;
  /** Waits while the reader is behind. False when the line was closed, the signal aborted or the reader dropped. */
  tell(messages: readonly object[], signal: AbortSignal): Promise<boolean>;
  close(code: number, reason: string): void;
  /** Something was heard of the client. */
  heard(): void;
}

export function makeLine(
  socket: WebSocket,
  { caller, sessionId, agentName }: Pick<Line, "caller" | "sessionId" | "agentName">,
  { heartbeatMs, staleMs, mostBuffered, stuckMs }: LineLimits = usualLimits,
): Line {
  const closed = new AbortController();
  let heardAt = performance.now();

  function write(message: object): Promise<void> {
    // Whatever came of it, waiting is over.
    return new Promise((resolve) => socket.send(JSON.stringify(message), () => resolve()));
  }

  function close(code: number, reason: string): void {
    closed.abort();
    closeSoon(socket, code, reason);
  }

  const dropSlow = () => close(closeCodes.slow, "You read too slowly. Come back and resume from your last seq.");

  const heartbeat = setInterval(() => {
    if (performance.now() - heardAt > staleMs) socket.terminate();
    else if (!closed.signal.aborted) {
      socket.ping();
      say(ping);
    }
  }, heartbeatMs).unref();

  function say(message: object): void {
    if (closed.signal.aborted) return;
    void write(message);
    if (socket.bufferedAmount > mostUnread * mostBuffered) dropSlow();
  }

  const heard = () => {
    heardAt = performance.now();
  };
  socket.on("pong", heard);
  socket.on("close", () => {
    clearInterval(heartbeat);
    closed.abort();
  });

  return {
    ...{ caller, sessionId, agentName },
    misunderstood: 0,
    follows: new Map(),
    closed: closed.signal,
    say,
    async tell(messages, signal) {
      for (const message of messages) {
        if (closed.signal.aborted || signal.aborted) return false;
        const written = write(message);
        if (socket.bufferedAmount <= mostBuffered) continue;
        if (await within(written, stuckMs)) continue;
        if (!closed.signal.aborted) dropSlow();
        return false;
      }
      return !closed.signal.aborted && !signal.aborted;
    },
    close,
    heard,
  };
}

/** Says goodbye, and does not wait long for an answer. */
export function closeSoon(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), goodbyeMs).unref();
}

async function within(work: Promise<void>, ms: number): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  try {
    return await Promise.race([work.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
