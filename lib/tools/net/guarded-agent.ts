/** Owns: connections that reach only addresses that are allowed, checked on the very address that is connected to. */
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";

export interface Guard {
  /** Every address of a name. Rejects where there is none. */
  resolve(hostname: string): Promise<{ address: string; family: number }[]>;
  isAllowed(address: string): boolean;
}

/** The name, or the address, leads to where requests may not go. */
export class ForbiddenAddress extends Error {}

export const resolveAll: Guard["resolve"] = (hostname) => lookup(hostname, { all: true, verbatim: true });

/**
 * An agent for one request and its redirects; destroy it afterwards. A name of which any address is forbidden is refused
 * whole. Addresses written into the URL are never looked up, so they are checked apart; the socket is asked once more.
 */
export function guardedAgent(guard: Guard, connectMs: number): Agent {
  const dial = buildConnector({ lookup: guardedLookup(guard), allowH2: false, timeout: connectMs });
  return new Agent({
    connections: 1,
    pipelining: 1,
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0 && !guard.isAllowed(host)) return callback(new ForbiddenAddress(), null);
      dial(options, (...outcome) => {
        const [error, socket] = outcome;
        if (error) return callback(error, null);
        if (socket.remoteAddress && guard.isAllowed(socket.remoteAddress)) return callback(null, socket);
        socket.destroy();
        callback(new ForbiddenAddress(), null);
      });
    },
  });
}

function guardedLookup({ resolve, isAllowed }: Guard): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) return callback(Object.assign(new Error("No address"), { code: "ENOTFOUND" }), "");
        if (!addresses.every(({ address }) => isAllowed(address))) return callback(new ForbiddenAddress(), "");
        if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, ""),
    );
  };
}
