/** Owns: tickets, with which a page opens a socket: browsers cannot give a socket headers, and a key in an address would be kept in logs. */
import { randomBytes } from "node:crypto";
import type { Caller } from "#lib/core/caller.ts";
import { systemClock } from "#lib/core/clock.ts";
import { AppError } from "#lib/core/errors.ts";
import { remember } from "#lib/core/remember.ts";

/** How long a ticket can be used, once. */
export const ticketMs = 30_000;
const mostTickets = 1_000;

interface Issued {
  caller: Caller;
  until: number;
}

/** In the order they were issued. */
const issued = () => remember("auth.tickets", () => new Map<string, Issued>());

/** Throws AppError `rate-limited` when far too many are about. */
export function issueTicket(caller: Caller, now = systemClock.now()): string {
  for (const [ticket, { until }] of issued()) {
    if (until > now) break;
    issued().delete(ticket);
  }
  if (issued().size >= mostTickets) throw new AppError("rate-limited", { retryAfterMs: ticketMs });
  const ticket = randomBytes(32).toString("base64url");
  issued().set(ticket, { caller, until: now + ticketMs });
  return ticket;
}

/** Whose it is; null for one that was used, is too old or was never issued. */
export function takeTicket(ticket: string, now = systemClock.now()): Caller | null {
  const found = issued().get(ticket);
  issued().delete(ticket);
  return found && found.until > now ? found.caller : null;
}

/** A key that was deleted or allows less opens nothing any more. */
export function dropTicketsOf(keyId: string): void {
  for (const [ticket, { caller }] of issued()) if (caller.key?.id === keyId) issued().delete(ticket);
}
