/**
 * Owns: where this process never connects to on anybody's behalf: addresses that only a machine itself or its cloud answers
 * at, such as 169.254.169.254 with its credentials. Loopback and private networks are allowed: that is where people's own
 * model servers are.
 */
import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import ip from "ipaddr.js";
import { remember } from "#lib/core/remember.ts";

/** Metadata services outside the link-local ranges: AWS and Google over IPv6, Azure, Alibaba, Oracle. */
const metadata = ["fd00:ec2::254", "fd20:ce::254", "168.63.129.16", "100.100.100.200", "192.0.0.192"].map((text) =>
  ip.parse(text).toNormalizedString(),
);
const refusedRanges = ["linkLocal", "multicast", "broadcast"];

/** `address` in any notation of IPv4 or IPv6, with brackets or a zone or without. A name is no address: false. */
export function isRefusedAddress(address: string): boolean {
  const text = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (!ip.isValid(text)) return false;
  const parsed = ip.process(text);
  const range = parsed.range();
  if (parsed instanceof ip.IPv6) {
    const inner = embedded(parsed, range);
    if (inner !== null) return isRefusedAddress(inner);
  }
  return metadata.includes(parsed.toNormalizedString()) || refusedRanges.includes(range);
}

/** The IPv4 address that packets to this one are translated to. */
function embedded(address: ip.IPv6, range: string): string | null {
  const bytes = address.toByteArray();
  const isCompatible = bytes.slice(0, 12).every((byte) => byte === 0);
  if (range === "rfc6052" || isCompatible) return bytes.slice(12).join(".");
  if (range === "6to4") return bytes.slice(2, 6).join(".");
  return null;
}

/**
 * From now on no `fetch` of this process talks to a refused address, whatever name led there: the address is looked at once
 * the socket has it and before a byte of the request is written, so that a name cannot answer one thing when it is checked
 * and another when it is used.
 */
export function guardConnections(): void {
  remember("connections.guard", () => {
    subscribe("undici:client:connected", (message) => {
      const { socket } = message as { socket: Socket };
      if (isRefusedAddress(socket.remoteAddress ?? "")) socket.destroy(new Error(refusedSentence));
    });
    return true;
  });
}

export const refusedAddress = "an address of the machine or its cloud itself, which is never connected to";
export const refusedSentence = `This is ${refusedAddress}.`;
