import { issueTicket, ticketMs } from "#lib/auth/tickets.ts";
import { systemClock } from "#lib/core/clock.ts";
import { interfaceRoute } from "#lib/http/interface-route.ts";
import { methods } from "#lib/http/methods.ts";

/** A ticket that opens one socket, for the page here or for whoever holds a key. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: interfaceRoute({ shape: "ours", needsKey: false }, ({ caller }) => {
    const now = systemClock.now();
    return Response.json({ ticket: issueTicket(caller, now), expiresAt: now + ticketMs }, { status: 201 });
  }),
});
