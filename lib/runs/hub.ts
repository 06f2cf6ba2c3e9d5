/**
 * Owns: the newest committed events of every live run, so that readers at the live end share them instead of each
 * asking the database. There is no queue for a reader: each pulls from its own number.
 */
import type { RunEvent } from "#lib/reasoning/event.ts";
import { sizeOf } from "./writer.ts";

const mostEvents = 512;
const mostBytes = 256 * 1024;

interface Ring {
  events: RunEvent[];
  bytes: number;
  lastSeq: number;
}

export interface Hub {
  /** `lastSeq`: the number of its last event so far. */
  open(runId: string, lastSeq?: number): void;
  /** Adds events that are committed. */
  publish(runId: string, events: readonly RunEvent[]): void;
  /** Up to `limit` events after number `after`; null when only the database can tell. */
  read(runId: string, after: number, limit: number): RunEvent[] | null;
  close(runId: string): void;
}

export function makeHub(): Hub {
  const rings = new Map<string, Ring>();

  function publish(runId: string, events: readonly RunEvent[]): void {
    const ring = rings.get(runId);
    if (ring === undefined) return;
    for (const event of events) {
      ring.events.push(event);
      ring.bytes += sizeOf(event);
      ring.lastSeq = event.seq;
    }
    let dropped = 0;
    while (ring.events.length - dropped > mostEvents || (ring.bytes > mostBytes && dropped < ring.events.length)) {
      const event = ring.events[dropped];
      if (event === undefined) break;
      ring.bytes -= sizeOf(event);
      dropped += 1;
    }
    if (dropped > 0) ring.events.splice(0, dropped);
  }

  function read(runId: string, after: number, limit: number): RunEvent[] | null {
    const ring = rings.get(runId);
    if (ring === undefined || after > ring.lastSeq) return null;
    if (after === ring.lastSeq) return [];
    // Numbers have no gaps, so the place of an event follows from its number.
    const from = ring.events.length - (ring.lastSeq - after);
    return from < 0 ? null : ring.events.slice(from, from + limit);
  }

  return {
    open: (runId, lastSeq = 0) => void rings.set(runId, { events: [], bytes: 0, lastSeq }),
    publish,
    read,
    close: (runId) => void rings.delete(runId),
  };
}
