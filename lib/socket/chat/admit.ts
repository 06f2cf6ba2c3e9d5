/** Owns: who may open a socket: a program with a key, whoever has a ticket, or a page of our own, which is the person at this machine. */
import type { IncomingHttpHeaders } from "node:http";
import { callerOf } from "#lib/auth/caller.ts";
import { keyClaimed } from "#lib/auth/key-claim.ts";
import { allowedOriginsOf, checkLocal, localAddress } from "#lib/auth/local.ts";
import { takeTicket } from "#lib/auth/tickets.ts";
import { requireViewer } from "#lib/auth/viewer.ts";
import type { Caller } from "#lib/core/caller.ts";
import { AppError } from "#lib/core/errors.ts";
import { logIncident } from "#lib/core/log.ts";

/** Why a socket is closed. A client comes back after `restart`, `slow` and a line that just broke, and after no other. */
export const closeCodes = {
  restart: 1001,
  slow: 1013,
  hopeless: 4400,
  unauthorized: 4401,
  origin: 4403,
  session: 4404,
} as const;

export interface Refusal {
  code: number;
  /** At most 123 bytes, as the protocol has it. */
  reason: string;
}

/** Subprotocols that carry a ticket begin so. */
const ticketProtocol = "ticket.";

/** `ticket`: from the address. Never throws. */
export async function admit(headers: IncomingHttpHeaders, ticket: string | null): Promise<Caller | Refusal> {
  const one = (name: string) => {
    const value = headers[name];
    return value === undefined ? null : String(value);
  };
  const origin = one("origin");
  const fault = checkLocal(
    {
      host: one("host"),
      origin,
      fetchSite: one("sec-fetch-site"),
      fetchMode: one("sec-fetch-mode"),
      fetchDest: one("sec-fetch-dest"),
      method: "GET",
      isPage: false,
      allowedOrigins: allowedOriginsOf("/v1"),
    },
    localAddress(),
  );
  if (fault !== null) return { code: closeCodes.origin, reason: `This ${fault} may not open a socket here.` };
  const read = new Headers();
  for (const name of ["authorization", "x-api-key"]) if (one(name) !== null) read.set(name, one(name) ?? "");
  if (keyClaimed(read) !== null) return callerOfKey(read);
  const shown = ticket ?? ticketIn(one("sec-websocket-protocol"));
  if (shown !== null) return takeTicket(shown) ?? unauthorized("This ticket was used, is too old or was never issued.");
  // Programs that are no page have no origin: what they may see, they say with a key.
  if (origin === null || origin.toLowerCase() !== `http://${one("host")?.toLowerCase()}`) {
    return unauthorized("Open it from our own page, with a ticket, or with an API key.");
  }
  return { viewer: await requireViewer(), key: null };
}

async function callerOfKey(headers: Headers): Promise<Caller | Refusal> {
  try {
    return await callerOf(headers, { needsKey: true });
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): Refusal {
  if (AppError.is(error) && error.code === "unauthorized") return unauthorized(error.message);
  if (AppError.is(error) && error.code === "rate-limited") return { code: closeCodes.slow, reason: error.message };
  logIncident({ during: "opening a socket", error });
  return { code: 1011, reason: "Something went wrong inside the application." };
}

function unauthorized(reason: string): Refusal {
  return { code: closeCodes.unauthorized, reason };
}

function ticketIn(protocols: string | null): string | null {
  const offered = (protocols ?? "").split(",").map((protocol) => protocol.trim());
  return offered.find((protocol) => protocol.startsWith(ticketProtocol))?.slice(ticketProtocol.length) ?? null;
}

/** Of the subprotocols a client offers, the one it is answered: browsers give up without one. A ticket is void by then. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  const names = [...offered];
  return names.find((name) => !name.startsWith(ticketProtocol)) ?? names[0] ?? false;
}
